package condition_test

import (
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/sim"
)

type (
	world  = *sim.World
	result = *conformance.Out
)

const short = 10 * time.Millisecond

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, ownershipCases())
	conformance.Run(t, notifyCases())
	conformance.Run(t, timeoutCases())
}

// waiting starts a thread that holds the lock and then calls body, which waits, and returns when it holds the lock: so
// whoever has the lock after that knows that the thread waits.
func waiting(w *sim.World, c *condition.Condition, name string, body func()) *thread.Thread {
	inside := lock.New(w, "")
	inside.Acquire()
	t := conformance.Start(w, name, func() {
		c.With(func() {
			inside.Release()
			body()
		})
	})
	inside.Acquire()
	return t
}

const (
	notOwnedWait   = "RuntimeError: cannot wait on un-acquired lock"
	notOwnedNotify = "RuntimeError: cannot notify on un-acquired lock"
)

func ownershipCases() []conformance.Case {
	return []conformance.Case{
		{ID: "CV01", Want: "every schedule: the default lock can be acquired again; a given lock is shared",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				out.Put(c.Acquire(), c.Acquire())
				c.Release()
				c.Release()
				l := lock.New(w, "")
				shared := condition.New(w, "", l)
				shared.Acquire()
				out.Put(l.Acquire(lock.Blocking(false)))
				shared.Release()
				l.Acquire()
				out.Put(shared.Acquire(lock.Blocking(false)))
			},
			Every: []string{"T T F F"}},
		{ID: "CV02", Want: "every schedule: wait and notify without the lock are RuntimeErrors",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				out.Put(conformance.Try(func() { c.Wait() }), conformance.Try(func() { c.Notify() }),
					conformance.Try(c.NotifyAll))
			},
			Every: []string{notOwnedWait + " " + notOwnedNotify + " " + notOwnedNotify}},
		{ID: "CV02/lock", Want: "every schedule: with a plain Lock too, if nobody holds it",
			Main: func(w world, out result) {
				l := lock.New(w, "")
				c := condition.New(w, "", l)
				out.Put(conformance.Try(func() { c.Wait(0) }), conformance.Try(func() { c.Notify() }),
					conformance.Try(c.NotifyAll), l.Locked())
			},
			Every: []string{notOwnedWait + " " + notOwnedNotify + " " + notOwnedNotify + " F"}},
		{ID: "CV02/other", Want: "every schedule: an RLock knows that another thread holds it",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				c.Acquire()
				conformance.Start(w, "T", func() { out.Put(conformance.Try(func() { c.Notify() }), conformance.Try(func() { c.Wait() })) }).Join()
			},
			Every: []string{notOwnedNotify + " " + notOwnedWait}},
		{ID: "CV13", Want: "every schedule: wait_for with a predicate that is true needs no lock; otherwise it does",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				out.Put(c.WaitFor(func() bool { return true }))
				out.Put(conformance.Try(func() { c.WaitFor(func() bool { return false }) }))
			},
			Every: []string{"T " + notOwnedWait}},
		{ID: "CV25", Want: "every schedule: wait_for gives the predicate's last value, true or not",
			Main: func(w *sim.World, out *conformance.Out) {
				c := condition.New(w, "c", nil)
				var items []int
				conformance.Start(w, "T", func() {
					c.With(func() { items = []int{7}; c.Notify() })
				})
				c.With(func() {
					out.Put(condition.WaitForValue(c, func() []int { return items }))
					out.Put(condition.WaitForValue(c, func() string { return "" }, 0) == "")
				})
			},
			Every: []string{"[7] T"}},
		{ID: "CV26", Want: "every schedule: a lock of the program's own; wait releases it, and it is no RLock",
			Main: func(w *sim.World, out *conformance.Out) {
				own := &ownLock{lock.New(w, "l"), 0}
				c := condition.New(w, "c", own)
				out.Put(conformance.Try(func() { c.Notify() }), c.Locked())
				ready := false
				conformance.Start(w, "T", func() { c.With(func() { ready = true; c.NotifyAll() }) })
				c.With(func() { out.Put(c.WaitFor(func() bool { return ready }), c.Locked()) })
				out.Put(own.releases > 1, c.Locked())
			},
			Every: []string{"RuntimeError: cannot notify on un-acquired lock F T T T F"}},
		{ID: "CV24", Want: "every schedule: a predicate that raises leaves no waiter, and the lock to the with statement",
			Main: func(w *sim.World, out *conformance.Out) {
				c := condition.New(w, "c", nil)
				out.Put(conformance.Try(func() {
					c.With(func() { c.WaitFor(func() bool { panic(sim.ValueError("predicate")) }) })
				}))
				out.Put(c.State(), c.Locked())
			},
			Every: []string{"ValueError: predicate 0 waiting F"}},
		{ID: "CV14", Want: "every schedule: with a plain Lock that another thread holds notify is no error",
			Main: func(w world, out result) {
				c := condition.New(w, "", lock.New(w, ""))
				c.Acquire()
				conformance.Start(w, "T2", func() { out.Put(conformance.Try(func() { c.Notify() })) }).Join()
			},
			Every: []string{"ok"}},
		{ID: "CV14/probe", Want: "∃ the probe of a plain Lock makes the try of another thread fail",
			Main: func(w world, out result) {
				l := lock.New(w, "")
				c := condition.New(w, "", l)
				conformance.Start(w, "T2", func() { conformance.Try(func() { c.Notify() }) })
				out.Put(l.Acquire(lock.Blocking(false)))
			},
			Every: []string{"T", "F"}},
		{ID: "CV16", Want: "every schedule: a wait gives up an RLock that is held three times, and has it three times again",
			Main: func(w world, out result) {
				l := lock.NewRLock(w, "")
				c := condition.New(w, "", l)
				l.Acquire()
				l.Acquire()
				l.Acquire()
				conformance.Start(w, "T", func() {
					c.With(func() {
						out.Put("T")
						c.Notify()
					})
				})
				out.Put(c.Wait(), l.RecursionCount())
			},
			Every: []string{"T T 3"}},
	}
}

func notifyCases() []conformance.Case {
	return []conformance.Case{
		{ID: "CV04", Want: "every schedule: notify(5) wakes 2 + 3 waiters, all True (scaled down: 1 + 2, notify(3))",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				woken := 0
				wait := func() {
					if c.Wait() {
						woken++
					}
				}
				a := waiting(w, c, "a", wait)
				b := waiting(w, c, "b", wait)
				d := waiting(w, c, "d", wait)
				c.With(func() { c.Notify(3) })
				a.Join()
				b.Join()
				d.Join()
				out.Put(woken)
			},
			Every: []string{"3"}, Strategy: "dpor"},
		{ID: "CV05", Want: "every schedule: notify_all wakes those that wait, not those that come later",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				a := waiting(w, c, "a", func() { out.Put(c.Wait()) })
				c.With(func() { c.NotifyAll() })
				a.Join()
				c.With(func() { out.Put(c.Wait(short)) })
			},
			Every: []string{"T F"}, Strategy: "dpor"},
		{ID: "CV07", Want: "every schedule: wait_for returns True when the state has come to 4",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				state := 0
				conformance.Start(w, "T", func() {
					for range 4 {
						c.With(func() {
							state++
							c.Notify()
						})
					}
				})
				c.With(func() { out.Put(c.WaitFor(func() bool { return state == 4 }), state) })
			},
			Every: []string{"T 4"}, Strategy: "dpor"},
		{ID: "CV10", Want: "∃ each order in which the threads return from wait after notify_all (scaled down: 3 waiters, 3! orders)",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				order := ""
				for _, name := range []string{"a", "b", "d"} {
					defer waiting(w, c, name, func() {
						c.Wait()
						order += name
					}).Join()
				}
				w.OnEnd(func() { out.Put(order) })
				c.With(c.NotifyAll)
			},
			Every: []string{"abd", "adb", "bad", "bda", "dab", "dba"}, Strategy: "dpor"},
		{ID: "CV19", Want: "every schedule: a notify between the release of the lock and the sleep is not lost",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				conformance.Start(w, "T", func() { c.With(func() { c.Notify() }) })
				c.With(func() { out.Put(c.Wait(short)) })
			},
			// False only if the notify came before the wait: then nothing is remembered.
			Every: []string{"T", "F"}},
		{ID: "CV19/after", Want: "every schedule: a notify after the waiter has the lock is not lost",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				t := waiting(w, c, "T", func() { out.Put(c.Wait()) })
				c.With(func() { c.Notify() })
				t.Join()
			},
			Every: []string{"T"}, Strategy: "dpor"},
		{ID: "CV20", Want: "every schedule: notify(0) and notify(-1) wake nobody",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				t := waiting(w, c, "T", func() { out.Put(c.Wait(short)) })
				c.With(func() {
					c.Notify(0)
					c.Notify(-1)
				})
				t.Join()
			},
			Every: []string{"F"}, Strategy: "dpor"},
		{ID: "CV20/fifo", Want: "every schedule: notify wakes the thread that has waited longest",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				a := waiting(w, c, "a", func() { out.Put("a", c.Wait()) })
				b := waiting(w, c, "b", func() { out.Put("b", c.Wait()) })
				c.With(func() { c.Notify() })
				a.Join()
				c.With(func() { c.Notify() })
				b.Join()
			},
			Every: []string{"a T b T"}, Strategy: "dpor"},
	}
}

func timeoutCases() []conformance.Case {
	return []conformance.Case{
		{ID: "CV08", Want: "every schedule: wait_for(timeout=0.1) with three of four notifies gives False after 0.1 s altogether",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				state := 0
				conformance.Start(w, "T", func() {
					for range 3 {
						c.With(func() {
							state++
							c.Notify()
						})
					}
				})
				before := w.Now()
				c.With(func() { out.Put(c.WaitFor(func() bool { return state == 4 }, 100*time.Millisecond)) })
				d := w.Now() - before
				out.Put(d >= 100*time.Millisecond, d < 200*time.Millisecond)
			},
			Config: sim.Config{Clock: sim.Virtual}, Every: []string{"F T T"}},
		{ID: "CV08/twice", Want: "every schedule: with a timeout of 0 or less the predicate is called exactly twice",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				calls := 0
				no := func() bool { calls++; return false }
				c.With(func() { out.Put(c.WaitFor(no, 0), c.WaitFor(no, -time.Second), calls) })
			},
			Every: []string{"F F 4"}},
		{ID: "CV11", Want: "every schedule: wait(0) and wait(-5) give False; ∃ another thread has the lock meanwhile",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				c.Acquire()
				inside := "nobody"
				conformance.Start(w, "T", func() { c.With(func() { inside = "T" }) })
				out.Put(c.Wait(0))
				out.Put(inside)
				out.Put(c.Wait(-5 * time.Second))
				out.Put(inside)
				c.Release()
			},
			Every: []string{"F nobody F nobody", "F nobody F T", "F T F T"}},
		{ID: "CV17", Want: "∃ a waiter whose time is up swallows the notify: A False, B not woken",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				a := waiting(w, c, "A", func() { out.Put("A", c.Wait(short)) })
				waiting(w, c, "B", func() { out.Put("B", c.Wait()) })
				c.With(func() { c.Notify() })
				a.Join()
			},
			Exists: []string{"A F deadlock", "A T deadlock", "A F B T"}, Never: []string{"*A T*B T*", "*B T*A T*"}, Strategy: "dpor"},
		{ID: "CV17/lock", Want: "∃ the same with a plain Lock",
			Main: func(w world, out result) {
				c := condition.New(w, "", lock.New(w, ""))
				c.Acquire()
				conformance.Start(w, "A", func() { c.With(func() { out.Put("A", c.Wait(short)) }) })
				out.Put(c.Wait(0))
				c.Notify()
				c.Release()
			},
			Exists: []string{"F A F", "F A T"}},
		{ID: "CV23", Want: "∃ a wait with a timeout blocks for ever, because somebody keeps the lock",
			Main: func(w world, out result) {
				c := condition.New(w, "", nil)
				conformance.Start(w, "keeper", func() { c.Acquire() })
				c.With(func() { out.Put(c.Wait(short)) })
			},
			// The lock is kept before the wait, during it, or after it.
			Every: []string{"deadlock", "F"}},
	}
}

// ownLock is a lock of a program's own: it counts how often it was released.
type ownLock struct {
	l        *lock.Lock
	releases int
}

func (o *ownLock) Acquire(args ...lock.Arg) bool { return o.l.Acquire(args...) }

func (o *ownLock) Release() {
	o.releases++
	o.l.Release()
}
