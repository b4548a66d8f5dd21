package queue

import (
	"slices"
	"time"

	"simrun/sim"
)

// Condition is one of the attributes not_empty, not_full and all_tasks_done of a queue: a condition on its mutex. A put
// notifies one that waits for not_empty, a get one for not_full, and the last TaskDone all that wait for all_tasks_done.
type Condition struct {
	q    *Queue
	name string
	kind waitKind
}

// NotEmpty is the attribute not_empty. It never changes, so it is no operation. The queue must be [Queue.Stepwise], because
// gets wait in the same line.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) NotEmpty() *Condition { return q.condition("not_empty", waitsForItem) }

// NotFull is the attribute not_full, as [Queue.NotEmpty]. It is no operation.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) NotFull() *Condition { return q.condition("not_full", waitsForRoom) }

// AllTasksDone is the attribute all_tasks_done, on which Join waits: with it a program can wait with a timeout. It is no
// operation.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) AllTasksDone() *Condition { return q.condition("all_tasks_done", waitsForTasks) }

func (q *Queue) condition(name string, kind waitKind) *Condition {
	if !q.stepwise && kind != waitsForTasks {
		sim.Misuse("%s of %s is used: call Stepwise on the queue when it is made", name, q.Name())
	}
	return &Condition{q, name, kind}
}

// With runs body while it holds the mutex, as "with q.not_empty:". It blocks as [Mutex.With] does.
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (c *Condition) With(body func()) { c.q.mutex.With(body) }

// Wait releases the mutex, blocks until the condition is notified, or for the timeout, and takes the mutex again. It
// returns whether it was notified. It panics with RuntimeError "cannot wait on un-acquired lock" if nobody holds the mutex.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.wait
func (c *Condition) Wait(timeout ...time.Duration) bool {
	w, q := c.q.World(), c.q
	m := &caller{q: q, kind: c.kind}
	op := sim.Op{Name: "Queue." + c.name + ".wait", Object: &q.Object}
	if !w.Do(op) {
		return false
	}
	if q.mutex.owner == nil {
		panic(sim.RuntimeError("cannot wait on un-acquired lock"))
	}
	*m.line() = append(slices.Clip(*m.line()), m)
	q.mutex.owner = nil
	op.Guard = m
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, w.After(timeout[0])
	}
	over := false
	defer func() {
		if !over && !w.Killing() { // a signal interrupts the wait
			m.leave(op)
			q.mutex.owner = w.Current()
		}
	}()
	woken := w.Do(op)
	over = true
	if !woken && !m.leave(op) {
		return false // the thread is being killed
	}
	q.mutex.owner = w.Current()
	return woken
}

// Notify lets at most n threads go on that wait, those that have waited longest; one if n is not given. It never blocks. It
// panics with RuntimeError "cannot notify on un-acquired lock" if nobody holds the mutex.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.notify
func (c *Condition) Notify(n ...int) {
	k := 1
	if len(n) > 0 {
		k = n[0]
	}
	c.notify("Queue."+c.name+".notify", k)
}

// NotifyAll is Notify for all that wait. It never blocks, and panics as Notify does.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.notify_all
func (c *Condition) NotifyAll() { c.notify("Queue."+c.name+".notify_all", int(^uint(0)>>1)) }

func (c *Condition) notify(name string, n int) {
	if !c.q.World().Do(sim.Op{Name: name, Object: &c.q.Object}) {
		return
	}
	if c.q.mutex.owner == nil {
		panic(sim.RuntimeError("cannot notify on un-acquired lock"))
	}
	line := (&caller{q: c.q, kind: c.kind}).line()
	*line = (*line)[min(max(n, 0), len(*line)):]
}

// Items is list(q.queue), the items that are in the queue as the deque, list or heap has them. It does not take the mutex,
// so it never blocks.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) Items() []any {
	q.World().Do(sim.Op{Name: "Queue.queue", Object: &q.Object, Effect: sim.Reads})
	var items []any
	for _, m := range q.store.raw() {
		items = append(items, m.Item)
	}
	return items
}

// Clear is q.queue.clear(): the items are gone, but not done for Join, and puts that are blocked are not told. It does not
// take the mutex, so it never blocks. A queue with a maxsize must be [Queue.Stepwise] for it.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) Clear() {
	if q.maxsize > 0 && !q.stepwise {
		sim.Misuse("Clear on %s wakes no put: call Stepwise on the queue when it is made", q.Name())
	}
	if q.World().Do(sim.Op{Name: "Queue.queue.clear", Object: &q.Object}) {
		q.drained = append(q.drained, q.store.raw()...)
		q.store.clear()
		q.size = 0
	}
}
