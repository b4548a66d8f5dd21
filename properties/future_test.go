package properties_test

import (
	"testing"
	"time"

	"simrun/models/executor"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

func TestNoUnreadException(t *testing.T) {
	program := func(read, fails bool) func(w *sim.World) {
		return func(w *sim.World) {
			pool := executor.New(w, 1)
			pool.With(func() {
				f := pool.Submit("task", func() any {
					if fails {
						panic(sim.ValueError("17 is too much"))
					}
					return 1
				})
				if read {
					f.Result()
				}
			})
		}
	}
	expect(t, found(t, program(true, true), properties.NoUnreadException))
	expect(t, found(t, program(false, false), properties.NoUnreadException))
	expect(t, found(t, program(false, true), properties.NoUnreadException),
		"exception-unread: nobody was given the exception of task: ValueError: 17 is too much [task: ValueError: # is too much]")
}

func TestNoLeakedThread(t *testing.T) {
	expect(t, found(t, func(w *sim.World) { start(w, "T", func() {}) }, properties.NoLeakedThread))
	expect(t, found(t, func(w *sim.World) { daemon(w, "D", func() { w.Sleep(time.Second) }) }, properties.NoLeakedThread),
		"thread-leaked: D had not ended when the process did, in time.sleep [D]")
	expect(t, found(t, func(w *sim.World) {
		q := queue.New(w, "q", 0)
		daemon(w, "D", func() { q.Get() })
		q.Put(1)
		w.Sleep(time.Second)
	}, properties.NoLeakedThread),
		"thread-leaked: D had not ended when the process did, in Queue.get on q [D]")
}
