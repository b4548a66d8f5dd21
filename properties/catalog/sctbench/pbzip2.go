package sctbench

import (
	"simrun/models/lock"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/sim"
)

// Pbzip2 is pbzip2-0.9.4: the main thread waits until all blocks are compressed, and deletes the queue with its lock
// although the threads that compress may still be about to look whether there is more to do.
func Pbzip2(w *sim.World) {
	const compressors, blocks = 2, 2
	m, done := lock.New(w, "mutex"), semaphore.New(w, "done", 0)
	there, left := shared.New(w, "fifo", true), shared.New(w, "blocks", blocks)
	compress := func() {
		for more := true; more; {
			assert(w, there.Load(), "the queue is there")
			m.Acquire()
			if more = left.Load() > 0; more {
				left.Store(left.Load() - 1)
			}
			m.Release()
			if more {
				done.Release()
			}
		}
	}
	bodies := []func(){func() {
		for range blocks {
			done.Acquire()
		}
		there.Store(false)
	}}
	for range compressors {
		bodies = append(bodies, compress)
	}
	w.SpawnAll("pbzip2", bodies...)
}
