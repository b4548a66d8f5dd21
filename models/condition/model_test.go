package condition_test

import (
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// TestText is what repr and traces show.
func TestText(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		c := condition.New(w, "", lock.New(w, "mutex"))
		w.Spawn("T", func() { c.With(func() { c.Wait() }) })
		w.Sleep(time.Second)
		if got, want := c.Repr(), "<Condition(<unlocked _thread.lock object at mutex>, 1)>"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := c.State(), "1 waiting"; got != want || c.Locked() {
			t.Errorf("%s, want %s", got, want)
		}
		c.With(func() { c.Notify() })
		if got, want := c.State(), "0 waiting"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

// TestKilled: while a thread is unwound the condition stays as it is, and loops end.
func TestKilled(t *testing.T) {
	finished := false
	for _, create := range []func(w *sim.World) condition.Locker{
		func(w *sim.World) condition.Locker { return lock.New(w, "") },
		func(w *sim.World) condition.Locker { return lock.NewRLock(w, "") },
	} {
		var c *condition.Condition
		conformance.Once(func(w *sim.World) {
			c = condition.New(w, "", create(w))
			w.Spawn("T", func() { c.With(func() { c.Wait() }) })
			w.Sleep(time.Second)
			defer func() {
				c.NotifyAll()
				c.Wait()
				c.WaitFor(func() bool { return false })
				c.With(func() { t.Error("inside") })
				finished = true
			}()
			c.With(func() { c.Wait() })
		})
		if c.State() != "2 waiting" || !finished {
			t.Error(c.State())
		}
	}
}

// TestNoAllocation holds waiting to none: a thread that waits again uses the waiter that it has.
func TestNoAllocation(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		c := condition.New(w, "", nil)
		if n := testing.AllocsPerRun(100, func() { c.Acquire(); c.Wait(0); c.Notify(); c.Release() }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
