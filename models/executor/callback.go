package executor

import "simrun/sim"

// AddDoneCallback has fn called with the future when it is done, by the thread that finishes or cancels it; at once, by
// the caller, if it is done already. Callbacks are called in the order in which they were added, after those that wait
// for the result were told of it. A callback that panics with what Python calls an Exception is reported in the log and
// the next one is called; SystemExit goes through to whoever finished the future, which ends a worker.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Future.add_done_callback
func (f *Future) AddDoneCallback(fn func(*Future)) {
	if !f.change("Future.add_done_callback", isOpen, nil) {
		return
	}
	if !f.done() {
		f.callbacks = append(f.callbacks, fn)
		return
	}
	f.callOne(fn)
}

// callBack calls the callbacks, in the order in which they were added.
func (f *Future) callBack() {
	for _, fn := range f.callbacks {
		f.callOne(fn)
	}
}

func (f *Future) callOne(fn func(*Future)) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if sim.Killed(r) || !isException(r) {
			panic(r)
		}
		report(f.World(), "exception calling callback for "+f.repr(), r)
	}()
	fn(f)
}
