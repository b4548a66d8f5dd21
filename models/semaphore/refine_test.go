package semaphore_test

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

// randomProgram is what each of some threads does: a letter for each call.
func randomProgram(r *rand.Rand) []string {
	threads := make([]string, 2+r.IntN(2))
	for i := range threads {
		for range 1 + r.IntN(4-len(threads)+1) {
			threads[i] += string("aaatznrrrR"[r.IntN(10)])
		}
	}
	return threads
}

// perform does what the letters say and notes what each thread got.
func perform(w *sim.World, s counter, threads []string, out *conformance.Out) {
	got := make([]string, len(threads))
	bodies := make([]func(), len(threads))
	for i, calls := range threads {
		bodies[i] = func() {
			for _, c := range calls {
				got[i] += string(c)
				switch c {
				case 'a':
					got[i] += fmt.Sprint(s.Acquire())
				case 't':
					got[i] += fmt.Sprint(s.Acquire(semaphore.Timeout(time.Second)))
				case 'z':
					got[i] += fmt.Sprint(s.Acquire(semaphore.Timeout(0)))
				case 'n':
					got[i] += fmt.Sprint(s.Acquire(semaphore.Blocking(false)))
				case 'r':
					got[i] += conformance.Try(func() { s.Release() })
				case 'R':
					got[i] += conformance.Try(func() { s.Release(2) })
				}
				got[i] += " "
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() { out.Put(fmt.Sprintf("%q %d", got, s.Value())) })
	w.SpawnAll("t", bodies...)
}

var programs = flag.Int("programs", 100, "how many random programs TestRefinement compares")

// TestRefinement compares, on random programs of 2 or 3 threads with up to 3 calls each, the outcomes of the model with
// those of the semaphore that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range *programs {
		threads, value, bounded := randomProgram(r), r.IntN(3), r.IntN(4) == 0
		outcomes := func(create func(w *sim.World) counter) []string {
			found, _ := conformance.Search(t, &conformance.Case{ID: fmt.Sprint(threads), Strategy: "dpor",
				Main: func(w *sim.World, out *conformance.Out) { perform(w, create(w), threads, out) }})
			slices.Sort(found)
			return found
		}
		model := outcomes(func(w *sim.World) counter {
			if bounded {
				return semaphore.NewBounded(w, "", value)
			}
			return semaphore.New(w, "", value)
		})
		refined := outcomes(func(w *sim.World) counter { return newSteps(w, value, bounded) })
		if !slices.Equal(model, refined) {
			t.Fatalf("program %d, %q, value %d:\nthe model gives %q\nCPython's steps %q", i, threads, value, model, refined)
		}
	}
}
