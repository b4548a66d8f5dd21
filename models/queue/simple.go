package queue

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// SimpleQueue is Python's queue.SimpleQueue: without a limit, without a mutex that a program could hold, and without
// task_done. As in CPython since 3.13, an item put while threads wait goes to the one that has waited longest and can
// not be stolen. Up to 3.12 it can: since no program sees whether a thread that is about to wait has begun to, every
// outcome of that is one in which the thread came later.
type SimpleQueue struct {
	sim.Object
	book
	fifo    fifo
	waiters []*receiver // longest first
}

// receiver is a thread that waits for an item, and the item that it was given.
type receiver struct {
	q      *SimpleQueue
	thread *sim.Thread
	item   any
}

// NewSimple makes a simple queue. It never blocks.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue
func NewSimple(w *sim.World, name string) *SimpleQueue {
	q := sim.New[SimpleQueue](w)
	q.Object.Init(w, "SimpleQueue", name, q)
	return q
}

// Put puts an item into the queue. It never blocks and always returns nil; arguments are accepted and ignored.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.put
func (q *SimpleQueue) Put(item any, _ ...Arg) error {
	w := q.World()
	if !w.Do(sim.Op{Name: "SimpleQueue.put", Object: &q.Object}) {
		return nil
	}
	if w.Recording() {
		w.Notef("%v", item)
	}
	q.fifo.push(q.message(w.Current(), item))
	if len(q.waiters) > 0 {
		r := q.waiters[0]
		q.waiters = q.waiters[1:]
		r.item = q.fifo.pop(r.thread).Item
		q.gets++
	}
	return nil
}

// PutNowait is Put.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.put_nowait
func (q *SimpleQueue) PutNowait(item any) error { return q.Put(item) }

// arriveGuard is of a get that has just been called.
type arriveGuard SimpleQueue

func (g *arriveGuard) Effect(t *sim.Thread) sim.Effect {
	if g.fifo.size() == 0 && t.Pending().Arg == tries {
		return sim.Reads
	}
	return sim.Writes
}

// Effect is that of a get that waits for its item: it has it when it is no longer among those that wait.
func (r *receiver) Effect(*sim.Thread) sim.Effect {
	if slices.Contains(r.q.waiters, r) {
		return sim.Blocks
	}
	return sim.Reads
}

// Get takes the oldest item and returns it. While the queue is empty it blocks, without a limit or for the [Timeout],
// unless it is told not to by Block(false); waiting threads are served in the order in which they came. It returns
// ErrEmpty if there was no item in time. A negative timeout panics with ValueError "'timeout' must be a non-negative
// number", also if there is an item, unless Block(false) is given.
//
// Up to Python 3.12 a thread that comes later may be served first.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.get
func (q *SimpleQueue) Get(args ...Arg) (any, error) { return q.get("SimpleQueue.get", join(args)) }

// GetNowait is Get with Block(false).
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.get_nowait
func (q *SimpleQueue) GetNowait() (any, error) {
	return q.get("SimpleQueue.get_nowait", Arg{nonblocking: true})
}

func (q *SimpleQueue) get(name string, a Arg) (any, error) {
	w := q.World()
	if a.negative() && !w.Killing() {
		panic(errTimeout())
	}
	op := sim.Op{Name: name, Object: &q.Object, Guard: (*arriveGuard)(q)}
	if a.nonblocking || a.timed && a.timeout == 0 {
		op.Arg = tries
	}
	if !w.Do(op) {
		return nil, ErrEmpty
	}
	q.asks(w.Current())
	if q.fifo.size() > 0 {
		m := q.fifo.pop(w.Current())
		q.gets++
		if w.Recording() {
			w.Notef("%v", m.Item)
		}
		return m.Item, nil
	}
	if op.Arg == tries {
		return nil, ErrEmpty
	}
	return q.receive(name, a)
}

// receive waits to be given an item.
func (q *SimpleQueue) receive(name string, a Arg) (any, error) {
	w := q.World()
	r := &receiver{q: q, thread: w.Current()}
	q.waiters = append(q.waiters, r)
	op := sim.Op{Name: name, Object: &q.Object, Guard: r}
	a.declare(w, &op)
	served := false
	defer func() {
		if !served && !w.Killing() { // its time is up, or Ctrl-C interrupts it: it leaves the line
			q.waiters = slices.DeleteFunc(slices.Clone(q.waiters), func(other *receiver) bool { return other == r })
		}
	}()
	if served = w.Do(op); !served {
		return nil, ErrEmpty
	}
	if w.Recording() {
		w.Notef("%v", r.item)
	}
	return r.item, nil
}

// QSize is the number of items in the queue at this moment: 0 while threads wait. It never blocks.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.qsize
func (q *SimpleQueue) QSize() int {
	q.World().Do(sim.Op{Name: "SimpleQueue.qsize", Object: &q.Object, Effect: sim.Reads})
	q.looks(q.World(), q.fifo.size())
	return q.fifo.size()
}

// Empty says whether the queue has no item at this moment. It never blocks.
// https://docs.python.org/3.13/library/queue.html#queue.SimpleQueue.empty
func (q *SimpleQueue) Empty() bool {
	q.World().Do(sim.Op{Name: "SimpleQueue.empty", Object: &q.Object, Effect: sim.Reads})
	q.looks(q.World(), q.fifo.size())
	return q.World().Killing() || q.fifo.size() == 0
}

// Left are the messages that are in the queue, oldest first. It is for properties: it is not an operation.
func (q *SimpleQueue) Left() []Message { return q.fifo.left() }

// Delivered are the messages that were given to a get, in that order. It is for properties: it is not an operation.
func (q *SimpleQueue) Delivered() []Message { return q.fifo.delivered() }

// State is the number of items, the first few of them, and how many threads wait.
func (q *SimpleQueue) State() string {
	var b strings.Builder
	fmt.Fprint(&b, q.fifo.size())
	writeItems(q.World(), &b, q.fifo.left())
	if len(q.waiters) > 0 {
		fmt.Fprintf(&b, " %d waiting", len(q.waiters))
	}
	return b.String()
}
