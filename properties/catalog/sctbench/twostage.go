package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Twostage is twostage_n, n-1 writers and a reader: a writer changes two variables, each under its own lock, and lets
// go of the first lock before it takes the second. The reader, which takes them in the same way, fails if it overtakes
// every writer between the two.
func Twostage(writers int) func(w *sim.World) {
	return func(w *sim.World) {
		l1, l2 := lock.New(w, "l1"), lock.New(w, "l2")
		d1, d2 := shared.New(w, "d1", 0), shared.New(w, "d2", 0)
		bodies := make([]func(), writers, writers+1)
		for i := range bodies {
			bodies[i] = func() {
				l1.Acquire()
				d1.Store(1)
				l1.Release()
				l2.Acquire()
				d2.Store(d1.Load() + 1)
				l2.Release()
			}
		}
		w.SpawnAll("twostage", append(bodies, func() {
			l1.Acquire()
			if d1.Load() == 0 {
				l1.Release()
				return
			}
			t1 := d1.Load()
			l1.Release()
			l2.Acquire()
			t2 := d2.Load()
			l2.Release()
			assert(w, t2 == t1+1, "t2 == t1+1")
		})...)
	}
}
