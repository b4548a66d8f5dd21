package properties

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// The properties here are made in one line, from a function of a line of the log or of the execution. The order of the
// lines is part of what a search tells apart, so they need no monitor. An execution that is deadlocked is looked at
// too, where that makes sense.

// Says is a function for the properties of lines: whether the text is part of the line.
func Says(text string) func(line sim.Line) bool {
	return func(line sim.Line) bool { return strings.Contains(line.Text, text) }
}

// EveryLine holds if the function is true of each line of the log. Its kind is "invariant".
func EveryLine(what string, holds func(line sim.Line) bool) sim.Property {
	return noLine(what, "invariant", func(line sim.Line) bool { return !holds(line) })
}

// NoLine holds if the function is true of no line of the log. Its kind is "forbidden-state".
func NoLine(what string, holds func(line sim.Line) bool) sim.Property {
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

// SomeLine holds if the function is true of a line of the log, when the program was completed or is deadlocked. Its
// kind is "never-happened".
func SomeLine(what string, holds func(line sim.Line) bool) sim.Property {
	c := &check{name: what, kind: "never-happened"}
	c.look = func(x *sim.Execution) *sim.Failure {
		if !over(x) {
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

// LineLeadsTo holds if each line of which cause is true is followed by one of which effect is, when the program was
// completed or is deadlocked. Its kind is "no-response".
func LineLeadsTo(what string, cause, effect func(line sim.Line) bool) sim.Property {
	c := &check{name: what, kind: "no-response"}
	c.look = func(x *sim.Execution) *sim.Failure {
		if !over(x) {
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
// in x.Observation("left") == 0. Its kind is "at-exit".
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

// over says whether nothing more can come.
func over(x *sim.Execution) bool { return x.End == sim.Completed || x.End == sim.Deadlock }

// observed lists what the program observed.
func observed(x *sim.Execution) string {
	var parts []string
	for _, o := range x.Observed {
		parts = append(parts, fmt.Sprintf("%s=%s", o.Name, sim.Show(o.Value)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
