package queue

import "simrun/sim"

// putGuard says what a put would do now.
type putGuard Queue

func (g *putGuard) Effect(t *sim.Thread) sim.Effect {
	q := (*Queue)(g)
	switch {
	case q.mutex.owner != nil:
		return sim.Blocks
	case q.shut:
		return sim.Reads
	case !q.full():
		return sim.Writes
	case t.Pending().Arg == tries:
		return sim.Reads
	case q.stepwise:
		return sim.Writes // it enters the line
	}
	return sim.Blocks
}

// Gate marks it: it is the same for all threads.
func (*putGuard) Gate() {}

// Put puts an item into the queue. While the queue is full it blocks, without a limit or for the [Timeout], unless it
// is told not to by Block(false). It returns nil, ErrFull if there was no room in time, or ErrShutDown if the queue is
// or gets shut down: then the item is not in the queue. On a queue with a maxsize a negative timeout panics with
// ValueError "'timeout' must be a non-negative number", also if there is room; without a maxsize, or with Block(false),
// nobody looks at it. An item that a PriorityQueue cannot compare panics with Python's TypeError, and is in the queue
// nevertheless.
//
// Since Python 3.13 there is ErrShutDown; otherwise 3.11 to 3.14 do the same.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.put
func (q *Queue) Put(item any, args ...Arg) error { return q.put("Queue.put", item, join(args)) }

// PutNowait is Put with Block(false).
// https://docs.python.org/3.13/library/queue.html#queue.Queue.put_nowait
func (q *Queue) PutNowait(item any) error {
	return q.put("Queue.put_nowait", item, Arg{nonblocking: true})
}

func (q *Queue) put(name string, item any, a Arg) error {
	w := q.World()
	if a.negative() && q.maxsize > 0 {
		return q.badTimeout(name, func() bool { return q.shut })
	}
	op := sim.Op{Name: name, Object: &q.Object, Guard: (*putGuard)(q)}
	a.declare(w, &op)
	if !w.Do(op) {
		q.testAgain(op)
	} else if q.stepwise {
		(&caller{q: q}).stay(op)
	}
	switch {
	case w.Killing():
		return nil
	case q.shut:
		return q.refuse(ErrShutDown)
	case q.full():
		return q.refuse(ErrFull)
	case !q.alike(item):
		q.stepwise = true // calls that wait already now come to do so
		return q.put(name, item, a)
	}
	if w.Recording() {
		w.Notef("%v", item)
	}
	if w.MayInterrupt() {
		q.putInSteps(name, item)
		return nil
	}
	q.push(name, q.message(w.Current(), item))
	q.unfinished++
	q.getters.notify()
	return nil
}

// push stores the message. If that cannot be compared it is in the store all the same, and no get is told of it.
func (q *Queue) push(name string, m Message) {
	if q.store == &q.fifo {
		q.fifo.push(m)
		q.size++
		return
	}
	q.compares(name, func() { q.store.push(m) })
}

// refuse notes in the trace that a call did not do what it was asked for.
func (q *Queue) refuse(err error) error {
	if w := q.World(); w.Recording() {
		w.Notef("%v", err)
	}
	return err
}
