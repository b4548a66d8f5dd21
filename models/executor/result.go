package executor

import (
	"time"

	"simrun/sim"
)

// doneGuard is open when there is, or never will be, a result.
type doneGuard Future

func (g *doneGuard) Effect(*sim.Thread) sim.Effect {
	if g.held != nil || g.state < cancelled {
		return sim.Blocks
	}
	return sim.Reads
}

// wait blocks until the future is done; it returns false if the time was up first.
func (f *Future) wait(op sim.Op) bool {
	w := f.World()
	op.Object, op.Guard = &f.Object, (*doneGuard)(f)
	if w.Do(op) {
		return true
	}
	if w.Killing() || f.held == nil {
		return false
	}
	op.Timed = false // whoever finishes the future still holds its condition, and the time does not bound that
	return w.Do(op)
}

// timed makes a timeout part of an operation.
func timed(w *sim.World, op *sim.Op, timeout []time.Duration) {
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, w.After(timeout[0])
	}
}

// Result blocks until the task has ended, without a limit or for the timeout, and returns what it returned. The error
// is the task's exception, the very value that it panicked with if that was an error, or a [Raised]; ErrCancelled if
// the future was cancelled; ErrTimeout if the time was up first, at once if the timeout is 0 or negative. The done
// callbacks may not have run yet.
//
// An exception that is false, see [Truther], is not raised: the result is nil. From Python 3.14 on it is.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.result
func (f *Future) Result(timeout ...time.Duration) (any, error) {
	op := sim.Op{Name: "Future.result"}
	timed(f.World(), &op, timeout)
	return f.result(op)
}

func (f *Future) result(op sim.Op) (any, error) {
	switch {
	case !f.wait(op):
		return nil, f.late()
	case f.state != finished:
		return nil, ErrCancelled
	}
	f.retrieved = true
	if !isTrue(f.exception) {
		return f.value, nil
	}
	return nil, f.exception
}

// Exception blocks as Result does and returns the task's exception first, nil if there was none. The error is
// ErrCancelled or ErrTimeout.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.exception
func (f *Future) Exception(timeout ...time.Duration) (exception, err error) {
	op := sim.Op{Name: "Future.exception"}
	timed(f.World(), &op, timeout)
	switch {
	case !f.wait(op):
		return nil, f.late()
	case f.state != finished:
		return nil, ErrCancelled
	}
	f.retrieved = true
	return f.exception, nil
}

// late is the error where there is no result. In a thread that is being killed it is ErrCancelled, so that loops that
// try again after a timeout end.
func (f *Future) late() error {
	if f.World().Killing() {
		return ErrCancelled
	}
	return ErrTimeout
}
