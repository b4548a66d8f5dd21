package condition_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// conditional is what the model and its refinement have in common.
type conditional interface {
	Acquire(args ...lock.Arg) bool
	Release()
	Wait(timeout ...time.Duration) bool
	WaitFor(predicate func() bool, timeout ...time.Duration) bool
	Notify(n ...int)
	NotifyAll()
	State() string
}

// steps is a condition with a real lock for each waiter and a step for each access to the queue, as CPython has them.
type steps struct {
	sim.Object
	condition.Locker
	queue []*lock.Lock
}

func newSteps(w *sim.World, l condition.Locker) *steps {
	s := &steps{Locker: l}
	s.Init(w, "Deque", "", s)
	return s
}

// access is a step on the queue.
func (s *steps) access(f func()) {
	if s.World().Do(sim.Op{Name: "deque", Object: &s.Object}) {
		f()
	}
}

func (s *steps) isOwned() bool {
	if r, ok := s.Locker.(*lock.RLock); ok {
		return r.IsOwned()
	}
	if s.Locker.Acquire(lock.Blocking(false)) {
		s.Locker.Release()
		return false
	}
	return true
}

func (s *steps) Wait(timeout ...time.Duration) bool {
	if !s.isOwned() {
		panic(sim.RuntimeError("cannot wait on un-acquired lock"))
	}
	waiter := lock.New(s.World(), "")
	waiter.Acquire()
	s.access(func() { s.queue = append(s.queue, waiter) })
	depth := 1
	r, owned := s.Locker.(*lock.RLock)
	if owned {
		depth = r.ReleaseSave()
	} else {
		s.Locker.Release()
	}
	got := false
	switch {
	case len(timeout) == 0:
		got = waiter.Acquire()
	case timeout[0] > 0:
		got = waiter.Acquire(lock.Timeout(timeout[0]))
	default:
		got = waiter.Acquire(lock.Blocking(false))
	}
	if owned {
		r.AcquireRestore(depth)
	} else {
		s.Locker.Acquire()
	}
	if !got {
		s.access(func() { s.queue = slices.DeleteFunc(s.queue, func(l *lock.Lock) bool { return l == waiter }) })
	}
	return got
}

func (s *steps) WaitFor(predicate func() bool, timeout ...time.Duration) bool {
	late, first := false, true
	for !predicate() {
		if len(timeout) > 0 && (late || !first && s.World().Choose(2) == 1) { // the time ran out after the wait
			return false
		}
		late, first = !s.Wait(timeout...), false
		if s.World().Killing() {
			return false
		}
	}
	return true
}

func (s *steps) Notify(n ...int) { s.notify(append(n, 1)[0]) }

func (s *steps) NotifyAll() {
	k := 0
	s.access(func() { k = len(s.queue) })
	s.notify(k)
}

func (s *steps) notify(n int) {
	if !s.isOwned() {
		panic(sim.RuntimeError("cannot notify on un-acquired lock"))
	}
	for n > 0 && !s.World().Killing() {
		var first *lock.Lock
		s.access(func() {
			if len(s.queue) > 0 {
				first = s.queue[0]
			}
		})
		if first == nil {
			return
		}
		if conformance.Try(first.Release) == "ok" { // a waiter that was released already does not count
			n--
		}
		s.access(func() { s.queue = slices.DeleteFunc(s.queue, func(l *lock.Lock) bool { return l == first }) })
	}
}

func (s *steps) State() string { return fmt.Sprintf("%d waiting", len(s.queue)) }

// program is the state of a program with a condition while it runs.
type program struct {
	c    conditional
	flag bool // what WaitFor waits for
}

// call does what a letter says, while the lock is held, but for m, which notifies without it.
func (p *program) call(_, _ int, letter rune) string {
	if letter == 'm' {
		p.c.Notify()
		return ""
	}
	p.c.Acquire()
	defer p.c.Release()
	switch letter {
	case 'w':
		return fmt.Sprint(p.c.Wait())
	case 't':
		return fmt.Sprint(p.c.Wait(time.Second))
	case 'z':
		return fmt.Sprint(p.c.Wait(0))
	case 'd': // two deep
		p.c.Acquire()
		defer p.c.Release()
		return fmt.Sprint(p.c.Wait(time.Second))
	case 'f':
		return fmt.Sprint(p.c.WaitFor(func() bool { return p.flag }, time.Second))
	case 's':
		p.flag = true
		p.c.NotifyAll()
	case 'n':
		p.c.Notify()
	case 'N':
		p.c.Notify(2)
	case 'A':
		p.c.NotifyAll()
	}
	return ""
}

// TestRefinement compares the model with a condition that takes every step that CPython takes. With a plain lock some
// notify without holding it.
func TestRefinement(t *testing.T) {
	for _, kind := range []struct {
		name    string
		letters string
		create  func(w *sim.World) condition.Locker
	}{
		{"RLock", "wwtzdfsnnNAl", func(w *sim.World) condition.Locker { return lock.NewRLock(w, "") }},
		{"Lock", "wwtznnmmAl", func(w *sim.World) condition.Locker { return lock.New(w, "") }},
	} {
		t.Run(kind.name, func(t *testing.T) {
			conformance.Refine(t, 25, func(r *rand.Rand, _ int) conformance.Pair {
				return conformance.Sides[*program]{
					Words: conformance.Words(r, kind.letters),
					Model: func(w *sim.World) *program { return &program{c: condition.New(w, "", kind.create(w))} },
					Steps: func(w *sim.World) *program { return &program{c: newSteps(w, kind.create(w))} },
					Call:  (*program).call, Final: func(p *program) string { return p.c.State() },
				}.Pair()
			})
		})
	}
}
