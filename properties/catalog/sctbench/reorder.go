package sctbench

import (
	"simrun/models/shared"
	"simrun/sim"
)

// Reorder has setters and checkers: a setter stores a and then b, without a lock. A checker fails if it comes between the
// first store to a and the first to b. It is reorder_n with n-1 setters and one checker for n up to 10, as well as 50 and
// 100, but reorder_20 has ten of each.
func Reorder(setters, checkers int) func(w *sim.World) {
	return func(w *sim.World) {
		a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
		bodies := make([]func(), setters+checkers)
		for i := range bodies {
			if i < setters {
				bodies[i] = func() {
					a.Store(1)
					b.Store(-1)
				}
				continue
			}
			bodies[i] = func() {
				assert(w, a.Load() == 0 && b.Load() == 0 || a.Load() == 1 && b.Load() == -1, "a and b are both set or both not")
			}
		}
		w.SpawnAll("reorder", bodies...)
	}
}
