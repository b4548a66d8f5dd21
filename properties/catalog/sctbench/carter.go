package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Carter is carter01: the first thread of a class that comes in takes the lock of the class, and waits for it while it
// holds the lock of the counters, without which the class that is inside cannot go out. The two threads of the original that
// do nothing are left out.
func Carter(w *sim.World) {
	counters, class := lock.New(w, "m"), lock.New(w, "l")
	visit := func(inside *shared.Var[int]) func() {
		return func() {
			counters.Acquire()
			inside.Store(inside.Load() + 1)
			if inside.Load() == 1 {
				class.Acquire()
			}
			counters.Release()
			counters.Acquire()
			inside.Store(inside.Load() - 1)
			if inside.Load() == 0 {
				class.Release()
			}
			counters.Release()
		}
	}
	w.SpawnAll("carter", visit(shared.New(w, "a", 0)), visit(shared.New(w, "b", 0)))
}
