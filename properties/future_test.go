package properties_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/executor"
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

// Nobody has asked for the exception, but the main thread waits for an event and may do so behind it: that it waits for ever is
// the finding. In the twin the event is set, and it asks for nothing.
func TestUnreadBeforeTheEnd(t *testing.T) {
	program := func(set bool) func(w *sim.World) {
		return func(w *sim.World) {
			e := event.New(w, "e")
			if set {
				e.Set()
			}
			pool := executor.New(w, 1)
			pool.Submit("task", func() any { panic(sim.ValueError("17 is too much")) })
			e.Wait()
			pool.Shutdown()
		}
	}
	expect(t, found(t, program(false), properties.NoUnreadException))
	expect(t, found(t, program(true), properties.NoUnreadException),
		"exception-unread: nobody was given the exception of task: ValueError: 17 is too much [task: ValueError: # is too much]")
}
