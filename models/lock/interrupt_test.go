package lock_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// A main thread that is blocked in an acquire is interrupted by Ctrl-C, and does not have the lock then; a release that
// Ctrl-C comes before is carried out.
func TestInterrupt(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "interrupted acquire", Want: "KeyboardInterrupt; the lock is held by the other thread, or free",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			w.ArmSignal()
			out.Put(conformance.Try(func() { l.Acquire() }))
			w.DisarmSignal()
			l.Release()
			out.Put(l.Acquire(lock.Blocking(false)))
		},
		Every: []string{"KeyboardInterrupt T"},
	}, {
		ID: "with", Want: "the lock is free after an interrupted with",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			w.ArmSignal()
			out.Put(conformance.Try(func() { l.With(func() { l.Locked() }) }))
			w.DisarmSignal()
			out.Put(l.Acquire(lock.Blocking(false)))
		},
		Every: []string{"KeyboardInterrupt T", "ok T"},
	}, {
		ID: "contended", Want: "any of the two, and the lock is free in the end",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			w.SpawnAll("t", func() { l.With(func() { l.Locked() }) })
			w.ArmSignal()
			out.Put(conformance.Try(func() { l.With(func() {}) }))
			w.DisarmSignal()
			w.OnEnd(func() { out.Put(l.State()) })
		},
		Every: []string{"KeyboardInterrupt free", "ok free"},
	}})
}
