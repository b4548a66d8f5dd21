package thread_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

// startable is what the model and its refinement have in common: a daemon that writes a line.
type startable interface {
	Start()
	Join(timeout ...time.Duration)
	IsAlive() bool
	listed() bool
}

// modelled is the model behind that interface.
type modelled struct {
	*thread.Thread
	w *sim.World
}

func (m modelled) listed() bool { return slices.Contains(thread.Enumerate(m.w), m.Thread) }

// steps is a thread built from what threading.py has: the lock of the two dictionaries, an event, and a handle.
type steps struct {
	w             *sim.World
	dicts         *lock.Lock
	limbo, active bool
	started       *event.Event
	handle        sim.Object
	spawned, done bool
}

func newSteps(w *sim.World) *steps {
	s := &steps{w: w, dicts: lock.New(w, ""), started: event.New(w, "")}
	s.handle.Init(w, "Handle", "", s)
	return s
}

// Effect is that of a join of the handle.
func (s *steps) Effect(*sim.Thread) sim.Effect {
	if s.done {
		return sim.Reads
	}
	return sim.Blocks
}

func (s *steps) Start() {
	if s.started.IsSet() {
		panic(sim.RuntimeError("threads can only be started once"))
	}
	s.dicts.With(func() { s.limbo = true })
	if !s.w.Do(sim.Op{Name: "start", Object: &s.handle}) {
		return
	}
	s.spawned = true
	s.w.StartThread("x", func() {
		s.started.Set()
		s.dicts.With(func() { s.limbo, s.active = false, true })
		logging.Print(s.w, "x")
		s.dicts.With(func() { s.active = false })
		if s.w.Do(sim.Op{Name: "done", Object: &s.handle}) {
			s.done = true
		}
	})
	s.started.Wait()
}

func (s *steps) Join(timeout ...time.Duration) {
	if !s.started.IsSet() && !s.w.Killing() {
		panic(sim.RuntimeError("cannot join thread before it is started"))
	}
	op := sim.Op{Name: "join", Object: &s.handle, Guard: s}
	if len(timeout) > 0 {
		op.Timed, op.Deadline = true, s.w.After(timeout[0])
		if timeout[0] <= 0 {
			op.Guard, op.Effect = nil, sim.Reads
		}
	}
	s.w.Do(op)
}

func (s *steps) IsAlive() bool {
	if !s.started.IsSet() {
		return false
	}
	s.w.Do(sim.Op{Name: "is_done", Object: &s.handle, Effect: sim.Reads})
	return !s.done
}

func (s *steps) listed() (yes bool) {
	s.dicts.With(func() { yes = s.limbo || s.active })
	return yes
}

// call does what a letter says.
func call(x startable, _, _ int, letter rune) string {
	switch letter {
	case 's':
		x.Start()
	case 'j':
		x.Join()
	case 'J':
		x.Join(time.Second)
	case 'p':
		x.Join(0)
	case 'a':
		return fmt.Sprint(x.IsAlive())
	case 'e':
		return fmt.Sprint(x.listed())
	}
	return ""
}

// TestRefinement compares the model with a thread that takes every step that CPython takes. The main thread starts it;
// TH19 is about more than one start.
func TestRefinement(t *testing.T) {
	conformance.Refine(t, 40, func(r *rand.Rand, _ int) conformance.Pair {
		words := conformance.Words(r, "jJpaaeel")
		at := r.IntN(len(words[0]) + 1)
		words[0] = words[0][:at] + "s" + words[0][at:]
		return conformance.Sides[startable]{
			Words: words, InMain: true, Call: call,
			Model: func(w *sim.World) startable {
				line := thread.Target("x", func() { logging.Print(w, "x") })
				return modelled{thread.New(w, thread.Name("x"), thread.Daemon(true), line), w}
			},
			Steps: func(w *sim.World) startable { return newSteps(w) },
		}.Pair()
	})
}
