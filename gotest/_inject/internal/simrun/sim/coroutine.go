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
	at     unsafe.Pointer // the runtime's coroutine in which its goroutine is parked; nil while it runs
	body   func()
	home   home
	world  *World
	nested bool // for the root
	dead   bool // it was dropped: it cannot be used again
	exits  bool // it stands in a deferred function of runtime.Goexit
}

// newCoroutine makes an idle coroutine: it runs body each time it is switched to with one set, until it is dropped.
func newCoroutine() *coroutine {
	c := &coroutine{}
	c.at = newCoro(func(unsafe.Pointer) {
		for {
			body := c.body
			c.body = nil
			body()
			c.park()
		}
	})
	return c
}

// park lets the target of the world run in place of c. The goroutines change places in the runtime's coroutine.
func (c *coroutine) park() {
	to := c.world.target
	at := to.at
	c.at, to.at = at, nil
	switchCoro(at)
}

// transfer lets the coroutine "to" run; it returns when "from" is to run again.
func (w *World) transfer(from, to *coroutine) bool {
	w.target = to
	if to != from {
		from.world, to.world = w, w
		from.park()
	}
	return true
}

// dismiss ends a thread that stands somewhere in its program.
func (w *World) dismiss(t *Thread) { t.co.cancel() }

// discard throws a coroutine away that exits.
func (c *coroutine) discard() { c.cancel() }

// cancel drops the coroutine.
func (c *coroutine) cancel() {
	if !c.dead && c.at != nil {
		dropCoro(c.at)
	}
	c.at, c.dead = nil, true
}
