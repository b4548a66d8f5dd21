package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Lazy is lazy01: two threads add 1 and 2 under a lock, and a third one fails if it comes last: in 2 of the 6 orders of the
// three critical sections.
func Lazy(w *sim.World) {
	m, data := lock.New(w, "m"), shared.New(w, "data", 0)
	add := func(n int) func() {
		return func() { m.With(func() { data.Store(data.Load() + n) }) }
	}
	w.SpawnAll("lazy", add(1), add(2), func() {
		m.With(func() { assert(w, data.Load() < 3, "data < 3") })
	})
}
