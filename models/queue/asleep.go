package queue

import (
	"slices"

	"simrun/sim"
)

// A put wakes one blocked get and a get wakes one blocked put; so as long as nothing else changes the number of items,
// a thread that stays asleep has nothing to do, and whether it had fallen asleep, or was on its way to the mutex, makes
// no difference that a program could see. Two things change the number, or its limit, and wake nobody: a maxsize that
// grows, and an item that cannot be compared. For these, whether each blocked thread was asleep is a choice, and those
// that were go on only when a later put or get wakes them.

// call tells the two kinds of threads apart that a queue blocks.
type call bool

const (
	puts call = false
	gets call = true
)

// blocked says whether t stands in such a call of the queue.
func (q *Queue) blocked(t *sim.Thread, kind call) bool {
	op := t.Pending()
	if t.Done() || t == q.World().Current() || op.Object != &q.Object || op.Arg == tries {
		return false
	}
	switch op.Guard.(type) {
	case *putGuard:
		return kind == puts
	case *getGuard:
		return kind == gets
	}
	return false
}

// forget notes that something changed of which the blocked threads are not told.
func (q *Queue) forget(kind call) {
	w := q.World()
	if w.Killing() || q.shut {
		return
	}
	for _, t := range w.Threads() {
		if q.blocked(t, kind) && !q.sleeps(t) && w.Choose(2) == 0 {
			q.asleep = append(q.asleep, t)
		}
	}
}

// sleeps says whether t has to be woken before it can go on.
func (q *Queue) sleeps(t *sim.Thread) bool { return slices.Contains(q.asleep, t) }

// notify wakes one of the threads that are asleep; which of them fell asleep first is a choice.
func (q *Queue) notify(kind call) {
	n := 0
	for _, t := range q.asleep {
		if q.blocked(t, kind) {
			n++
		}
	}
	if n == 0 {
		return
	}
	k := q.World().Choose(n)
	for _, t := range q.asleep {
		if q.blocked(t, kind) {
			if k == 0 {
				q.wake(t)
				return
			}
			k--
		}
	}
}

// wake lets t look at the queue again.
func (q *Queue) wake(t *sim.Thread) { q.asleep = without(q.asleep, t) }

// without is a copy of the list that lacks an element. The list itself stays as it is, because a search may hold it as
// part of an earlier state.
func without[T comparable](list []T, element T) []T {
	var rest []T
	for _, e := range list {
		if e != element {
			rest = append(rest, e)
		}
	}
	return rest
}

// asleepEffect is that of the operation of a thread that is asleep: it is blocked, or its time is up and it looks at
// the queue once more, which also takes it out of the list.
func asleepEffect(tries bool) sim.Effect {
	if tries {
		return sim.Writes
	}
	return sim.Blocks
}

// testAgain is for a thread whose time was up: it has to take the mutex, which may take longer, and then looks at the
// queue once more. If there is nothing that it could find then, that is not a step of its own, and it returns false.
func (q *Queue) testAgain(op sim.Op) bool {
	w := q.World()
	if w.Killing() || q.mutex.owner == nil && !q.sleeps(w.Current()) {
		return false
	}
	op.Timed, op.Arg = false, tries
	if !w.Do(op) {
		return false
	}
	q.wake(w.Current())
	return true
}

// SetMaxsize changes the attribute maxsize. Making it smaller lets puts block; making it larger does not wake the puts
// that are blocked: they wait for the next get, as in Python.
// https://docs.python.org/3.13/library/queue.html#queue.Queue
func (q *Queue) SetMaxsize(n int) {
	if !q.World().Do(sim.Op{Name: "Queue.maxsize =", Object: &q.Object}) {
		return
	}
	wasFull := q.full()
	q.maxsize = n
	if wasFull && !q.full() {
		q.forget(puts)
	}
}

// Maxsize is the attribute maxsize. Reading it is not an operation.
// https://docs.python.org/3.13/library/queue.html#queue.Queue
func (q *Queue) Maxsize() int { return q.maxsize }
