package queue

import (
	"time"

	"simrun/sim"
)

// Arg is an argument of put and get: [Block] or [Timeout]. Without one the call waits for ever.
type Arg struct {
	nonblocking bool
	timed       bool
	timeout     time.Duration
}

// Block says whether the call may wait; Block(false) makes a timeout meaningless.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.put
func Block(block bool) Arg { return Arg{nonblocking: !block} }

// Timeout bounds how long the call may wait for an item or for room. It does not bound the wait for the queue's mutex.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.put
func Timeout(d time.Duration) Arg { return Arg{timed: true, timeout: d} }

// join is what several arguments say together.
func join(args []Arg) Arg {
	var a Arg
	for i := range args {
		if args[i].timed {
			a.timed, a.timeout = true, args[i].timeout
		} else {
			a.nonblocking = args[i].nonblocking
		}
	}
	return a
}

// tries is what a guard finds in Op.Arg if the call may not wait.
const tries = 1

// declare makes the arguments part of an operation.
func (a Arg) declare(w *sim.World, op *sim.Op) {
	switch {
	case a.nonblocking:
		op.Arg = tries
	case a.timed:
		op.Timed, op.Deadline = true, w.After(a.timeout)
	}
}

// negative says whether the timeout is a mistake.
func (a Arg) negative() bool { return a.timed && a.timeout < 0 && !a.nonblocking }

// badTimeout panics because of a negative timeout. CPython looks at it under the mutex, after it has seen whether the
// queue is shut down, so it is an operation.
func (q *Queue) badTimeout(name string, shut func() bool) error {
	q.look(name)
	switch {
	case q.World().Killing():
		return nil
	case shut():
		return q.refuse(ErrShutDown)
	}
	panic(errTimeout())
}
