package barrier_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/barrier"
	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// gate is what the model and its refinement have in common.
type gate interface {
	Wait(timeout ...time.Duration) (int, error)
	Reset()
	Abort()
	NWaiting() int
	Broken() bool
	State() string
}

// steps is a barrier built from a condition with a plain lock, step by step as CPython does.
type steps struct {
	sim.Object // state and count, which are read without the lock
	cond       *condition.Condition
	state      int // 0 filling, 1 draining, -1 resetting, -2 broken
	count      int
	parties    int
	action     func()
}

func newSteps(w *sim.World, parties int, action func()) *steps {
	s := &steps{cond: condition.New(w, "", lock.New(w, "")), parties: parties, action: action}
	s.Init(w, "Fields", "", s)
	return s
}

// set is an assignment to the state; count is only read together with it.
func (s *steps) set(state int) {
	if s.World().Do(sim.Op{Name: "state", Object: &s.Object}) {
		s.state = state
	}
}

func (s *steps) add(n int) {
	if s.World().Do(sim.Op{Name: "count", Object: &s.Object}) {
		s.count += n
	}
}

func (s *steps) Wait(timeout ...time.Duration) (index int, err error) {
	s.cond.Acquire()
	defer s.cond.Release()
	for (s.state == -1 || s.state == 1) && !s.World().Killing() {
		s.cond.Wait()
	}
	if s.state < 0 || s.World().Killing() {
		return 0, barrier.ErrBroken
	}
	index = s.count
	s.add(1)
	defer func() {
		s.add(-1)
		if s.count == 0 && (s.state == -1 || s.state == 1) {
			s.set(0)
			s.cond.NotifyAll()
		}
	}()
	if index+1 == s.parties {
		s.trip()
		return index, nil
	}
	if !s.cond.WaitFor(func() bool { return s.state != 0 }, timeout...) {
		s.set(-2)
		s.cond.NotifyAll()
		return 0, barrier.ErrBroken
	}
	if s.state < 0 {
		return 0, barrier.ErrBroken
	}
	return index, nil
}

func (s *steps) trip() {
	tripped := false
	defer func() {
		if !tripped {
			s.set(-2)
			s.cond.NotifyAll()
		}
	}()
	if s.action != nil {
		s.action()
	}
	s.set(1)
	s.cond.NotifyAll()
	tripped = true
}

func (s *steps) Reset() {
	s.cond.Acquire()
	defer s.cond.Release()
	if s.count == 0 {
		s.set(0)
	} else if s.state == 0 || s.state == -2 {
		s.set(-1)
	}
	s.cond.NotifyAll()
}

func (s *steps) Abort() {
	s.cond.Acquire()
	defer s.cond.Release()
	s.set(-2)
	s.cond.NotifyAll()
}

func (s *steps) NWaiting() int {
	s.World().Do(sim.Op{Name: "n_waiting", Object: &s.Object, Effect: sim.Reads})
	if s.state == 0 {
		return s.count
	}
	return 0
}

func (s *steps) Broken() bool {
	s.World().Do(sim.Op{Name: "broken", Object: &s.Object, Effect: sim.Reads})
	return s.state == -2
}

func (s *steps) State() string {
	return fmt.Sprintf("%d/%d", s.count, s.parties) +
		map[int]string{1: " draining", -1: " resetting", -2: " broken"}[s.state]
}

// randomProgram is what each of some threads does: a letter for each call.
func randomProgram(r *rand.Rand) []string {
	threads := make([]string, 2+r.IntN(2))
	for i := range threads {
		for range 1 + r.IntN(4-len(threads)+1) {
			threads[i] += string("wwwwtzra?"[r.IntN(9)])
		}
	}
	return threads
}

// perform does what the letters say and notes what each thread got.
func perform(w *sim.World, b gate, threads []string, out *conformance.Out) {
	got := make([]string, len(threads))
	bodies := make([]func(), len(threads))
	for i, calls := range threads {
		bodies[i] = func() {
			for _, c := range calls {
				got[i] += string(c)
				raised := conformance.Try(func() {
					switch c {
					case 'w':
						got[i] += fmt.Sprint(pass(b.Wait()))
					case 't':
						got[i] += fmt.Sprint(pass(b.Wait(time.Second)))
					case 'z':
						got[i] += fmt.Sprint(pass(b.Wait(0)))
					case 'r':
						b.Reset()
					case 'a':
						b.Abort()
					case '?':
						got[i] += fmt.Sprint(b.NWaiting(), b.Broken())
					}
				})
				if raised != "ok" {
					got[i] += raised
				}
				got[i] += " "
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() { out.Put(fmt.Sprintf("%q %s", got, b.State())) })
	w.SpawnAll("t", bodies...)
}

var programs = flag.Int("programs", 60, "how many random programs TestRefinement compares")

// TestRefinement compares, on random programs of 2 or 3 threads with up to 3 calls each, the outcomes of the model with
// those of the barrier that takes every step that CPython takes. Some have an action, which may raise.
func TestRefinement(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range *programs {
		threads, parties, kind := randomProgram(r), 1+r.IntN(3), r.IntN(4)
		outcomes := func(create func(w *sim.World, action func()) gate) []string {
			found, _ := conformance.Search(t, &conformance.Case{ID: fmt.Sprint(threads), Strategy: "dpor", Limit: 2_000_000,
				Main: func(w *sim.World, out *conformance.Out) {
					var action func()
					switch kind {
					case 1:
						action = func() { w.Sleep(0) }
					case 2:
						action = func() { w.Sleep(0); panic(sim.ValueError("action")) }
					}
					perform(w, create(w, action), threads, out)
				}})
			slices.Sort(found)
			return found
		}
		model := outcomes(func(w *sim.World, action func()) gate {
			if action == nil {
				return barrier.New(w, "", parties)
			}
			return barrier.New(w, "", parties, barrier.Action(action))
		})
		refined := outcomes(func(w *sim.World, action func()) gate { return newSteps(w, parties, action) })
		if !slices.Equal(model, refined) {
			t.Fatalf("program %d, %q, %d parties, action %d:\nthe model gives %q\nCPython's steps %q",
				i, threads, parties, kind, model, refined)
		}
	}
}
