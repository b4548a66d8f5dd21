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

// randomProgram is what each of some threads does: a letter for each call.
func randomProgram(r *rand.Rand) []string {
	threads := make([]string, 2+r.IntN(2))
	for i := range threads {
		for range 1 + r.IntN(4-len(threads)+1) {
			threads[i] += string("sscwwtz?"[r.IntN(8)])
		}
	}
	return threads
}

// perform does what the letters say and notes what each thread got.
func perform(w *sim.World, e waitable, threads []string, out *conformance.Out) {
	got := make([]string, len(threads))
	bodies := make([]func(), len(threads))
	for i, calls := range threads {
		bodies[i] = func() {
			for _, c := range calls {
				switch c {
				case 's':
					e.Set()
				case 'c':
					e.Clear()
				case 'w':
					got[i] += fmt.Sprintf("w%t ", e.Wait())
				case 't':
					got[i] += fmt.Sprintf("t%t ", e.Wait(time.Second))
				case 'z':
					got[i] += fmt.Sprintf("z%t ", e.Wait(0))
				case '?':
					got[i] += fmt.Sprintf("?%t ", e.IsSet())
				}
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() { out.Put(fmt.Sprintf("%q", got)) })
	w.SpawnAll("t", bodies...)
}

// TestRefinement compares, on random programs of 2 or 3 threads with up to 3 calls each, the outcomes of the model with
// those of the event that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n := 400
	if testing.Short() {
		n = 100
	}
	for i := range n {
		threads := randomProgram(r)
		outcomes := func(create func(w *sim.World) waitable) []string {
			found, _ := conformance.Search(t, &conformance.Case{ID: fmt.Sprint(threads), Strategy: "dpor",
				Main: func(w *sim.World, out *conformance.Out) { perform(w, create(w), threads, out) }})
			slices.Sort(found)
			return found
		}
		model := outcomes(func(w *sim.World) waitable { return event.New(w, "") })
		refined := outcomes(func(w *sim.World) waitable { return newSteps(w) })
		if !slices.Equal(model, refined) {
			t.Fatalf("program %d, %q:\nthe model gives %q\nCPython's steps %q", i, threads, model, refined)
		}
	}
}
