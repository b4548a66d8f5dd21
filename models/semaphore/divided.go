package semaphore

import (
	"slices"

	"simrun/sim"
)

// As long as no signal may come, a release gives its permits to whoever comes, and whether a thread that waits had fallen
// asleep makes no difference. A release that a signal interrupts wakes nobody. So from then on an acquire that has to wait
// enters a line, in a step of its own, and goes on when a release has taken it out of the line.

// Divide makes the semaphore one whose waiters can be told apart from those who come later. It is for the engine, and not
// an operation of its own: it is part of the one in which a signal is armed.
func (s *Semaphore) Divide() { s.stepwise = true }

// waiter is a thread in the line of those that wait to acquire.
type waiter struct{ s *Semaphore }

// Effect is that of an acquire in the line.
func (m *waiter) Effect(*sim.Thread) sim.Effect {
	if m.s.holder != nil || slices.Contains(m.s.line, m) {
		return sim.Blocks
	}
	return sim.Writes
}

// stay is what comes after the first operation of an acquire: it returns when there is a permit, or the call must not wait
// any longer.
func (s *Semaphore) stay(op sim.Op, a Arg) bool {
	w := s.World()
	m := &waiter{s}
	timed := op.Timed
	waiting := false
	defer func() {
		if waiting { // a signal interrupts the wait
			s.leave(op, m)
		}
	}()
	for s.value == 0 && !a.nonblocking && !w.Killing() {
		s.line = append(slices.Clip(s.line), m)
		op.Timed, op.Guard = timed, m
		waiting = true
		woken := w.Do(op)
		waiting = false
		if !woken {
			s.leave(op, m)
			break
		}
	}
	return !w.Killing()
}

// leave ends a wait that was in vain: the call takes the lock, and leaves the line only then.
func (s *Semaphore) leave(op sim.Op, m *waiter) {
	op.Timed, op.Guard = false, (*releaseGuard)(s)
	if s.World().Do(op) {
		s.line = slices.DeleteFunc(slices.Clone(s.line), func(other *waiter) bool { return other == m })
	}
}

// notify takes those out of the line that have waited longest.
func (s *Semaphore) notify(n int) { s.line = s.line[min(n, len(s.line)):] }

// notifyInSteps is the rest of a release of a thread that a signal may interrupt. CPython's code is
//
//	with self._cond:
//	    self._value += n
//	    self._cond.notify(n)
//
// in which __exit__ is code of Python's too: interrupted before the release of the lock it leaves that held, for ever. What
// may come before the value is changed is left out: it is as if the signal had come before the call, whose permits would be
// lost.
func (s *Semaphore) notifyInSteps(n int) {
	s.holder = s.World().Current()
	s.wake(n)
	s.point("Semaphore.release")
	s.unlock("Semaphore.release")
}

// wake is what the with statement encloses, behind the assignment. If that is interrupted the lock is released.
func (s *Semaphore) wake(n int) {
	over := false
	defer func() {
		if !over {
			s.unlock("Semaphore.release")
		}
	}()
	s.point("Semaphore.release")
	s.notify(n)
	over = true
}

// takeInSteps is the rest of an acquire of a thread that a signal may interrupt, which has the lock and found a permit.
// CPython's code is
//
//	with self._cond:
//	    while self._value == 0:
//	        …
//	    else:
//	        self._value -= 1
//	        rc = True
//	return rc
//
// Interrupted in __enter__ or before __exit__ has released the lock it leaves that held, for ever, and the permit is gone with
// it; interrupted at the end of __exit__ only the permit is. The body has no place where a signal is noticed.
func (s *Semaphore) takeInSteps() {
	const name = "Semaphore.acquire"
	s.holder = s.World().Current()
	s.point(name)
	s.value--
	s.point(name)
	s.unlock(name)
	s.point(name)
}

// point is a place in the midst of a call where a signal may come. What follows, up to the next one, is part of it.
func (s *Semaphore) point(name string) {
	s.World().Do(sim.Op{Name: name, Object: &s.Object, Guard: (*pointGuard)(s)})
}

// pointGuard is the guard of an operation that changes the semaphore, and that a signal can interrupt.
type pointGuard Semaphore

func (g *pointGuard) Effect(*sim.Thread) sim.Effect { return sim.Writes }

// unlock gives the semaphore's lock back.
func (s *Semaphore) unlock(name string) {
	if s.World().Do(sim.Op{Name: name, Object: &s.Object}) {
		s.holder = nil
	}
}

// releaseGuard is the guard of an operation that takes the lock, and that a signal does not interrupt.
type releaseGuard Semaphore

func (g *releaseGuard) Effect(*sim.Thread) sim.Effect {
	if g.holder != nil {
		return sim.Blocks
	}
	return sim.Writes
}

// Finishes says that a permit is given back before a signal is noticed.
func (g *releaseGuard) Finishes() {}
