package simtest

import (
	"fmt"
	"testing"

	"simrun/report"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// DefaultRepeats is how many schedules [Test] executes twice.
const DefaultRepeats = 20

// mustRepeat executes some schedules twice, and ends the test if the program does not do the same both times.
func (s *subject) mustRepeat(t testing.TB) {
	t.Helper()
	cfg := s.options.config()
	cfg.Record = true
	for i := range max(s.options.Repeats, 0) {
		once, again := s.recorded(cfg, i), s.recorded(cfg, i)
		if difference := differ(once, again); difference != "" {
			t.Fatalf("simtest: the program does not repeat: with the same choices, %s; it depends on something that the simulator "+
				"does not control, such as the order of a map, a real clock, or a goroutine", report.Plain(difference))
		}
	}
}

// record is what two executions of one schedule have to have in common.
type record struct {
	*sim.Trace
	rest []string // what the program observed, and its failures
}

// recorded executes the i-th random walk.
func (s *subject) recorded(cfg sim.Config, i int) record {
	walk := sampling.NewRandom(s.options.Seed)
	walk.Begin(i)
	x := s.run(cfg, walk)
	var rest []string
	for _, o := range x.Observed {
		rest = append(rest, fmt.Sprintf("observation %s = %s", o.Name, o.Text()))
	}
	_, failures := s.judged(x)
	s.failAtOnce(x, failures)
	for _, f := range failures {
		rest = append(rest, fmt.Sprintf("%s: %s", f.Kind, f.Message))
	}
	return record{x.Trace, append(rest, "end "+x.End.String())}
}

// differ names the first step at which two executions differ; it is empty if they are the same.
func differ(a, b record) string {
	for i := range max(len(a.Events), len(b.Events)) {
		if one, other := event(a, i), event(b, i); one != other {
			step := 0
			if i < len(a.Events) {
				step = a.Events[i].Step
			} else {
				step = b.Events[i].Step
			}
			return fmt.Sprintf("step %d was %s in one execution and %s in another", step, one, other)
		}
	}
	for i := range max(len(a.Log), len(b.Log)) {
		if one, other := logged(a, i), logged(b, i); one != other {
			return fmt.Sprintf("line %d of the log was %s in one execution and %s in another", i+1, one, other)
		}
	}
	for i := range min(len(a.rest), len(b.rest)) {
		if a.rest[i] != b.rest[i] {
			return fmt.Sprintf("what came of it was %q in one execution and %q in another", a.rest[i], b.rest[i])
		}
	}
	return ""
}

// event describes the i-th event of a trace, with all in which two executions may differ.
func event(t record, i int) string {
	if i >= len(t.Events) {
		return "missing"
	}
	e := &t.Events[i]
	text := e.Op + " of " + t.Threads[e.Thread].Name
	if e.Label != "" {
		text += " (" + e.Label + ")"
	}
	if e.Object != "" {
		text += " on " + e.Object
	}
	if e.File != "" {
		text += fmt.Sprintf(" at %s:%d", e.File, e.Line)
	}
	if e.Note != "" {
		text += ", " + e.Note
	}
	if e.State != "" {
		text += ", which left " + e.State
	}
	for _, o := range e.Also {
		text += ", " + o.State
	}
	return text
}

func logged(t record, i int) string {
	if i >= len(t.Log) {
		return "missing"
	}
	return fmt.Sprintf("%q", t.Log[i].Text)
}
