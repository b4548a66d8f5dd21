package executor

import "simrun/sim"

// changeGuard is of the operations that change the future unless Op.Arg, a set of states, says that it is too late.
type changeGuard Future

func (g *changeGuard) Effect(t *sim.Thread) sim.Effect {
	switch {
	case g.held != nil:
		return sim.Blocks
	case t.Pending().Arg&(1<<g.state) == 0:
		return sim.Reads
	}
	return sim.Writes
}

// Sets of states for Op.Arg. A worker makes a future running in an operation on its task, so none of them tells that
// from pending.
const (
	isOpen   = 1<<pending | 1<<running
	isQueued = isOpen | 1<<cancelled
)

func (f *Future) change(name string, when int, also []*sim.Object) bool {
	return f.World().Do(sim.Op{Name: name, Object: &f.Object, Also: also, Guard: (*changeGuard)(f), Arg: when})
}

// Cancel keeps the task from being run, and returns true, if no worker has begun with it or it was cancelled before.
// Otherwise it returns false. It does not wait, except for the callbacks, which it calls.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.cancel
func (f *Future) Cancel() bool {
	if !f.change("Future.cancel", isOpen, f.withTask()) {
		return false
	}
	switch f.state {
	case running, finished:
		return false
	case pending:
		f.state = cancelled
		f.callBack()
	}
	return true
}

// SetRunningOrNotifyCancel is what an executor calls before it runs a task: it returns true, and the future is running,
// or false if it was cancelled; [Wait] and [AsCompleted] then learn of that. It panics with RuntimeError "Future in
// unexpected state" if it was called before or the future is finished. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.set_running_or_notify_cancel
func (f *Future) SetRunningOrNotifyCancel() bool {
	if !f.change("Future.set_running_or_notify_cancel", isQueued, f.withTask()) {
		return false
	}
	switch f.state {
	case pending:
		f.state = running
		return true
	case cancelled:
		f.settle(notified)
		return false
	}
	f.unexpected()
	return false
}

// unexpected is the mistake of running a future twice.
func (f *Future) unexpected() {
	report(f.World(), "Future "+f.Name()+" in unexpected state:", stateNames[f.state])
	panic(sim.RuntimeError("Future in unexpected state"))
}

// SetResult finishes the future with a value, and calls the callbacks. It panics with InvalidStateError if the future
// is finished or was cancelled. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.set_result
func (f *Future) SetResult(value any) { f.finish("Future.set_result", value, nil) }

// SetException finishes the future with an exception, and calls the callbacks. It panics with InvalidStateError if the
// future is finished or was cancelled. It does not wait.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.set_exception
func (f *Future) SetException(exception error) { f.finish("Future.set_exception", nil, exception) }

func (f *Future) finish(name string, value any, exception error) {
	w := f.World()
	also := f.withTask()
	if w.Current() == f.worker {
		also = nil // no other worker comes across it, and it can no longer be cancelled
	}
	if !f.change(name, isOpen, also) {
		return
	}
	if f.state > running {
		panic(&sim.Exception{Type: InvalidState, Text: stateNames[f.state] + ": " + f.repr()})
	}
	f.value, f.exception = value, exception
	f.settle(finished)
	f.callBack()
}

// settle makes the future done for Wait and AsCompleted. The waiters are told of it one after the other, while the
// future's condition is held.
func (f *Future) settle(s state) {
	f.state = s
	if len(f.waiters) == 0 {
		return
	}
	w := f.World()
	f.held = w.Current()
	for _, m := range f.waiters {
		m.add(f)
	}
	if w.Do(sim.Op{Name: "Future.notify_all", Object: &f.Object}) {
		f.held = nil
	}
}

// begin is SetRunningOrNotifyCancel for a worker that has taken the task; it returns false if the future was cancelled.
// That may still happen between the two. Where it has not, only those who ask whether the future is running, or would
// cancel it, can tell the difference: so this is no operation on the future itself.
func (f *Future) begin() bool {
	w := f.World()
	if !w.Do(sim.Op{Name: "Future.set_running_or_notify_cancel", Object: &f.task, Internal: true}) {
		return false
	}
	if f.state != pending {
		return f.SetRunningOrNotifyCancel()
	}
	f.state, f.worker = running, w.Current()
	return true
}

// run calls the task, unless it was cancelled, and finishes the future.
func (f *Future) run() {
	if !f.begin() {
		return
	}
	if value, exception := f.call(); exception != nil {
		f.SetException(exception)
	} else {
		f.SetResult(value)
	}
}

// call runs the function of the task. Whatever it panics with is its exception, SystemExit included.
func (f *Future) call() (value any, exception error) {
	defer func() {
		if r := recover(); r != nil {
			if sim.Killed(r) {
				panic(r)
			}
			value, exception = nil, asError(r)
		}
	}()
	if f.fn == nil {
		panic(&sim.Exception{Type: "TypeError", Text: "'NoneType' object is not callable"})
	}
	return f.fn(), nil
}
