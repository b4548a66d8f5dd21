package barrier_test

import (
	"testing"

	"simrun/models/barrier"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

// A wait that Ctrl-C interrupts leaves the barrier as if it had not come: nothing breaks.
func TestInterrupt(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "interrupted wait", Want: "KeyboardInterrupt, nobody waits, and the barrier is not broken",
		Main: func(w *sim.World, out *conformance.Out) {
			b := barrier.New(w, "b", 2)
			w.ArmSignal()
			out.Put(conformance.Try(func() { b.Wait() }))
			w.DisarmSignal()
			out.Put(b.NWaiting(), b.Broken())
		},
		Every: []string{"KeyboardInterrupt 0 F"},
	}})
}
