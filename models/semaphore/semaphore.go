// Package semaphore has Python's threading.Semaphore and threading.BoundedSemaphore.
//
// # Words
//
// A semaphore has a value, the number of permits that are left. To acquire takes one, to release gives one back or
// several; any thread may do either.
//
// # Guarantee
//
// Every method is one operation, and a blocked acquire is ready whenever the value is above 0: a thread that was woken
// has no right to the permit before a newcomer, in any version of CPython. Errors are panics with the text of CPython
// 3.13.
//
// # Limits
//
// CPython builds a semaphore from a condition. The steps left out cannot be told from outside: a thread whose time is
// up looks at the value once more, so no permit is lost with it.
//
// https://docs.python.org/3.13/library/threading.html#semaphore-objects
package semaphore

import (
	"fmt"
	"time"

	"simrun/sim"
)

// Semaphore is threading.Semaphore or threading.BoundedSemaphore. Make one with New or NewBounded.
//
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore
type Semaphore struct {
	sim.Object
	value    int
	initial  int
	bounded  bool
	holder   *sim.Thread // who holds the semaphore's lock where others can see that
	stepwise bool        // an acquire that has to wait enters the line first
	line     []*waiter   // longest first; never changed in place
}

// New makes a semaphore with so many permits; Python's default is 1. It panics with ValueError "semaphore initial value
// must be >= 0". It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore
func New(w *sim.World, name string, value int) *Semaphore {
	return sim.New[Semaphore](w).init(w, "Semaphore", name, value)
}

// NewBounded makes a semaphore whose value never exceeds the initial one: a release too many panics. It panics with
// ValueError "semaphore initial value must be >= 0". It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.BoundedSemaphore
func NewBounded(w *sim.World, name string, value int) *Semaphore {
	s := sim.New[Semaphore](w)
	s.bounded = true
	return s.init(w, "BoundedSemaphore", name, value)
}

func (s *Semaphore) init(w *sim.World, kind, name string, value int) *Semaphore {
	if value < 0 {
		panic(sim.ValueError("semaphore initial value must be >= 0"))
	}
	s.value, s.initial, s.stepwise = value, value, w.Divided()
	s.Object.Init(w, kind, name, s)
	return s
}

// Arg is an argument of Acquire: [Blocking] or [Timeout].
type Arg struct {
	nonblocking bool
	timed       bool
	timeout     time.Duration
}

// Blocking is the argument blocking: with false the acquire does not wait.
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore.acquire
func Blocking(block bool) Arg { return Arg{nonblocking: !block} }

// Timeout is the argument timeout: how long the acquire waits at most; 0 or less means that it does not wait. It cannot
// go with Blocking(false).
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore.acquire
func Timeout(d time.Duration) Arg { return Arg{timed: true, timeout: d} }

// Acquire takes a permit and returns true. While there is none it blocks, without a limit or for the [Timeout], unless
// it is told not to by Blocking(false); it returns false if there was none in time. Where a signal interrupts it the permit
// may be lost, or the semaphore's lock be left held, for ever. It panics with ValueError "can't
// specify timeout for non-blocking acquire" if both are given.
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore.acquire
func (s *Semaphore) Acquire(args ...Arg) bool {
	var a Arg
	for i := range args {
		if args[i].timed {
			a.timed, a.timeout = true, args[i].timeout
		} else {
			a.nonblocking = args[i].nonblocking
		}
	}
	w := s.World()
	op := sim.Op{Name: "Semaphore.acquire", Object: &s.Object, Guard: (*acquireGuard)(s)}
	switch {
	case a.nonblocking && a.timed:
		panic(sim.ValueError("can't specify timeout for non-blocking acquire"))
	case a.nonblocking:
		op.Guard = (*tryGuard)(s)
	case a.timed:
		op.Timed, op.Deadline = true, w.After(a.timeout)
	}
	took := w.Do(op)
	if took && s.stepwise {
		took = s.stay(op, a)
	}
	if !took && s.holder != nil && !w.Killing() { // the time does not bound how long it takes to get the lock
		op.Timed, op.Guard = false, (*tryGuard)(s)
		took = w.Do(op)
	}
	if !took || s.value == 0 {
		w.Notef("no permit")
		return false
	}
	if w.MayInterrupt() {
		s.takeInSteps()
		return true
	}
	s.value--
	return true
}

// Release gives n permits back, one if n is not given; any thread may do so. It never blocks. It panics with ValueError
// "n must be one or more", and for a bounded semaphore with "Semaphore released too many times" if the value would
// exceed the initial one; then no permit is given back. Where a signal interrupts it nobody may be woken, or the
// semaphore's lock be left held, for ever. 3.11 wakes n threads one by one and 3.12 all at once, which no
// program can tell.
// https://docs.python.org/3.13/library/threading.html#threading.Semaphore.release
func (s *Semaphore) Release(n ...int) {
	k := 1
	if len(n) > 0 {
		k = n[0]
	}
	if k < 1 {
		panic(sim.ValueError("n must be one or more"))
	}
	w := s.World()
	if !w.Do(sim.Op{Name: "Semaphore.release", Object: &s.Object, Guard: (*releaseGuard)(s)}) {
		return
	}
	if s.bounded && s.value+k > s.initial {
		panic(sim.ValueError("Semaphore released too many times"))
	}
	s.value += k
	if w.MayInterrupt() {
		s.notifyInSteps(k)
		return
	}
	s.notify(k)
}

// With is "with semaphore": it acquires, calls body and releases, also if body panics; the panic then goes on. It
// blocks as Acquire does, and panics as Release does.
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (s *Semaphore) With(body func()) {
	if !s.Acquire() {
		return // the thread is being killed
	}
	defer s.Release()
	body()
}

// Repr is what Python's repr shows, with the name in place of the address: "<threading.Semaphore at Semaphore-1:
// value=1>", for a bounded one "value=2/3". It does not block.
// https://docs.python.org/3.13/library/functions.html#repr
func (s *Semaphore) Repr() string {
	s.World().Do(sim.Op{Name: "Semaphore.__repr__", Object: &s.Object, Effect: sim.Reads})
	limit := ""
	if s.bounded {
		limit = fmt.Sprintf("/%d", s.initial)
	}
	return fmt.Sprintf("<threading.%s at %s: value=%d%s>", s.Kind(), s.Name(), s.value, limit)
}

// Value is the number of permits left. It is for properties: it is not an operation.
func (s *Semaphore) Value() int { return s.value }

// State is "value 1", and who holds the semaphore's lock if that can be seen, for traces.
func (s *Semaphore) State() string {
	if s.holder != nil {
		return fmt.Sprintf("value %d, lock held by %s", s.value, s.holder.Name())
	}
	return fmt.Sprintf("value %d", s.value)
}

// WaitsFor is nil: any thread may release.
func (s *Semaphore) WaitsFor(*sim.Thread) []*sim.Thread { return nil }

// acquireGuard is open when there is a permit.
type acquireGuard Semaphore

func (g *acquireGuard) Effect(*sim.Thread) sim.Effect {
	if g.holder != nil || g.value == 0 && !g.stepwise {
		return sim.Blocks
	}
	return sim.Writes
}

// Gate marks it: it is the same for all threads.
func (*acquireGuard) Gate() {}

// tryGuard is the guard of an acquire that does not wait: without a permit it only reads.
type tryGuard Semaphore

func (g *tryGuard) Effect(*sim.Thread) sim.Effect {
	switch {
	case g.holder != nil:
		return sim.Blocks
	case g.value == 0:
		return sim.Reads
	}
	return sim.Writes
}
