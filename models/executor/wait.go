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

// waiting is a call of Wait; it is also the guard of its operations.
type waiting struct {
	fs   []*Future // without duplicates
	when ReturnWhen
}

// Wait blocks until all futures are done, one is, or one has failed, without a limit or for the timeout, and returns
// those that are done and those that are not, in the order in which they were given and without duplicates. An empty
// "when" means AllCompleted. There is no error when the time is up. It panics with Python's ValueError if "when" is
// none of the three, but like Python only if it would have to wait.
//
// A future that was cancelled counts as not done until a worker comes across it; after a shutdown with [CancelFutures]
// none does, and Wait blocks for ever.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.wait
func Wait(fs []*Future, when ReturnWhen, timeout ...time.Duration) (done, notDone []*Future) {
	call := &waiting{when: when, fs: distinct(fs)}
	if when == "" {
		call.when = AllCompleted
	}
	if len(fs) == 0 {
		return nil, nil
	}
	w := fs[0].World()
	op := sim.Op{Name: "futures.wait", Object: &fs[0].Object, Also: furtherObjects(call.fs)}
	if call.when != AllCompleted || len(timeout) > 0 {
		op.Guard = (*arriving)(call)
		if !w.Do(op) || call.over() {
			return call.split(nil)
		}
		call.check()
	}
	op.Guard = call
	timed(w, &op, timeout)
	w.Do(op)
	return call.split(w)
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

// furtherObjects are those of all futures but the first.
func furtherObjects(fs []*Future) []*sim.Object {
	objects := make([]*sim.Object, len(fs)-1)
	for i, f := range fs[1:] {
		objects[i] = &f.Object
	}
	return objects
}

// check panics if there is no such ReturnWhen.
func (c *waiting) check() {
	switch c.when {
	case FirstCompleted, FirstException, AllCompleted:
		return
	}
	panic(sim.ValueError(fmt.Sprintf("Invalid return condition: '%s'", c.when)))
}

// over says whether what is waited for has come.
func (c *waiting) over() bool {
	all := true
	for _, f := range c.fs {
		switch {
		case !f.settled():
			all = false
		case c.when == FirstCompleted, c.when == FirstException && f.exception != nil:
			return true
		}
	}
	return all
}

// Effect is that of the wait.
func (c *waiting) Effect(*sim.Thread) sim.Effect {
	if c.over() {
		return sim.Reads
	}
	return sim.Blocks
}

// arriving is the guard of the first look, for which CPython takes the conditions of all futures.
type arriving waiting

func (g *arriving) Effect(*sim.Thread) sim.Effect {
	if slices.ContainsFunc(g.fs, func(f *Future) bool { return f.held != nil }) {
		return sim.Blocks
	}
	return sim.Reads
}

// split tells the futures that are done from the others. With a world it looks at the others once more, one after the
// other, as CPython does when it stops waiting for them: each may have become done meanwhile.
func (c *waiting) split(w *sim.World) (done, notDone []*Future) {
	settled := make([]bool, len(c.fs))
	for i, f := range c.fs {
		settled[i] = f.settled()
	}
	for i, f := range c.fs {
		if !settled[i] && w != nil && !w.Killing() {
			f.read("futures.wait", nil)
			settled[i] = f.settled()
		}
		if settled[i] {
			done = append(done, f)
		} else {
			notDone = append(notDone, f)
		}
	}
	return done, notDone
}
