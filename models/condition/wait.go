package condition

import (
	"slices"
	"time"

	"simrun/sim"
)

// waiter is the private lock of a thread that waits: held until it is notified. A thread waits in one place at a time,
// so it always uses the same one.
type waiter struct {
	sim.Object
	c        *Condition
	thread   *sim.Thread
	notified bool
	book     entry // for properties
}

// Effect holds the thread back until it is notified.
func (m *waiter) Effect(*sim.Thread) sim.Effect {
	if m.notified {
		return sim.Reads
	}
	return sim.Blocks
}

// State says how many wait for the condition, for traces.
func (m *waiter) State() string { return m.c.State() }

// manyWaiters is how many are looked for in a map: a few are found faster without.
const manyWaiters = 16

// waiter is that of the running thread.
func (c *Condition) waiter() *waiter {
	w := c.World()
	if len(c.waiters) > manyWaiters {
		if m := c.byThread[w.Current()]; m != nil {
			return m
		}
	} else {
		for _, m := range c.waiters {
			if m.thread == w.Current() {
				return m
			}
		}
	}
	m := sim.New[waiter](w)
	m.c, m.thread = c, w.Current()
	m.Object.Init(w, "Condition", c.Name(), m)
	c.waiters = append(c.waiters, m)
	if len(c.waiters) > manyWaiters {
		if c.byThread == nil {
			c.byThread = map[*sim.Thread]*waiter{}
			for _, m := range c.waiters {
				c.byThread[m.thread] = m
			}
		}
		c.byThread[m.thread] = m
	}
	return m
}

// Wait releases the lock, blocks until another thread notifies the condition, or for the timeout, and takes the lock
// again, which may take any time. It returns whether it was notified; that says nothing about what the program waits
// for, so wait in a loop, or use [Condition.WaitFor]. A timeout of 0 or less does not block, but the lock is released
// and taken again all the same. An RLock is released completely, however often it was acquired.
//
// It panics with RuntimeError "cannot wait on un-acquired lock" if the running thread does not own the lock; with a
// plain Lock, if nobody holds it.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.wait
func (c *Condition) Wait(timeout ...time.Duration) bool {
	var op sim.Op
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, c.World().After(timeout[0])
	}
	return c.wait(op)
}

// wait waits with the deadline of op.
func (c *Condition) wait(op sim.Op) bool {
	w := c.World()
	if w.Killing() {
		return false
	}
	if !c.isOwned() && !w.Killing() {
		panic(sim.RuntimeError("cannot wait on un-acquired lock"))
	}
	m := c.waiter()
	c.enrol(m)
	depth := c.release()
	op.Name, op.Object, op.Guard = "Condition.wait", &m.Object, m
	notified, over := false, false
	defer func() {
		if !over && !w.Killing() { // Ctrl-C interrupts the wait: it leaves as one whose time is up
			c.restore(m, depth, false)
		}
	}()
	notified = w.Do(op)
	over = true
	c.restore(m, depth, notified)
	return notified
}

// enrol puts the waiter at the end of the queue. An RLock protects that from all but Repr; with a plain Lock a thread that
// does not hold it may notify at the same time, so it is an operation.
func (c *Condition) enrol(m *waiter) {
	if c.owned != nil {
		c.World().Touch(&c.Object, true)
	} else if !c.World().Do(sim.Op{Name: "Condition.wait", Object: &c.Object}) {
		return
	}
	m.notified = false
	c.enrolled(m)
	c.queue = append(c.queue, m)
}

// release gives up the lock and returns how deep it was held.
func (c *Condition) release() int {
	if c.owned != nil {
		return c.owned.ReleaseSave()
	}
	c.lock.Release()
	return 1
}

// restore takes the lock again. Only then does a waiter that was not notified leave the queue.
func (c *Condition) restore(m *waiter, depth int, notified bool) {
	w := c.World()
	m.book.late = !notified
	if c.owned != nil {
		c.owned.AcquireRestore(depth)
	} else {
		c.lock.Acquire()
	}
	if notified || w.Killing() || c.owned == nil && !w.Do(sim.Op{Name: "Condition.wait", Object: &c.Object}) {
		return
	}
	if i := slices.Index(c.queue, m); i >= 0 {
		w.Touch(&c.Object, true)
		c.queue = slices.Delete(c.queue, i, i+1)
		c.left++
	}
}

// WaitFor blocks until the predicate, which it calls while it holds the lock, is true, or for the timeout, and returns
// the predicate's last value. The timeout is for all the waiting together. If it is 0 or less and the predicate is
// false, that is called exactly twice. It needs the lock only if it has to wait: then it panics as [Condition.Wait]
// does.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.wait_for
func (c *Condition) WaitFor(predicate func() bool, timeout ...time.Duration) bool {
	var op sim.Op
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, c.World().After(timeout[0])
	}
	for !predicate() {
		if !c.wait(op) {
			return predicate()
		}
	}
	return true
}
