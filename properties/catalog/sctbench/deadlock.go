package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Deadlock is deadlock01: two threads take two locks in opposite orders. They deadlock if each has its first one before
// the other has its second.
func Deadlock(w *sim.World) {
	a, b := lock.New(w, "a"), lock.New(w, "b")
	c := shared.New(w, "c", 0)
	w.SpawnAll("deadlock", func() {
		a.Acquire()
		b.Acquire()
		c.Store(c.Load() + 1)
		b.Release()
		a.Release()
	}, func() {
		b.Acquire()
		a.Acquire()
		c.Store(c.Load() - 1)
		a.Release()
		b.Release()
	})
}
