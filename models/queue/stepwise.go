package queue

import (
	"slices"

	"simrun/sim"
)

// A put wakes one blocked get and a get wakes one blocked put; so as long as nothing else changes the number of items,
// a thread that stays asleep has nothing to do, and whether it had fallen asleep, or was on its way to the mutex, makes
// no difference that a program could see: one step is enough. Two things change the number, or its limit, and wake
// nobody: a maxsize that grows, and an item that cannot be compared, or is compared by code of the program. A queue in which these may happen is stepwise: a
// call that has to wait first enters a line, in a step of its own, and goes on when a later put or get has taken it out
// of the line.

// line is the waiters of one of CPython's conditions, longest first. It is never changed in place, because a search
// may hold it as part of an earlier state.
type line []*caller

// caller is a call that waits in a line of the queue.
type caller struct {
	q    *Queue
	kind waitKind
}

// waitKind says what a call waits for: each has a line of its own.
type waitKind uint8

const (
	waitsForRoom waitKind = iota
	waitsForItem
	waitsForTasks
)

func (c *caller) line() *line {
	switch c.kind {
	case waitsForItem:
		return &c.q.getters
	case waitsForTasks:
		return &c.q.tasks
	}
	return &c.q.putters
}

// blocked says whether the call cannot do its work in the present state.
func (c *caller) blocked() bool {
	if c.kind == waitsForItem {
		return c.q.size == 0 && !c.q.shut
	}
	return c.q.full() && !c.q.shut
}

// Effect is that of a call in a line, or, if Op.Arg says that it does not wait, of one that only needs the mutex.
func (c *caller) Effect(t *sim.Thread) sim.Effect {
	tries := t.Pending().Arg == tries
	if c.q.mutex.owner != nil || !tries && slices.Contains(*c.line(), c) {
		return sim.Blocks
	}
	return sim.Writes
}

// stay is what comes after the first operation of a put or a get, in which it has got the mutex: it returns when the call
// need not wait, must not, or has waited too long.
func (c *caller) stay(op sim.Op) {
	w := c.q.World()
	timed := op.Timed
	op.Timed, op.Guard = false, c
	waiting := false
	defer func() {
		if waiting { // Ctrl-C interrupts the wait
			c.leave(op)
		}
	}()
	for c.blocked() && op.Arg != tries {
		*c.line() = append(slices.Clip(*c.line()), c)
		op.Timed = timed
		waiting = true
		woken := w.Do(op)
		waiting = false
		if woken {
			continue
		}
		op.Timed, op.Arg = false, tries
		if !c.leave(op) {
			return
		}
	}
}

// leave ends a wait that was in vain: the call takes the mutex, and leaves the line only then.
func (c *caller) leave(op sim.Op) bool {
	op.Timed, op.Arg = false, tries
	if !c.q.World().Do(op) {
		return false
	}
	*c.line() = slices.DeleteFunc(slices.Clone(*c.line()), func(other *caller) bool { return other == c })
	return true
}

// notify takes the call that has waited longest out of the line.
func (l *line) notify() {
	if len(*l) > 0 {
		*l = (*l)[1:]
	}
}

// Stepwise makes the queue one in which a call that waits takes two steps, and returns it. Queues need it before their
// maxsize is made larger. A PriorityQueue becomes stepwise by itself where a comparison could fail or be seen; calls that
// wait at that moment, while there are items, then count as having come later, unless it has been stepwise from the
// beginning. Call it before the queue is used.
func (q *Queue) Stepwise() *Queue {
	q.stepwise = true
	return q
}

// SetMaxsize changes the attribute maxsize. Making it smaller lets puts block; making it larger does not wake the puts
// that are blocked: they wait for the next get, as in Python. For that the queue must be [Queue.Stepwise].
// https://docs.python.org/3.13/library/queue.html#queue.Queue
func (q *Queue) SetMaxsize(n int) {
	if !q.World().Do(sim.Op{Name: "Queue.maxsize =", Object: &q.Object}) {
		return
	}
	if q.maxsize > 0 && (n <= 0 || n > q.maxsize) && !q.stepwise {
		sim.Misuse("SetMaxsize(%d) on %s makes it larger: call Stepwise on the queue when it is made", n, q.Name())
	}
	q.maxsize = n
}

// Maxsize is the attribute maxsize. It never waits.
// https://docs.python.org/3.13/library/queue.html#queue.Queue
func (q *Queue) Maxsize() int {
	q.attribute("Queue.maxsize")
	return q.maxsize
}
