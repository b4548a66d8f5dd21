package catalog

import (
	"time"

	"simrun/models/condition"
	"simrun/properties"
	"simrun/sim"
)

// A condition with one thread that waits for a limited time, and one that waits for as long as it takes. Who is woken
// wakes the next one:
//
//	def impatient():
//	    with condition:
//	        if not ready and condition.wait(timeout=0.1):
//	            condition.notify()
//
//	def patient():
//	    with condition:
//	        while not ready:
//	            condition.wait()
//
//	with condition:
//	    ready = True
//	    condition.notify()
//
// A thread whose time is up stays among those that wait until it has the lock again, and a notify that comes meanwhile
// is spent on it. It does not know, so it wakes nobody. The repair is notify_all.
func init() {
	register(timedOutWaiter(Entry{
		Name:    "timed-out-waiter",
		Summary: "a notify that goes to a thread whose time is up",
		Expected: Expected{
			Kinds: []string{"deadlock", "lost-wake-up"},
			Note:  "the wake-up is lost: one thread does not know that it got it, the other one waits on",
		},
	}, false))
	register(timedOutWaiter(Entry{
		Name:     "timed-out-waiter-notify-all",
		Summary:  "timed-out-waiter, repaired by notify_all",
		Expected: Expected{Note: "with timeouts among those that wait, wake all of them"},
	}, true))
}

func timedOutWaiter(e Entry, all bool) Entry {
	e.Group = classics
	e.Program = func(Values) (func(w *sim.World), []sim.Property) {
		return func(w *sim.World) { wakeOne(w, all) }, append(properties.Default(), properties.NoLostWakeUp)
	}
	return e
}

func wakeOne(w *sim.World, all bool) {
	c, ready, threads := condition.New(w, "condition", nil), false, newCrew(w)
	threads.add("impatient", func() {
		c.With(func() {
			if !ready && c.Wait(100*time.Millisecond) {
				c.Notify()
			}
		})
	})
	threads.add("patient", func() {
		c.With(func() {
			for !ready {
				c.Wait()
			}
		})
	})
	threads.add("notifier", func() {
		c.With(func() {
			ready = true
			if all {
				c.NotifyAll()
			} else {
				c.Notify()
			}
		})
	})
	threads.run()
}
