// Package event has Python's threading.Event.
//
// # Words
//
// An event is a flag, set or not, and the threads that wait for it. A thread that has looked at the flag, found it
// unset and goes to wait is enrolled.
//
// # Guarantee
//
// Setting the event wakes every thread that is enrolled at that moment, even if the flag is cleared before they run. A
// thread that woke does not look at the flag again: Wait returns whether it was woken, not whether the flag is set.
// Errors and results are those of CPython 3.13; 3.11 to 3.14 do not differ.
//
// # Limits
//
// CPython builds an event from a condition and its lock, and a wait is seven steps. Here it is two, and setting and
// clearing one each; the steps left out cannot be told from outside. Where a signal may come in the midst of Set they can,
// and are taken: the flag may be set and nobody woken, or the event's lock left held, so that every later call but IsSet
// blocks for ever. Wait and Clear are as indivisible there as elsewhere.
//
// https://docs.python.org/3.13/library/threading.html#event-objects
package event

import (
	"time"

	"simrun/sim"
)

// Event is threading.Event. Make one with New.
//
// https://docs.python.org/3.13/library/threading.html#threading.Event
type Event struct {
	sim.Object
	flag   bool
	times  int         // how often waiters were told that the flag is set: who enrolled before the last time is awake
	untold bool        // the flag was set, and those who wait were not told
	holder *sim.Thread // who holds the event's lock where others can see that
}

// New makes an event that is not set. An empty name becomes "Event-1" and so on. It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.Event
func New(w *sim.World, name string) *Event {
	e := sim.New[Event](w)
	e.Init(w, "Event", name, e)
	return e
}

// IsSet says whether the flag is set. It never blocks; it does not take the event's lock.
// https://docs.python.org/3.13/library/threading.html#threading.Event.is_set
func (e *Event) IsSet() bool {
	e.World().Do(sim.Op{Name: "Event.is_set", Object: &e.Object, Effect: sim.Reads})
	return e.flag
}

// Set sets the flag and wakes all threads that wait. If the flag is set already it does nothing. It never blocks, but for
// an event whose lock a signal has left held; see the package's comment.
// https://docs.python.org/3.13/library/threading.html#threading.Event.set
func (e *Event) Set() {
	w := e.World()
	switch took := w.Do(sim.Op{Name: "Event.set", Object: &e.Object, Guard: (*setGuard)(e)}); {
	case !took || e.flag && !e.untold:
	case w.MayInterrupt():
		e.setInSteps()
	default:
		e.flag = true
		e.tell()
	}
}

// Clear unsets the flag. Threads that were woken by an earlier Set stay awake. It never blocks, but as Set does.
// https://docs.python.org/3.13/library/threading.html#threading.Event.clear
func (e *Event) Clear() {
	if e.World().Do(sim.Op{Name: "Event.clear", Object: &e.Object, Guard: (*clearGuard)(e)}) {
		e.flag, e.untold = false, false
	}
}

// Wait returns true at once if the flag is set. Otherwise it blocks until another thread calls Set, and returns true;
// or, with a timeout, until that has passed, and returns false. That may be false although the flag is set by the time
// the caller sees it, and true although it is not. A timeout of 0 or less does not block. Without one it waits for
// ever, as Python's None.
// https://docs.python.org/3.13/library/threading.html#threading.Event.wait
func (e *Event) Wait(timeout ...time.Duration) bool {
	w := e.World()
	var deadline time.Duration
	if len(timeout) > 0 {
		deadline = w.After(timeout[0])
	}
	w.Do(sim.Op{Name: "Event.wait", Object: &e.Object, Guard: (*lookGuard)(e)})
	if e.flag || len(timeout) > 0 && timeout[0] <= 0 {
		return e.flag
	}
	if w.Do(sim.Op{Name: "Event.wait", Object: &e.Object, Guard: (*waitGuard)(e), Arg: e.times,
		Timed: len(timeout) > 0, Deadline: deadline}) {
		return true
	}
	if e.holder != nil && !w.Killing() { // the time does not bound how long it takes to get the lock
		w.Do(sim.Op{Name: "Event.wait", Object: &e.Object, Guard: (*lookGuard)(e)})
	}
	return false
}

// Repr is what Python's repr shows, with the name in place of the address: "<threading.Event at Event-1: unset>". It
// never blocks.
// https://docs.python.org/3.13/library/functions.html#repr
func (e *Event) Repr() string {
	if e.IsSet() {
		return "<threading.Event at " + e.Name() + ": set>"
	}
	return "<threading.Event at " + e.Name() + ": unset>"
}

// State is "set" or "unset", and who holds the event's lock if that can be seen, for traces.
func (e *Event) State() string {
	state := "unset"
	if e.flag {
		state = "set"
	}
	if e.holder != nil {
		state += ", lock held by " + e.holder.Name()
	}
	return state
}

// WaitsFor is who holds the event's lock; otherwise any thread could set the event.
func (e *Event) WaitsFor(*sim.Thread) []*sim.Thread {
	if e.holder == nil {
		return nil
	}
	return []*sim.Thread{e.holder}
}

// lookGuard is the guard of an operation that looks at the flag under the lock of the event.
type lookGuard Event

func (g *lookGuard) Effect(*sim.Thread) sim.Effect {
	if g.holder != nil {
		return sim.Blocks
	}
	return sim.Reads
}

// waitGuard holds an enrolled thread back until the event was set after it enrolled. To be woken is a read: it changes
// nothing that others see.
type waitGuard Event

func (g *waitGuard) Effect(t *sim.Thread) sim.Effect {
	if g.holder != nil || g.times == t.Pending().Arg {
		return sim.Blocks
	}
	return sim.Reads
}

// Gate marks it: it is the same for all threads.
func (*waitGuard) Gate() {}

// setGuard sees that setting an event that is set changes nothing.
type setGuard Event

func (g *setGuard) Effect(*sim.Thread) sim.Effect {
	switch {
	case g.holder != nil:
		return sim.Blocks
	case g.flag && !g.untold:
		return sim.Reads
	}
	return sim.Writes
}

// clearGuard sees that clearing an event that is not set changes nothing.
type clearGuard Event

func (g *clearGuard) Effect(*sim.Thread) sim.Effect {
	switch {
	case g.holder != nil:
		return sim.Blocks
	case g.flag:
		return sim.Writes
	}
	return sim.Reads
}
