package event_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// waitable is what the model and its refinement have in common.
type waitable interface {
	Set()
	Clear()
	IsSet() bool
	Wait(timeout ...time.Duration) bool
	State() string
}

// steps is an Event built from a lock, a flag and the private locks of its waiters, step by step as CPython does.
type steps struct {
	sim.Object
	flag    bool
	mutex   *lock.Lock
	waiters []*lock.Lock // guarded by mutex
}

func newSteps(w *sim.World) *steps {
	s := &steps{mutex: lock.New(w, "")}
	s.Init(w, "Flag", "", s)
	return s
}

func (s *steps) read() bool {
	s.World().Do(sim.Op{Name: "read", Object: &s.Object, Effect: sim.Reads})
	return s.flag
}

func (s *steps) write(flag bool) {
	if s.World().Do(sim.Op{Name: "write", Object: &s.Object}) {
		s.flag = flag
	}
}

func (s *steps) IsSet() bool { return s.read() }

func (s *steps) State() string {
	if s.flag {
		return "set"
	}
	return "unset"
}

func (s *steps) Set() {
	s.mutex.Acquire()
	s.write(true)
	for _, w := range s.waiters {
		w.Release()
	}
	s.waiters = nil
	s.mutex.Release()
}

func (s *steps) Clear() {
	s.mutex.Acquire()
	s.write(false)
	s.mutex.Release()
}

func (s *steps) Wait(timeout ...time.Duration) bool {
	s.mutex.Acquire()
	got := s.read()
	if !got {
		w := lock.New(s.World(), "")
		w.Acquire()
		s.waiters = append(s.waiters, w)
		s.mutex.Release()
		switch {
		case len(timeout) == 0:
			got = w.Acquire()
		case timeout[0] > 0:
			got = w.Acquire(lock.Timeout(timeout[0]))
		default:
			got = w.Acquire(lock.Blocking(false))
		}
		s.mutex.Acquire()
		if i := slices.Index(s.waiters, w); !got && i >= 0 {
			s.waiters = slices.Delete(s.waiters, i, i+1)
		}
	}
	s.mutex.Release()
	return got
}

// call does what a letter says.
func call(e waitable, _, _ int, letter rune) string {
	switch letter {
	case 's':
		e.Set()
	case 'c':
		e.Clear()
	case 'w':
		return fmt.Sprint(e.Wait())
	case 't':
		return fmt.Sprint(e.Wait(time.Second))
	case 'z':
		return fmt.Sprint(e.Wait(0))
	case '?':
		return fmt.Sprint(e.IsSet())
	}
	return ""
}

// TestRefinement compares the model with an event that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	conformance.Refine(t, 300, func(r *rand.Rand, _ int) conformance.Pair {
		return conformance.Sides[waitable]{
			Words: conformance.Words(r, "sscwwtz?l"),
			Model: func(w *sim.World) waitable { return event.New(w, "") },
			Steps: func(w *sim.World) waitable { return newSteps(w) },
			Call:  call, Final: waitable.State,
		}.Pair()
	})
}
