package sim

import "iter"

// coroutine carries a thread. This is the only file that knows how.
//
// A change of thread is one switch, from the running goroutine to any other one. What package iter has is less: a call of
// next or of yield has the goroutine that calls it and the one that is parked in the iterator change places. But which
// goroutine calls does not matter, only that the calls of next and yield take turns. So each iterator is a place where one
// goroutine is parked, its own or another one, and who wants to reach a goroutine goes where it is, and stays there in its
// stead: after a while the goroutines of all coroutines, and that of the root, are parked anywhere among the places.
type coroutine struct {
	next      func() (struct{}, bool)
	yield     func(struct{}) bool
	taken     bool       // next was called, so that it is the turn of yield
	at        *coroutine // in whose place the goroutine is parked, if it does not run
	body      func()
	home      home
	cancelled bool // it must unwind
	dead      bool // it has done so: it cannot be used again
	exits     bool // it stands in a deferred function of runtime.Goexit
}

// newCoroutine makes an idle coroutine: it runs body each time it is the target with one set, until it is cancelled.
func newCoroutine(w *World) *coroutine {
	c := &coroutine{}
	c.at = c
	c.next, _ = iter.Pull(func(yield func(struct{}) bool) {
		defer func() { c.dead = true }()
		c.yield, c.home.goroutine = yield, goroutine()
		for c.body != nil {
			body := c.body
			c.body = nil
			body()
			w.transfer(c, w.target)
		}
	})
	return c
}

// transfer lets the coroutine "to" run; it returns when "from" is to run again. A coroutine whose body has ended goes
// over to whatever is the target by then. It returns false if the coroutine was cancelled and must unwind.
//
// All is in this one function because each frame that a switch returns to costs some nanoseconds: the
// processor has guessed another one.
func (w *World) transfer(from, to *coroutine) bool {
	for w.target = to; w.target != from && !from.cancelled; {
		place := w.target.at
		from.at = place
		if place.taken = !place.taken; place.taken {
			place.next()
		} else {
			place.yield(struct{}{})
		}
	}
	return !from.cancelled
}

// cancel unwinds the coroutine. Its goroutine goes back to its own place, which ends with it.
func (w *World) cancel(c *coroutine) {
	if c.dead {
		return
	}
	c.cancelled, w.target = true, c
	if c.taken = !c.taken; c.taken {
		c.next()
	} else {
		c.yield(struct{}{})
	}
}

// dismiss ends a thread that stands somewhere in its program, by unwinding it: its deferred functions run, and its
// operations do nothing.
func (w *World) dismiss(t *Thread) {
	w.current = t
	w.transfer(w.root, t.co)
}

// discard throws a coroutine away that exits. Whoever resumes it exits too, so a goroutine is made for that.
func (w *World) discard(c *coroutine) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		w.cancel(c)
	}()
	<-gone
}
