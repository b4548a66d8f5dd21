package sctbench

import (
	"simrun/models/shared"
	"simrun/sim"
)

// Reorder is reorder_n, n-1 setters and a checker: a setter stores a and then b, without a lock. The checker fails if
// it comes between the first store to a and the first to b.
func Reorder(setters int) func(w *sim.World) {
	return func(w *sim.World) {
		a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
		bodies := make([]func(), setters, setters+1)
		for i := range bodies {
			bodies[i] = func() {
				a.Store(1)
				b.Store(-1)
			}
		}
		w.SpawnAll("reorder", append(bodies, func() {
			assert(w, a.Load() == 0 && b.Load() == 0 || a.Load() == 1 && b.Load() == -1, "a and b are both set or both not")
		})...)
	}
}
