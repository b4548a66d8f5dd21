package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// TokenRing is token_ring: three threads pass a value on, each in one critical section, and a fourth expects that the
// value has gone all the way round once all three are done. It has in 2 of the 6 orders of the three.
func TokenRing(w *sim.World) {
	m := lock.New(w, "m")
	x1, x2, x3 := shared.New(w, "x1", 1), shared.New(w, "x2", 2), shared.New(w, "x3", 1)
	f1, f2, f3 := shared.New(w, "f1", false), shared.New(w, "f2", false), shared.New(w, "f3", false)
	w.SpawnAll("token ring", func() {
		m.Acquire()
		x1.Store((x3.Load() + 1) % 4)
		f1.Store(true)
		m.Release()
	}, func() {
		m.Acquire()
		x2.Store(x1.Load())
		f2.Store(true)
		m.Release()
	}, func() {
		m.Acquire()
		x3.Store(x2.Load())
		f3.Store(true)
		m.Release()
	}, func() {
		m.Acquire()
		if f1.Load() && f2.Load() && f3.Load() {
			a, b, c := x1.Load(), x2.Load(), x3.Load()
			assert(w, a == b && b == c, "x1 == x2 == x3")
		}
		m.Release()
	})
}
