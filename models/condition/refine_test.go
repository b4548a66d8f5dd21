package condition_test

import (
	"flag"
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

// randomProgram is what each of some threads does: a letter for each call.
func randomProgram(r *rand.Rand, letters string) []string {
	threads := make([]string, 2+r.IntN(2))
	for i := range threads {
		for range 1 + r.IntN(4-len(threads)+1) {
			threads[i] += string(letters[r.IntN(len(letters))])
		}
	}
	return threads
}

// perform does what the letters say and notes what each thread got.
func perform(w *sim.World, c conditional, threads []string, out *conformance.Out) {
	got := make([]string, len(threads))
	bodies := make([]func(), len(threads))
	flag := false
	do := func(call rune) string {
		switch call {
		case 'w':
			return fmt.Sprint(c.Wait())
		case 't':
			return fmt.Sprint(c.Wait(time.Second))
		case 'z':
			return fmt.Sprint(c.Wait(0))
		case 'f':
			return fmt.Sprint(c.WaitFor(func() bool { return flag }, time.Second))
		case 's':
			flag = true
			c.NotifyAll()
		case 'n', 'm':
			c.Notify()
		case 'N':
			c.Notify(2)
		case 'A':
			c.NotifyAll()
		}
		return ""
	}
	for i, calls := range threads {
		bodies[i] = func() {
			for _, call := range calls {
				if call == 'm' { // without the lock
					got[i] += conformance.Try(func() { do(call) }) + " "
					continue
				}
				c.Acquire()
				got[i] += string(call) + do(call) + " "
				c.Release()
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() { out.Put(fmt.Sprintf("%q", got)) })
	w.SpawnAll("t", bodies...)
}

var programs = flag.Int("programs", 25, "how many random programs TestRefinement compares")

// TestRefinement compares, on random programs of 2 or 3 threads with up to 3 calls each, the outcomes of the model with
// those of the condition that takes every step that CPython takes. With a plain lock some notify without holding it.
func TestRefinement(t *testing.T) {
	kinds := []struct {
		name    string
		letters string
		create  func(w *sim.World) condition.Locker
	}{
		{"RLock", "wwtzfsnnNA", func(w *sim.World) condition.Locker { return lock.NewRLock(w, "") }},
		{"Lock", "wwtznnmmA", func(w *sim.World) condition.Locker { return lock.New(w, "") }},
	}
	for _, kind := range kinds {
		r := rand.New(rand.NewPCG(1, 2))
		for i := range *programs {
			threads := randomProgram(r, kind.letters)
			outcomes := func(create func(w *sim.World) conditional) []string {
				found, _ := conformance.Search(t, &conformance.Case{ID: fmt.Sprint(threads), Strategy: "dpor", Limit: 2_000_000,
					Main: func(w *sim.World, out *conformance.Out) { perform(w, create(w), threads, out) }})
				slices.Sort(found)
				return found
			}
			model := outcomes(func(w *sim.World) conditional { return condition.New(w, "", kind.create(w)) })
			refined := outcomes(func(w *sim.World) conditional { return newSteps(w, kind.create(w)) })
			if !slices.Equal(model, refined) {
				t.Fatalf("%s: program %d, %q:\nthe model gives %q\nCPython's steps %q", kind.name, i, threads, model, refined)
			}
		}
	}
}
