package sctbench

import (
	"simrun/models/lock"
	"simrun/sim"
)

// Phase is phase01: each of two threads takes a lock twice, and gives it back once. Every schedule fails.
func Phase(w *sim.World) {
	x, y := lock.New(w, "x"), lock.New(w, "y")
	body := func() {
		x.Acquire()
		x.Release()
		x.Acquire()
		y.Acquire()
		y.Release()
		y.Acquire()
		y.Release()
	}
	w.SpawnAll("phase", body, body)
}
