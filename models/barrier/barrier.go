// Package barrier has Python's threading.Barrier.
//
// # Words
//
// A barrier fills until as many threads wait as it has parties; then it trips, and drains: each of them leaves, and
// nobody enters before the last one has. A broken barrier lets nobody wait. A barrier that is reset while threads wait
// is resetting until they have left.
//
// # Guarantee
//
// Entering is one operation, and leaving, which is the trip for the last thread to arrive, another. The action runs in
// that thread between them, while nobody else can do anything to the barrier: one that uses the barrier itself blocks
// for ever. Errors have the text of CPython 3.13.
//
// # Limits
//
// CPython builds a barrier from a condition; the steps left out cannot be told from outside.
//
// https://docs.python.org/3.13/library/threading.html#barrier-objects
package barrier

import (
	"fmt"
	"time"

	"simrun/sim"
)

// ErrBroken is Python's BrokenBarrierError: the barrier is broken, or was broken or reset while the thread waited.
// https://docs.python.org/3.13/library/threading.html#threading.BrokenBarrierError
var ErrBroken error = &sim.Exception{Type: "threading.BrokenBarrierError"}

type state int8

const (
	filling   state = 0
	draining  state = 1
	resetting state = -1
	broken    state = -2
)

// Barrier is threading.Barrier. Make one with New.
//
// https://docs.python.org/3.13/library/threading.html#threading.Barrier
type Barrier struct {
	sim.Object
	parties int
	action  func()
	timed   bool // there is a default timeout
	timeout time.Duration
	state   state
	count   int         // threads that have entered and not left
	locked  *sim.Thread // the last thread to arrive, until it has opened the barrier
}

// Option is an optional argument of New.
type Option func(*Barrier)

// Action is the argument action: one of the threads, the last to arrive, calls it before any of them leaves. One that
// uses the barrier itself blocks for ever.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier
func Action(f func()) Option { return func(b *Barrier) { b.action = f } }

// Timeout is the argument timeout: that of each Wait without one of its own.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier
func Timeout(d time.Duration) Option { return func(b *Barrier) { b.timed, b.timeout = true, d } }

// New makes a barrier for so many threads. It panics with ValueError "parties must be > 0"; Python 3.14 says "parties
// must be >= 1", and up to 3.12 any number is accepted. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier
func New(w *sim.World, name string, parties int, opts ...Option) *Barrier {
	if parties < 1 {
		panic(sim.ValueError("parties must be > 0"))
	}
	b := sim.New[Barrier](w)
	b.parties = parties
	for _, opt := range opts {
		opt(b)
	}
	b.Object.Init(w, "Barrier", name, b)
	return b
}

// changeGuard is the guard of the operations that take the lock of the barrier. Others can see that it is held only
// while the last thread to arrive holds it.
type changeGuard Barrier

func (g *changeGuard) Effect(*sim.Thread) sim.Effect {
	if g.locked != nil {
		return sim.Blocks
	}
	return sim.Writes
}

func (b *Barrier) change(name string) bool {
	return b.World().Do(sim.Op{Name: name, Object: &b.Object, Guard: (*changeGuard)(b)})
}

// Reset brings the barrier back to where it lets threads wait: those that wait now return ErrBroken. A barrier that
// drains is left alone. It blocks only while the action runs.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.reset
func (b *Barrier) Reset() {
	if !b.change("Barrier.reset") {
		return
	}
	switch {
	case b.count == 0:
		b.state = filling
	case b.state != draining:
		b.state = resetting
	}
}

// Abort breaks the barrier: threads that wait, and those that come, get ErrBroken, until it is reset; so do threads
// that have not left yet although it has tripped. It blocks only while the action runs.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.abort
func (b *Barrier) Abort() {
	if b.change("Barrier.abort") {
		b.state = broken
	}
}

func (b *Barrier) look(name string) {
	b.World().Do(sim.Op{Name: name, Object: &b.Object, Effect: sim.Reads})
}

// Parties is the number of threads that the barrier waits for. It never changes, so it is not an operation.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.parties
func (b *Barrier) Parties() int { return b.parties }

// NWaiting is the number of threads that wait at this moment, 0 unless the barrier fills. It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.n_waiting
func (b *Barrier) NWaiting() int {
	b.look("Barrier.n_waiting")
	return b.waiting()
}

func (b *Barrier) waiting() int {
	if b.state != filling {
		return 0
	}
	return b.count
}

// Broken says whether the barrier is broken. It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.broken
func (b *Barrier) Broken() bool {
	b.look("Barrier.broken")
	return b.state == broken
}

// Repr is what Python's repr shows, with the name in place of the address: "<threading.Barrier at Barrier-1:
// waiters=2/3>", or "broken". It does not block.
// https://docs.python.org/3.13/library/functions.html#repr
func (b *Barrier) Repr() string {
	b.look("Barrier.__repr__")
	if b.state == broken {
		return fmt.Sprintf("<threading.Barrier at %s: broken>", b.Name())
	}
	return fmt.Sprintf("<threading.Barrier at %s: waiters=%d/%d>", b.Name(), b.waiting(), b.parties)
}

// State is how many of the parties are there, and what the barrier does, for traces.
func (b *Barrier) State() string {
	s := fmt.Sprintf("%d/%d", b.count, b.parties)
	switch b.state {
	case draining:
		return s + " draining"
	case resetting:
		return s + " resetting"
	case broken:
		return s + " broken"
	}
	return s
}

// WaitsFor is the thread that runs the action, if one does.
func (b *Barrier) WaitsFor(*sim.Thread) []*sim.Thread {
	if b.locked == nil {
		return nil
	}
	return []*sim.Thread{b.locked}
}
