package sim

import "iter"

// coroutine carries a thread. This is the only file that knows how.
//
// A running coroutine goes over to another one directly: it resumes it, and is then nested, waiting inside that call.
// A nested coroutine is reached by yielding back down to it, through those that it set going. Each resume is undone by
// one yield, so a change of thread costs at most two switches on average, as it would through a central loop, and one
// when two threads alternate. The nesting has a limit: beyond it a coroutine yields to the one below, which resumes the
// chosen one in its place. That costs two switches too, but finds the one below in the cache, where a deep chain would
// go back through coroutines that have not run for long.
type coroutine struct {
	resume func() (struct{}, bool)
	cancel func()
	yield  func(struct{}) bool
	body   func()
	home   home
	depth  int  // of the coroutines nested below it, while it runs; the root's is 0
	nested bool // it waits inside resume; the root does so whenever a thread runs
	dead   bool // it was cancelled: it cannot be used again
	exits  bool // it stands in a deferred function of runtime.Goexit
}

// maxNesting is the limit of the nesting.
const maxNesting = 4

// newCoroutine makes an idle coroutine: it runs body each time it is resumed with one set, until it is cancelled.
func newCoroutine() *coroutine {
	c := &coroutine{}
	c.resume, c.cancel = iter.Pull(func(yield func(struct{}) bool) {
		defer func() { c.dead = true }()
		c.yield, c.home.goroutine = yield, goroutine()
		for c.body != nil {
			body := c.body
			c.body = nil
			body()
			if !yield(struct{}{}) {
				return
			}
		}
	})
	return c
}

// transfer lets the coroutine "to" run; it returns when "from" is to run again. A coroutine whose body has ended falls
// back to the one that resumed it, which goes on from here to whatever is the target by then. It returns false if the
// coroutine was cancelled and must unwind.
func (w *World) transfer(from, to *coroutine) bool {
	w.target = to
	for w.target != from {
		if to := w.target; to.nested || from.depth == maxNesting {
			if !from.yield(struct{}{}) {
				return false
			}
		} else {
			from.nested, to.depth = true, from.depth+1
			to.resume()
			from.nested = false
		}
	}
	return true
}

// dismiss ends a thread that stands somewhere in its program, by unwinding it: its deferred functions run, and its
// operations do nothing.
func (w *World) dismiss(t *Thread) {
	w.current = t
	w.transfer(w.root, t.co)
}

// discard throws a coroutine away that exits. Whoever resumes it exits too, so a goroutine is made for that.
func (c *coroutine) discard() {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		c.cancel()
	}()
	<-gone
}
