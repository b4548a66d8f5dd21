package executor

import (
	"fmt"

	"simrun/sim"
)

// Future is the result of a task, which may not be there yet.
type Future struct {
	sim.Object
	state     state
	value     any
	exception error
	fn        func() any
	pool      *Executor   // whose task it is; nil if a program made it
	worker    *sim.Thread // who runs or ran it
	callbacks []func(*Future)
	waiters   []*waiter   // which are to be told when it is done
	held      *sim.Thread // who holds its condition where others can see that
	retrieved bool        // somebody was given the result or the exception
	task      sim.Object  // of a pool's future: whether a worker has begun with it
	also      [1]*sim.Object
}

type state uint8

const (
	pending state = iota
	running
	cancelled
	notified // cancelled, and a worker came across it
	finished
)

var stateNames = [...]string{"PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"}
var reprNames = [...]string{"pending", "running", "cancelled", "cancelled", "finished"}

// NewFuture makes a pending future that belongs to no pool, for whoever will call SetResult. Python's documentation
// says that this is for tests. It never blocks.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future
func NewFuture(w *sim.World, name string) *Future { return newFuture(w, name, nil) }

func newFuture(w *sim.World, name string, pool *Executor) *Future {
	f := sim.Renew(w, func(f *Future) Future { return Future{callbacks: f.callbacks[:0], waiters: f.waiters[:0]} })
	f.pool = pool
	f.Object.Init(w, "Future", name, f)
	if pool != nil {
		f.task.Init(w, "Task", name, nil) // the future speaks for it
		f.also[0] = &f.task
	}
	return f
}

// withTask are the further objects of an operation that has to do with whether the future is running: a worker makes
// it so in an operation on the task.
func (f *Future) withTask() []*sim.Object {
	if f.pool == nil {
		return nil
	}
	return f.also[:]
}

// done says whether there is or never will be a result.
func (f *Future) done() bool { return f.state >= cancelled }

// settled is what Wait and AsCompleted take for done: a cancelled future is not, until a worker came across it.
func (f *Future) settled() bool { return f.state >= notified }

// readGuard is the guard of the operations that only look at a future.
type readGuard Future

func (g *readGuard) Effect(*sim.Thread) sim.Effect {
	if g.held != nil {
		return sim.Blocks
	}
	return sim.Reads
}

func (f *Future) read(name string, also []*sim.Object) {
	f.World().Do(sim.Op{Name: name, Object: &f.Object, Also: also, Guard: (*readGuard)(f)})
}

// Cancelled says whether the future was cancelled. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.cancelled
func (f *Future) Cancelled() bool {
	f.read("Future.cancelled", nil)
	return f.state == cancelled || f.state == notified
}

// Running says whether a worker runs the task at this moment. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.running
func (f *Future) Running() bool {
	f.read("Future.running", f.withTask())
	return f.state == running
}

// Done says whether the future is finished or was cancelled. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.done
func (f *Future) Done() bool {
	f.read("Future.done", nil)
	return f.done() || f.World().Killing()
}

// Failed is the exception that the future ended with, nil if there is none. It is for properties: it is not an
// operation, and does not count as somebody having seen it.
func (f *Future) Failed() error { return f.exception }

// Retrieved says whether anybody was given the result or the exception. It is for properties: it is not an operation.
func (f *Future) Retrieved() bool { return f.retrieved }

// Worker is the thread that runs or ran the task; nil if none did. It is for properties: it is not an operation.
func (f *Future) Worker() *sim.Thread { return f.worker }

// Repr is what Python's repr shows, with the name in place of the address: "<Future at square state=finished returned
// int>". It does not wait.
// https://docs.python.org/3.13/library/functions.html#repr
func (f *Future) Repr() string {
	f.read("Future.__repr__", f.withTask())
	return f.repr()
}

func (f *Future) repr() string {
	s := "<Future at " + f.Name() + " state=" + reprNames[f.state]
	switch {
	case f.state != finished:
		return s + ">"
	case isTrue(f.exception):
		return s + " raised " + exceptionType(f.exception) + ">"
	}
	return s + " returned " + pythonType(f.value) + ">"
}

// State is the state in Python's words.
func (f *Future) State() string { return stateNames[f.state] }

// WaitsFor is the worker that runs the task, or the workers that could take it; nil if that could be anybody.
func (f *Future) WaitsFor(*sim.Thread) []*sim.Thread {
	switch {
	case f.held != nil:
		return []*sim.Thread{f.held}
	case f.worker != nil:
		return []*sim.Thread{f.worker}
	case f.pool != nil:
		return f.pool.unfinished()
	}
	return nil
}

// exceptionType is the name of an exception's class.
func exceptionType(err error) string {
	switch e := err.(type) {
	case *sim.Exception:
		return lastPart(e.Type)
	case *sim.SystemExit:
		return "SystemExit"
	case *Raised:
		return pythonType(e.Value)
	}
	return lastPart(fmt.Sprintf("%T", err))
}
