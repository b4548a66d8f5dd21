package shared_test

import (
	"context"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// A swap for the value that is there changes nothing: two of them commute, so there is one trace; of two swaps for another
// value there are two.
func TestSwapForTheSameValueIsARead(t *testing.T) {
	for value, want := range []int{1, 2} {
		p := sim.Program{Main: func(w *sim.World) {
			x := shared.New(w, "x", 0)
			swap := func(v int) func() { return func() { x.Swap(v) } }
			w.SpawnAll("t", swap(value), swap(2*value))
		}}
		r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
			Strategy: "dpor", Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}})
		if err != nil || !r.Exhausted || r.Executions != want {
			t.Errorf("swaps for %d and %d: %d executions, exhausted %v, want %d: %v", value, 2*value, r.Executions, r.Exhausted, want, err)
		}
	}
}
