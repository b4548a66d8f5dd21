package queue

import "simrun/sim"

// Shutdown ends the use of the queue: from now on Put returns ErrShutDown, also to those that are blocked, and so does
// Get once the queue is empty. If immediate is set all items are thrown away, and count as done for [Queue.Join]. It
// blocks only while somebody holds the queue's mutex. Calling it again is allowed, also with another argument.
//
// New in Python 3.13.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.shutdown
func (q *Queue) Shutdown(immediate bool) {
	if !q.World().Do(sim.Op{Name: "Queue.shutdown", Object: &q.Object, Guard: (*changeGuard)(q)}) {
		return
	}
	q.shut = true
	if immediate {
		q.compares("Queue.shutdown", q.drain)
	}
	q.getters, q.putters = nil, nil // all are told
	if immediate {
		q.tasks = nil
	}
}

// drain throws all items away. It panics with Python's TypeError if those of a PriorityQueue cannot be compared; the
// queue is shut down then, but the threads that are blocked are not told.
func (q *Queue) drain() {
	q.store.drain(func(m Message) {
		q.drained = append(q.drained, m)
		q.unfinished = max(0, q.unfinished-1)
	})
}

// IsShutdown is the attribute is_shutdown. It does not need the mutex, so it never blocks.
//
// New in Python 3.13.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.shutdown
func (q *Queue) IsShutdown() bool {
	q.World().Do(sim.Op{Name: "Queue.is_shutdown", Object: &q.Object, Effect: sim.Reads})
	return q.shut
}

// Drained are the messages that an immediate shutdown threw away. It is for properties: it is not an operation.
func (q *Queue) Drained() []Message { return q.drained }
