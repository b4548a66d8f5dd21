package condition

import (
	"slices"
	"strings"

	"simrun/sim"
)

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

// NotifyAll is Notify for all threads that wait. It does not block, and panics as Notify does.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.notify_all
func (c *Condition) NotifyAll() { c.notify("Condition.notify_all", int(^uint(0)>>1)) }

func (c *Condition) notify(name string, n int) {
	w := c.World()
	if !c.looksOwned(name) && !w.Killing() {
		panic(sim.RuntimeError("cannot notify on un-acquired lock"))
	}
	for {
		first := c.queue[:max(0, min(n, len(c.queue)))]
		left := c.left
		if !w.Do(c.notifyOp(name, first)) {
			return
		}
		if left != c.left { // one of them is gone: somebody came between who does not hold the lock
			continue
		}
		if len(first) == 0 && n > 0 {
			c.forgotten()
		}
		for _, m := range first {
			m.notified = true
			c.spent(m)
		}
		c.noteNotified(first)
		c.queue = slices.Delete(c.queue, 0, len(first))
		c.left += len(first)
		return
	}
}

// noteNotified notes who was notified, in one text: many notes are put together again and again.
func (c *Condition) noteNotified(first []*waiter) {
	w := c.World()
	if !w.Recording() || len(first) == 0 {
		return
	}
	names := make([]string, len(first))
	for i, m := range first {
		names[i] = sim.Show(m.thread.Name())
	}
	w.Notef("%s", strings.Join(names, "; "))
}

// notifyOp is the operation that notifies these waiters. While an RLock is held nobody else can change the queue, so
// it has only to do with those that are notified, and with who looks at the queue.
func (c *Condition) notifyOp(name string, first []*waiter) sim.Op {
	if len(first) == 0 {
		return sim.Op{Name: name, Object: &c.Object, Effect: sim.Reads}
	}
	objects := make([]*sim.Object, len(first), len(first)+1)
	for i, m := range first {
		objects[i] = &m.Object
	}
	objects = append(objects, &c.Object)
	return sim.Op{Name: name, Object: objects[0], Also: objects[1:]}
}
