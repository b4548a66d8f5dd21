package thread

import (
	"time"

	"simrun/sim"
)

// Join blocks until the thread has ended; with a timeout, at most that long. A timeout of 0 or less does not block. It
// returns nothing: IsAlive says whether the time was up. A thread may be joined any number of times, by any number of
// threads; the main thread is joined when it has begun to wait for the other threads at its exit. A cycle of joins is a
// deadlock.
//
// It panics with RuntimeError "cannot join thread before it is started", "cannot join current thread" or
// "cannot join a dummy thread", and "Thread.__init__() not called" for a thread that New has not made.
//
// Up to 3.12 a dummy thread gives AssertionError, and two threads that join a third one at the same time may get an
// AssertionError and RuntimeError "release unlocked lock". From 3.14 on the join of a daemon thread by a finalizer
// during the exit raises PythonFinalizationError.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.join
func (t *Thread) Join(timeout ...time.Duration) {
	switch {
	case t.object == nil:
		panic(errNoInit())
	case t.dummy:
		panic(sim.RuntimeError("cannot join a dummy thread"))
	}
	w := t.s.w
	op := sim.Op{Name: "Thread.join", Object: t.object, Guard: (*joinGuard)(t)}
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, w.After(timeout[0])
		if timeout[0] <= 0 {
			op.Guard, op.Effect = nil, sim.Reads
		}
	}
	w.Do(op)
	switch {
	case w.Killing():
	case !t.started:
		panic(sim.RuntimeError("cannot join thread before it is started"))
	case t.sim == w.Current():
		panic(sim.RuntimeError("cannot join current thread"))
	case t.stopped:
		t.seen(w.Current())
	}
}

// seen notes that a thread has seen the end of t.
func (t *Thread) seen(by *sim.Thread) {
	if t.parent != nil && t.parent.sim == by && t.ident != 0 && !t.reused {
		t.parent.free = append(t.parent.free, t)
		t.reused = true
	}
	if by == t.s.main.sim {
		t.joined = true
	}
}

// joinGuard holds a joiner back until the thread has ended. A join that is a mistake is not held back.
type joinGuard Thread

func (g *joinGuard) Effect(t *sim.Thread) sim.Effect {
	if g.stopped || !g.started || g.sim == t {
		return sim.Reads
	}
	return sim.Blocks
}
