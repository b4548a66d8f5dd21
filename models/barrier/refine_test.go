package barrier_test

import (
	"fmt"
	"math/rand/v2"
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

// call does what a letter says.
func call(b gate, _, _ int, letter rune) string {
	switch letter {
	case 'w':
		return fmt.Sprint(pass(b.Wait()))
	case 't':
		return fmt.Sprint(pass(b.Wait(time.Second)))
	case 'z':
		return fmt.Sprint(pass(b.Wait(0)))
	case 'r':
		b.Reset()
	case 'a':
		b.Abort()
	case '?':
		return fmt.Sprint(b.NWaiting(), b.Broken())
	}
	return ""
}

// TestRefinement compares the model with a barrier that takes every step that CPython takes. Some have an action, which
// may raise.
func TestRefinement(t *testing.T) {
	conformance.Refine(t, 60, func(r *rand.Rand, _ int) conformance.Pair {
		words, parties, kind := conformance.Words(r, "wwwwwtzra?l"), 1+r.IntN(3), r.IntN(4)
		action := func(w *sim.World) func() {
			switch kind {
			case 1:
				return func() { w.Sleep(0) }
			case 2:
				return func() { w.Sleep(0); panic(sim.ValueError("action")) }
			}
			return nil
		}
		return conformance.Sides[gate]{
			Words: words,
			Model: func(w *sim.World) gate {
				if f := action(w); f != nil {
					return barrier.New(w, "", parties, barrier.Action(f))
				}
				return barrier.New(w, "", parties)
			},
			Steps: func(w *sim.World) gate { return newSteps(w, parties, action(w)) },
			Call:  call, Final: gate.State,
		}.Pair(parties, " parties, action ", kind)
	})
}
