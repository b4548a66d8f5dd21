package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// StringBuffer is stringbuffer-jdk1.4: to append a buffer to another one, a thread asks for its length, and then for so many
// characters, each under the lock of that buffer. It fails if another thread has deleted some between the two.
func StringBuffer(w *sim.World) {
	m, length := lock.New(w, "monitor"), shared.New(w, "count", 3)
	w.SpawnAll("buffer", func() {
		n := 0
		m.With(func() { n = length.Load() })
		m.With(func() { assert(w, n <= length.Load(), "the characters are there") })
	}, func() {
		m.With(func() { length.Store(0) })
	})
}
