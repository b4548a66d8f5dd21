package semaphore_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/semaphore"
	"simrun/sim"
)

// An acquire that Ctrl-C interrupts takes no permit with it.
func TestInterrupt(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "SM16", Want: "every schedule: KeyboardInterrupt in an acquire; the next release is for somebody else",
		Main: func(w *sim.World, out *conformance.Out) {
			s := semaphore.New(w, "s", 0)
			w.ArmSignal()
			out.Put(conformance.Try(func() { s.Acquire() }))
			w.DisarmSignal()
			s.Release()
			out.Put(s.Acquire(semaphore.Blocking(false)), s.Acquire(semaphore.Blocking(false)))
		},
		Every: []string{"KeyboardInterrupt T F"},
	}, {
		ID: "SM16/with", Want: "every schedule: with gives its permit back, or has none",
		Main: func(w *sim.World, out *conformance.Out) {
			s := semaphore.New(w, "s", 1)
			w.ArmSignal()
			out.Put(conformance.Try(func() { s.With(func() { s.Repr() }) }))
			w.DisarmSignal()
			out.Put(s.Value())
		},
		Every: []string{"KeyboardInterrupt 1", "ok 1"},
	}})
}
