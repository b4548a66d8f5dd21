package event

import "simrun/sim"

// setInSteps is Set for a thread that a signal may interrupt, which has just taken the event's lock. CPython's code is
//
//	with self._cond:
//	    self._flag = True
//	    self._cond.notify_all()
//
// in which __enter__ and __exit__ of the condition are code of Python's too: interrupted behind the acquire or before the
// release they leave the lock held, for ever.
func (e *Event) setInSteps() {
	e.holder = e.World().Current()
	e.point()
	e.flag, e.untold = true, true
	e.wake()
	e.point()
	e.unlock()
}

// wake is what the with statement encloses, behind the assignment. If that is interrupted the lock is released.
func (e *Event) wake() {
	told := false
	defer func() {
		if !told {
			e.unlock()
		}
	}()
	e.point()
	told = true
	e.tell()
}

// tell wakes all threads that wait.
func (e *Event) tell() {
	e.untold = false
	e.times++
}

// point is a place in the midst of Set where a signal may come. What follows, up to the next one, is part of it.
func (e *Event) point() {
	e.World().Do(sim.Op{Name: "Event.set", Object: &e.Object, Guard: (*pointGuard)(e)})
}

// pointGuard is the guard of an operation that changes the event, and that a signal can interrupt.
type pointGuard Event

func (g *pointGuard) Effect(*sim.Thread) sim.Effect { return sim.Writes }

// unlock gives the event's lock back.
func (e *Event) unlock() {
	if e.World().Do(sim.Op{Name: "Event.set", Object: &e.Object}) {
		e.holder = nil
	}
}
