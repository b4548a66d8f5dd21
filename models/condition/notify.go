package condition

import "simrun/sim"

// Notify lets at most n threads go on that wait, those that have waited longest; one if n is not given. They return
// from Wait when they have the lock back, so not before the caller releases it. If nobody waits nothing happens, and
// nothing is remembered; the same if n is 0 or less. It does not block.
//
// It panics with RuntimeError "cannot notify on un-acquired lock" if the running thread does not own the lock; with a
// plain Lock, if nobody holds it.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.notify
func (c *Condition) Notify(n ...int) {
	if len(n) > 0 {
		c.notify("Condition.notify", n[0])
	} else {
		c.notify("Condition.notify", 1)
	}
}

// NotifyAll is Notify for all threads that wait.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.notify_all
func (c *Condition) NotifyAll() { c.notify("Condition.notify_all", int(^uint(0)>>1)) }

func (c *Condition) notify(name string, n int) {
	w := c.World()
	if w.Killing() {
		return
	}
	if !c.isOwned() && !w.Killing() {
		panic(sim.RuntimeError("cannot notify on un-acquired lock"))
	}
	for {
		first := c.queue[:max(0, min(n, len(c.queue)))]
		changes := c.changes
		if !w.Do(c.notifyOp(name, first)) {
			return
		}
		if changes != c.changes { // somebody came between who does not hold the lock
			continue
		}
		for _, m := range first {
			m.notified = true
			w.Notef("%s", m.thread.Name())
		}
		if len(first) > 0 {
			c.queue = append(c.queue[:0:0], c.queue[len(first):]...)
			c.changes++
		}
		return
	}
}

// notifyOp is the operation that notifies these waiters. While an RLock is held nobody else can change the queue, so
// it has only to do with those that are notified.
func (c *Condition) notifyOp(name string, first []*waiter) sim.Op {
	op := sim.Op{Name: name, Object: &c.Object, Guard: (*notifyGuard)(c), Arg: c.changes}
	if len(first) == 0 {
		op.Guard, op.Effect = nil, sim.Reads
		return op
	}
	objects := make([]*sim.Object, len(first))
	for i, m := range first {
		objects[i] = &m.Object
	}
	if c.owned != nil {
		op.Guard, op.Object, op.Also = nil, objects[0], objects[1:]
	} else {
		op.Also = objects
	}
	return op
}

// notifyGuard sees that a notify does nothing yet if the queue has changed since it was declared, as it can with a
// plain Lock.
type notifyGuard Condition

func (g *notifyGuard) Effect(t *sim.Thread) sim.Effect {
	if g.changes != t.Pending().Arg {
		return sim.Reads
	}
	return sim.Writes
}
