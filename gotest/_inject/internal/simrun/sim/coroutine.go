package sim

import "unsafe"

//go:linkname newCoro runtime.simNewCoro
func newCoro(f func(unsafe.Pointer)) unsafe.Pointer

//go:linkname switchCoro runtime.simSwitch
func switchCoro(c unsafe.Pointer)

//go:linkname dropCoro runtime.simDrop
func dropCoro(c unsafe.Pointer)

// coroutine carries a thread. This file takes the place of the one of the same name where the runtime is at hand: a
// change of thread is one switch, and a thread that is left is dropped, as when a process ends: nothing of it runs.
type coroutine struct {
	at    unsafe.Pointer // the runtime's coroutine in which its goroutine is parked; nil while it runs
	body  func()
	home  home
	dead  bool // it was dropped: it cannot be used again
	exits bool // it stands in a deferred function of runtime.Goexit
}

// newCoroutine makes an idle coroutine: it runs body each time it is switched to with one set, until it is dropped.
func newCoroutine(w *World) *coroutine {
	c := &coroutine{}
	c.at = newCoro(func(unsafe.Pointer) {
		for {
			body := c.body
			c.body = nil
			body()
			w.transfer(c, w.target)
		}
	})
	return c
}

// transfer lets the coroutine "to" run; it returns when "from" is to run again. The goroutines change places in the
// runtime's coroutine.
func (w *World) transfer(from, to *coroutine) bool {
	w.target = to
	if to != from {
		at := to.at
		from.at, to.at = at, nil
		switchCoro(at)
	}
	return true
}

// Parked is the runtime's coroutine in which the goroutine of a thread is parked; nil if it has none, or runs.
func (t *Thread) Parked() unsafe.Pointer {
	if t.co == nil {
		return nil
	}
	return t.co.at
}

// dismiss ends a thread that stands somewhere in its program.
func (w *World) dismiss(t *Thread) { w.cancel(t.co) }

// discard throws a coroutine away that exits.
func (w *World) discard(c *coroutine) { w.cancel(c) }

// cancel drops the coroutine.
func (w *World) cancel(c *coroutine) {
	if !c.dead && c.at != nil {
		dropCoro(c.at)
	}
	c.at, c.dead = nil, true
}
