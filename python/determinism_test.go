//go:build cpython

package python_test

import (
	"fmt"
	"strings"
	"testing"

	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestDeterminism: a seed gives the same steps and the same output, twice in one process, once in another, and once in a fork that
// has executed nothing.
func TestDeterminism(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, script := range []string{"pipe_queue.py", "two.py", "pipe_lock.py"} {
			a, b := open(t, interpreter, script, "3"), open(t, interpreter, script, "3")
			for seed := range uint64(20) {
				first, second := stream(a.Program(), seed), stream(a.Program(), seed)
				other, fork := stream(b.Program(), seed), stream(a.Fresh(), seed)
				if first != second {
					t.Errorf("%s, seed %d: not the same again: %s", script, seed, difference(first, second))
				}
				if first != other {
					t.Errorf("%s, seed %d: not the same in another process: %s", script, seed, difference(first, other))
				}
				if first != fork {
					t.Errorf("%s, seed %d: not the same in a fork: %s", script, seed, difference(first, fork))
				}
			}
		}
	})
}

// stream is all that an execution shows.
func stream(p sim.Program, seed uint64) string {
	strategy := sampling.NewRandom(seed)
	strategy.Begin(0)
	x := sim.Run(p, sim.Config{Clock: sim.Anytime, Seed: seed, Record: true, MaxSteps: 3000}, strategy)
	var b strings.Builder
	for _, e := range x.Trace.Events {
		fmt.Fprintln(&b, e.Step, e.Thread, e.Op, e.Object, e.Effect, e.State, e.At, e.File, e.Line)
	}
	for _, l := range x.Log {
		fmt.Fprintln(&b, l.At, l.Thread, l.Text)
	}
	fmt.Fprintln(&b, x.End, x.Uncaught)
	return b.String()
}

// difference is the first line in which two texts differ.
func difference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return fmt.Sprintf("line %d: %q and %q", i, left[i], right[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(left), len(right))
}
