package sharing

import (
	"fmt"
	"slices"

	"simrun/sim"
)

// region is the code that belongs to a step: from its operation up to the next one of its thread.
type region struct {
	thread string
	text   string
	lines  []string
}

// regionOf finds the code of the step at a place of the execution, where the creation of the main thread is at place 0.
func regionOf(t *sim.Trace, place int) region {
	var from, to *sim.Event
	for i := range t.Events {
		e := &t.Events[i]
		switch {
		case e.Step == place-1:
			from = e
		case from != nil && e.Thread == from.Thread && e.Step > from.Step && to == nil:
			to = e
		}
	}
	if from == nil {
		return region{thread: t.Threads[0].Name, text: "what " + t.Threads[0].Name + " does first"}
	}
	r := region{thread: t.Threads[from.Thread].Name}
	start, end := lineOf(from), ""
	if to != nil {
		end = lineOf(to)
	} else {
		for i := range t.Waiting {
			if v := &t.Waiting[i]; v.Thread == from.Thread && v.File != "" {
				end = fmt.Sprintf("%s:%d", v.File, v.Line)
			}
		}
	}
	switch {
	case start == "" && end == "":
		r.text = "what " + r.thread + " does at its " + from.Op
	case start == "":
		r.text = "what " + r.thread + " does before " + end
	case end == "":
		r.text = "what " + r.thread + " does from " + start + " on"
	case start == end:
		r.text = "what " + r.thread + " does at " + start
	default:
		r.text = "what " + r.thread + " does from " + start + " to " + end
	}
	for _, line := range []string{start, end} {
		if line != "" {
			r.lines = append(r.lines, line)
		}
	}
	return r
}

// lineOf is the line of an event; empty if it is not known.
func lineOf(e *sim.Event) string {
	if e.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", e.File, e.Line)
}

// whatDiffers says what two executions with the same trace do not have in common.
func whatDiffers(a, b recording) string {
	for _, f := range b.failures {
		if !slices.ContainsFunc(a.failures, f.Same) {
			return "it fails: " + f.Kind + ", " + f.Message
		}
	}
	for _, f := range a.failures {
		if !slices.ContainsFunc(b.failures, f.Same) && b.lost == "" {
			return "it does not fail: " + f.Kind + ", " + f.Message
		}
	}
	if b.lost != "" {
		return b.lost
	}
	for _, o := range b.observed {
		if v := observation(a.observed, o.Name); string(AppendValue(nil, v)) != string(AppendValue(nil, o.Value)) {
			return fmt.Sprintf("%s is%s, not%s", o.Name, AppendValue(nil, o.Value), AppendValue(nil, v))
		}
	}
	for i := range min(len(a.trace.Log), len(b.trace.Log)) {
		if x, y := a.trace.Log[i].Text, b.trace.Log[i].Text; x != y {
			return fmt.Sprintf("line %d of the log is %q, not %q", i+1, y, x)
		}
	}
	return "it ends otherwise"
}

func observation(list []sim.Observation, name string) any {
	for _, o := range list {
		if o.Name == name {
			return o.Value
		}
	}
	return nil
}
