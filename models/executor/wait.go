package executor

import (
	"fmt"
	"slices"
	"time"

	"simrun/sim"
)

// ReturnWhen says when [Wait] returns.
type ReturnWhen string

// Values of ReturnWhen.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.wait
const (
	FirstCompleted ReturnWhen = "FIRST_COMPLETED"
	FirstException ReturnWhen = "FIRST_EXCEPTION"
	AllCompleted   ReturnWhen = "ALL_COMPLETED"
)

// Wait blocks until all futures are done, one is, or one has failed, without a limit or for the timeout, and returns
// those that are done and those that are not, in the order in which they were given and without duplicates. An empty
// "when" means AllCompleted. There is no error when the time is up. It panics with Python's ValueError if "when" is
// none of the three, but like Python only if it would have to wait.
//
// A future that was cancelled counts as not done until a worker comes across it; after a shutdown with [CancelFutures]
// none does, and Wait blocks for ever.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.wait
func Wait(fs []*Future, when ReturnWhen, timeout ...time.Duration) (done, notDone []*Future) {
	if when == "" {
		when = AllCompleted
	}
	fs = distinct(fs)
	const name = "futures.wait"
	if len(fs) == 0 || !lookAt(name, fs) {
		return nil, fs
	}
	w := fs[0].World()
	done = settled(fs)
	if enough(done, fs, when) {
		return done, others(fs, done)
	}
	m := newWaiter(w, when, len(fs)-len(done))
	m.install(w, name, fs)
	op := sim.Op{Name: name, Object: &m.Object, Guard: m}
	timed(w, &op, timeout)
	w.Do(op)
	for _, f := range fs {
		// CPython takes the waiter off one future after the other. Until it comes to one, it may still be told of that.
		if !slices.Contains(done, f) && !slices.Contains(m.finished, f) {
			f.remove(name, m)
		}
	}
	done = append(done, m.finished...)
	return common(fs, done), others(fs, done)
}

// newWaiter makes the waiter for a wait that still needs so many futures.
func newWaiter(w *sim.World, when ReturnWhen, pending int) *waiter {
	m := sim.New[waiter](w)
	switch when {
	case FirstCompleted:
		m.want = 1
		return m
	case FirstException, AllCompleted:
		m.want, m.failure = pending, when == FirstException
		return m
	}
	panic(sim.ValueError(fmt.Sprintf("Invalid return condition: '%s'", when)))
}

// enough says whether there is nothing to wait for.
func enough(done, fs []*Future, when ReturnWhen) bool {
	switch when {
	case FirstCompleted:
		if len(done) > 0 {
			return true
		}
	case FirstException:
		if slices.ContainsFunc(done, func(f *Future) bool { return f.exception != nil }) {
			return true
		}
	}
	return len(done) == len(fs)
}

// distinct leaves out what comes again.
func distinct(fs []*Future) []*Future {
	var once []*Future
	for _, f := range fs {
		if !slices.Contains(once, f) {
			once = append(once, f)
		}
	}
	return once
}

// settled are those that are done.
func settled(fs []*Future) []*Future {
	var done []*Future
	for _, f := range fs {
		if f.settled() {
			done = append(done, f)
		}
	}
	return done
}

// common are those of fs that are in the set, others those that are not.
func common(fs, set []*Future) []*Future {
	var in []*Future
	for _, f := range fs {
		if slices.Contains(set, f) {
			in = append(in, f)
		}
	}
	return in
}

func others(fs, set []*Future) []*Future {
	var out []*Future
	for _, f := range fs {
		if !slices.Contains(set, f) {
			out = append(out, f)
		}
	}
	return out
}
