package queue

import "simrun/sim"

// getGuard says what a get would do now.
type getGuard Queue

func (g *getGuard) Effect(t *sim.Thread) sim.Effect {
	q := (*Queue)(g)
	switch {
	case q.mutex.owner != nil:
		return sim.Blocks
	case q.size > 0:
		return sim.Writes
	case q.shut || t.Pending().Arg == tries:
		return sim.Reads
	case q.stepwise:
		return sim.Writes // it enters the line
	}
	return sim.Blocks
}

// Gate marks it: it is the same for all threads.
func (*getGuard) Gate() {}

// Get takes an item out of the queue and returns it. While the queue is empty it blocks, without a limit or for the
// [Timeout], unless it is told not to by Block(false). It returns ErrEmpty if there was no item in time, or ErrShutDown
// if the queue is empty and is or gets shut down; items that are left at a shutdown are still delivered. A negative
// timeout panics with ValueError "'timeout' must be a non-negative number", also if there is an item, unless
// Block(false) is given. A PriorityQueue that cannot compare what is left panics with Python's TypeError: the item is
// then lost. Where a signal interrupts it the item may be lost, or the mutex be left held, for ever.
//
// Since Python 3.13 there is ErrShutDown; otherwise 3.11 to 3.14 do the same.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.get
func (q *Queue) Get(args ...Arg) (any, error) { return q.get("Queue.get", join(args)) }

// GetNowait is Get with Block(false).
// https://docs.python.org/3.13/library/queue.html#queue.Queue.get_nowait
func (q *Queue) GetNowait() (any, error) {
	return q.get("Queue.get_nowait", Arg{nonblocking: true})
}

func (q *Queue) get(name string, a Arg) (any, error) {
	w := q.World()
	if a.negative() {
		return nil, q.badTimeout(name, func() bool { return q.shut && q.size == 0 })
	}
	op := sim.Op{Name: name, Object: &q.Object, Guard: (*getGuard)(q)}
	a.declare(w, &op)
	if !w.Do(op) {
		q.testAgain(op)
	} else if q.stepwise {
		(&caller{q: q, kind: waitsForItem}).stay(op)
	}
	if w.Killing() {
		return nil, ErrEmpty // so that loops end
	}
	q.asks(w.Current())
	switch {
	case q.size > 0:
	case q.shut:
		return nil, q.refuse(ErrShutDown)
	default:
		return nil, q.refuse(ErrEmpty)
	}
	if w.MayInterrupt() {
		item := q.getInSteps(name)
		w.Notef("%v", item)
		return item, nil
	}
	m := q.pop(name, w.Current())
	q.gets++
	if w.Recording() {
		w.Notef("%v", m.Item)
	}
	q.putters.notify()
	return m.Item, nil
}

// pop takes the next message. If what is left cannot be compared the message is lost, and no put is told of the room.
func (q *Queue) pop(name string, by *sim.Thread) (m Message) {
	if q.store == &q.fifo {
		q.size--
		return q.fifo.pop(by)
	}
	q.compares(name, func() { m = q.store.pop(by) })
	return m
}
