package semaphore_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/semaphore"
	"simrun/sim"
)

// counter is what the model and its refinement have in common.
type counter interface {
	Acquire(args ...semaphore.Arg) bool
	Release(n ...int)
	Value() int
}

// steps is a semaphore built from a condition with a plain lock, step by step as CPython does.
type steps struct {
	cond    *condition.Condition
	value   int
	initial int
	bounded bool
}

func newSteps(w *sim.World, value int, bounded bool) *steps {
	return &steps{cond: condition.New(w, "", lock.New(w, "")), value: value, initial: value, bounded: bounded}
}

func (s *steps) Value() int { return s.value }

func (s *steps) Acquire(args ...semaphore.Arg) bool {
	w := s.cond.World()
	s.cond.Acquire()
	defer s.cond.Release()
	for late, first := false, true; s.value == 0; first = false {
		switch {
		case len(args) == 0:
			s.cond.Wait()
		case args[0] == semaphore.Blocking(false), late, !first && w.Choose(2) == 1: // the time ran out after the wait
			return false
		case args[0] == semaphore.Timeout(0):
			late = !s.cond.Wait(0)
		default:
			late = !s.cond.Wait(time.Second)
		}
		if w.Killing() {
			return false
		}
	}
	s.value--
	return true
}

func (s *steps) Release(n ...int) {
	s.cond.Acquire()
	defer s.cond.Release()
	k := append(n, 1)[0]
	if s.bounded && s.value+k > s.initial {
		panic(sim.ValueError("Semaphore released too many times"))
	}
	s.value += k
	s.cond.Notify(k)
}

// call does what a letter says.
func call(s counter, _, _ int, letter rune) string {
	switch letter {
	case 'a':
		return fmt.Sprint(s.Acquire())
	case 't':
		return fmt.Sprint(s.Acquire(semaphore.Timeout(time.Second)))
	case 'z':
		return fmt.Sprint(s.Acquire(semaphore.Timeout(0)))
	case 'n':
		return fmt.Sprint(s.Acquire(semaphore.Blocking(false)))
	case 'r':
		s.Release()
	case 'R':
		s.Release(2)
	}
	return ""
}

// TestRefinement compares the model with a semaphore, bounded or not, that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	conformance.Refine(t, 100, func(r *rand.Rand, _ int) conformance.Pair {
		words, value, bounded := conformance.Words(r, "aaatznrrrRl"), r.IntN(3), r.IntN(4) == 0
		return conformance.Sides[counter]{
			Words: words,
			Model: func(w *sim.World) counter {
				if bounded {
					return semaphore.NewBounded(w, "", value)
				}
				return semaphore.New(w, "", value)
			},
			Steps: func(w *sim.World) counter { return newSteps(w, value, bounded) },
			Call:  call, Final: func(s counter) string { return fmt.Sprint(s.Value()) },
		}.Pair("value ", value, ", bounded ", bounded)
	})
}
