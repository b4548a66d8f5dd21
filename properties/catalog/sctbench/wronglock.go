package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Wronglock is wronglock_n: one thread changes a variable under one lock, n others change it under another, so that
// the two do not exclude each other. The first fails if one of the others stores in its critical section.
func Wronglock(others int) func(w *sim.World) {
	return func(w *sim.World) {
		data, thread := lock.New(w, "d"), lock.New(w, "t")
		v := shared.New(w, "v", 0)
		bodies := []func(){func() {
			data.Acquire()
			x := v.Load()
			v.Store(v.Load() + 1)
			assert(w, v.Load() == x+1, "v == x+1")
			data.Release()
		}}
		for range others {
			bodies = append(bodies, func() {
				thread.Acquire()
				v.Store(v.Load() + 1)
				thread.Release()
			})
		}
		w.SpawnAll("wronglock", bodies...)
	}
}
