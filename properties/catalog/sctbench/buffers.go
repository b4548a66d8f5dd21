package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Handover is circular_buffer with 7 rounds, and the like of queue with 20: a sender and a receiver have so many rounds, in
// which each does something only if a flag says that it is its turn. The receiver expects the item of the number of its
// round, so it fails if it had a round in which it was not its turn.
func Handover(rounds int) func(w *sim.World) {
	return func(w *sim.World) {
		m := lock.New(w, "m")
		send, receive := shared.New(w, "send", true), shared.New(w, "receive", false)
		first, next := shared.New(w, "first", 0), shared.New(w, "next", 0)
		items := make([]int, rounds)
		w.SpawnAll("buffer", func() {
			for i := range rounds {
				m.Acquire()
				if send.Load() {
					items[next.Load()] = i
					next.Store(next.Load() + 1)
					send.Store(false)
					receive.Store(true)
				}
				m.Release()
			}
		}, func() {
			for i := range rounds {
				m.Acquire()
				if receive.Load() {
					item := items[first.Load()]
					first.Store(first.Load() + 1)
					assert(w, item == i, "item == round")
					receive.Store(false)
					send.Store(true)
				}
				m.Release()
			}
		})
	}
}

// Stack is stack with ten items: a thread pushes so many, another one pops as many, each in a critical section, once
// something was pushed. It fails if it pops more than there is.
func Stack(size int) func(w *sim.World) {
	return func(w *sim.World) { stack(w, size) }
}

func stack(w *sim.World, size int) {
	m, top, pushed := lock.New(w, "m"), shared.New(w, "top", 0), shared.New(w, "flag", false)
	w.SpawnAll("stack", func() {
		for range size {
			m.Acquire()
			top.Store(top.Load() + 1)
			pushed.Store(true)
			m.Release()
		}
	}, func() {
		for range size {
			m.Acquire()
			if pushed.Load() {
				assert(w, top.Load() > 0, "no underflow")
				top.Store(top.Load() - 1)
			}
			m.Release()
		}
	})
}
