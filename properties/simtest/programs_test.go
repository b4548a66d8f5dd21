package simtest_test

import (
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/sim"
)

// pipeline is the queue pipeline of the introduction to threading; its producer stops after so many messages. The
// consumer may look at the event before it is set, and then wait for a message that never comes.
func pipeline(messages int) func(w *sim.World) {
	return func(w *sim.World) {
		pipeline, stop := queue.New(w, "pipeline", 10), event.New(w, "stop")
		pool := executor.New(w, 2)
		pool.With(func() {
			pool.Submit("producer", func() any {
				for i := 0; i < messages && !stop.IsSet(); i++ {
					pipeline.Put(i)
				}
				return nil
			})
			pool.Submit("consumer", func() any {
				for !stop.IsSet() || !pipeline.Empty() {
					pipeline.Get()
				}
				return nil
			})
			w.Sleep(100 * time.Millisecond)
			stop.Set()
		})
	}
}

// twoLocks are taken in two orders; with the bug, they are.
func twoLocks(bug bool) func(w *sim.World) {
	return func(w *sim.World) {
		left, right := lock.New(w, "left"), lock.New(w, "right")
		both := func(first, second *lock.Lock) func() {
			return func() {
				first.Acquire()
				second.Acquire()
				second.Release()
				first.Release()
			}
		}
		other := both(left, right)
		if bug {
			other = both(right, left)
		}
		plato := thread.New(w, thread.Target("Plato", both(left, right)))
		kant := thread.New(w, thread.Target("Kant", other))
		plato.Start()
		kant.Start()
		plato.Join()
		kant.Join()
	}
}
