package properties

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// The properties here are made in one line, from a function of a line of the log or of the execution. The order of the
// lines is part of what a search tells apart, so they need no monitor.

// Says is a function for the properties of lines: whether the text is part of the line.
func Says(text string) func(line sim.Line) bool {
	return func(line sim.Line) bool { return strings.Contains(line.Text, text) }
}

// LinesAlways holds if the function is true of each line of the log. Its kind is "invariant".
func LinesAlways(what string, holds func(line sim.Line) bool) sim.Property {
	return noLine(what, "invariant", func(line sim.Line) bool { return !holds(line) })
}

// LinesNever holds if the function is true of no line of the log. Its kind is "forbidden-state".
func LinesNever(what string, holds func(line sim.Line) bool) sim.Property {
	return noLine(what, "forbidden-state", holds)
}

func noLine(what, kind string, holds func(line sim.Line) bool) sim.Property {
	c := &check{name: what, kind: kind}
	c.look = func(x *sim.Execution) *sim.Failure {
		for i, line := range x.Log {
			if holds(line) {
				return c.failure(fmt.Sprintf("line %d of the log is %q", i+1, line.Text))
			}
		}
		return nil
	}
	return c
}

// LinesEventually holds if the function is true of a line of the log when nothing more can come, as for
// [Monitor.Eventually]. Its kind is "never-happened".
func LinesEventually(what string, holds func(line sim.Line) bool) sim.Property {
	c := &check{name: what, kind: "never-happened"}
	c.look = func(x *sim.Execution) *sim.Failure {
		if !over(x.End) {
			return nil
		}
		for _, line := range x.Log {
			if holds(line) {
				return nil
			}
		}
		return c.failure(fmt.Sprintf("none of the %d lines of the log says so", len(x.Log)))
	}
	return c
}

// LinesLeadTo holds if each line of which cause is true is followed by one of which effect is, when nothing more can come,
// as for [Monitor.LeadsTo]. One line may be both. Its kind is "no-response".
func LinesLeadTo(what string, cause, effect func(line sim.Line) bool) sim.Property {
	c := &check{name: what, kind: "no-response"}
	c.look = func(x *sim.Execution) *sim.Failure {
		if !over(x.End) {
			return nil
		}
		open := -1
		for i, line := range x.Log {
			switch {
			case effect(line):
				open = -1
			case open < 0 && cause(line):
				open = i
			}
		}
		if open < 0 {
			return nil
		}
		return c.failure(fmt.Sprintf("nothing follows line %d of the log, %q", open+1, x.Log[open].Text))
	}
	return c
}

// AtExit holds if the function is true of the execution when the program was completed: of what it observed, say, as
// in x.Observation("left") == 0, or of its log. Of objects it is [Monitor.AtExit]. Its kind is "at-exit".
func AtExit(what string, holds func(x *sim.Execution) bool) sim.Property {
	c := &check{name: what, kind: "at-exit"}
	c.look = func(x *sim.Execution) *sim.Failure {
		if x.End != sim.Completed || holds(x) {
			return nil
		}
		return c.failure("it does not hold at the exit" + observed(x))
	}
	return c
}

// over says whether nothing more can come: the threads have ended, wait for ever, or poll without any change, although
// each of them has its turn. Other executions might have gone on, or were not fair to some thread.
func over(end sim.End) bool {
	return end == sim.Completed || end == sim.Deadlock || end == sim.Livelock
}

// observed lists what the program observed.
func observed(x *sim.Execution) string {
	var parts []string
	for _, o := range x.Observed {
		parts = append(parts, fmt.Sprintf("%s=%s", o.Name, x.World().Show(o.Value)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
