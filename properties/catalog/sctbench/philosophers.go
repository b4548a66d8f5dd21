package sctbench

import (
	"simrun/models/lock"
	"simrun/sim"
)

// Philosophers is Dijkstra's dinner: each of n takes the fork on the right, then the one on the left. They deadlock if
// all have taken their first one.
func Philosophers(n int) func(w *sim.World) {
	return func(w *sim.World) {
		forks := make([]*lock.Lock, n)
		for i := range forks {
			forks[i] = lock.New(w, "")
		}
		bodies := make([]func(), n)
		for i := range bodies {
			right, left := forks[i], forks[(i+1)%n]
			bodies[i] = func() {
				right.Acquire()
				left.Acquire()
				left.Release()
				right.Release()
			}
		}
		w.SpawnAll("philosopher", bodies...)
	}
}
