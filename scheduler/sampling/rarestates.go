package sampling

import (
	"simrun/internal/grow"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// RareStates goes back to a state that it has rarely seen, and goes on from there at random (Ecoffet, Huizinga, Lehman,
// Stanley, Clune: First Return, Then Explore, Nature 590, 2021: what the paper calls Go-Explore). A bug that takes many
// switches in the right places lies behind states each of which is rare if one comes from the one before the last, but
// not if one begins at the last: so what a walk from the start finds once in a million executions takes a few thousand.
// That states of the program are what to count is from Mukherjee, Deligiannis, Biswas, Lal: Learning-Based Controlled
// Concurrency Testing, OOPSLA 2020.
//
// A state is told by what the threads are about to do, an operation each, and by what the objects say of themselves that threads
// have raced for, as the value of a variable. Which thread stands where does not count, so that threads that do the same are one. So
// two states may be taken for one that differ in what threads keep to themselves; the search then goes on from the one
// that takes fewer choices. A thread that goes round in vain lets others go first: see events.
//
// Each execution depends on those before it, so several workers cannot share them out.
type RareStates struct {
	seed uint64
	rng  strategy.Random
	events

	states []state
	places map[uint64]int  // by fingerprint: the place in the list
	raced  map[uint64]bool // by key of an object: threads have raced for it
	kept   int             // choices that lead to them, at most

	number int      // of the execution under way, from 1
	path   *path    // of it
	back   []uint32 // the choices that it repeats
	parts  []uint64 // by object ID: its part of the fingerprint
	sum    uint64   // of the objects
	free   []int
	ready  []*sim.Thread
}

// state is one that was seen.
type state struct {
	seen   int   // executions that came to it, and those that went back to it
	path   *path // that led to it
	length int   // how many of its choices did
	last   int   // the last execution that came to it, from 1
}

// path is the choices of an execution: the alternatives that were taken.
type path struct{ choices []uint32 }

// What is kept is limited: when there are so many states or choices, no more are added.
const (
	mostStates  = 1 << 18
	mostChoices = 1 << 24
)

// candidates is how many states are drawn, of which the rarest is taken; in one of freshExecutions executions it is the start.
const (
	candidates      = 3
	freshExecutions = 20
)

// NewRareStates makes the strategy.
func NewRareStates(seed uint64) *RareStates {
	return &RareStates{seed: seed, events: newEvents(), places: map[uint64]int{}, raced: map[uint64]bool{}}
}

// Begin draws the state to go back to.
func (s *RareStates) Begin(int) bool {
	s.number++
	s.rng.Begin(s.seed, s.number)
	s.events.begin()
	clear(s.parts)
	s.sum, s.path, s.back = 0, &path{}, nil
	if len(s.states) == 0 || s.rng.Below(freshExecutions) == 0 {
		return true
	}
	rarest := &s.states[s.rng.Below(len(s.states))]
	for range candidates - 1 {
		if other := &s.states[s.rng.Below(len(s.states))]; other.seen < rarest.seen {
			rarest = other
		}
	}
	rarest.seen++
	s.back = rarest.path.choices[:rarest.length]
	return true
}

// Choose repeats the way to the state. From there on the running thread goes on in 3 of 10 choices at least, if it does not
// go round in vain, and otherwise any that does not.
func (s *RareStates) Choose(p *sim.Point) int {
	i := s.choose(p)
	s.path.choices = append(s.path.choices, uint32(i))
	return i
}

func (s *RareStates) choose(p *sim.Point) int {
	if at := len(s.path.choices); at < len(s.back) && int(s.back[at]) < p.Len() {
		return int(s.back[at])
	}
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	s.ready, s.free = p.Alternatives(s.ready[:0]), s.free[:0]
	for i, t := range s.ready {
		if !s.of(t).vain {
			s.free = append(s.free, i)
		}
	}
	switch {
	case len(s.free) == 0:
		return s.rng.Below(p.Len())
	case s.free[0] == 0 && !p.Voluntary() && s.rng.Below(10) < 3:
		return 0
	}
	return s.free[s.rng.Below(len(s.free))]
}

// Committed notes the state to which the step has led.
func (s *RareStates) Committed(step *sim.Step) {
	for i := range step.Touches {
		s.touched(step.Thread, &step.Touches[i])
	}
	s.events.committed(step)
	s.declared(step)
	s.reached(s.fingerprint())
}

// touched notes what an object says of itself after a step, if threads have raced for it.
func (s *RareStates) touched(by *sim.Thread, touch *sim.Touch) {
	o := touch.Object
	if !s.raced[o.Key()] {
		for _, t := range o.World().Threads() {
			if t != by && !t.Done() && conflicts(t, touch) {
				s.raced[o.Key()] = true
			}
		}
	}
	if touch.Write && s.raced[o.Key()] {
		part := grow.At(&s.parts, o.ID())
		s.sum -= *part
		*part = textPrint(o.Key(), stateOf(o))
		s.sum += *part
	}
}

// fingerprint is that of the state.
func (s *RareStates) fingerprint() uint64 {
	sum := s.sum
	for i := range s.threads {
		if at := s.threads[i].pending; at != 0 {
			sum += sim.Mix(uint64(at.operation()))
		}
	}
	return sum
}

// reached counts a state, once for an execution.
func (s *RareStates) reached(fingerprint uint64) {
	place, known := s.places[fingerprint]
	length := len(s.path.choices)
	if !known {
		if len(s.states) == mostStates || s.kept >= mostChoices {
			return
		}
		place = len(s.states)
		s.places[fingerprint] = place
		s.states = append(s.states, state{path: s.path, length: length})
		s.kept += length
	}
	st := &s.states[place]
	if st.last != s.number {
		st.seen, st.last = st.seen+1, s.number
	}
	if length < st.length {
		st.path, st.length = s.path, length
	}
}

// End has nothing to learn from the execution as a whole.
func (s *RareStates) End(*sim.Execution) {}

// Member says that its end is not that of a whole search.
func (s *RareStates) Member() bool { return true }

// Stands says that it has begun, once it has, and that something is left.
func (s *RareStates) Stands() (begun, finished bool) { return s.number > 0, false }

// Quota is how many executions the search goes on by in a round.
func (s *RareStates) Quota() int { return strategy.RoundLength }

// Executions is how many there were.
func (s *RareStates) Executions() int { return s.number }

// Exhausted is false: it never knows.
func (s *RareStates) Exhausted() bool { return false }

// Endless says that it goes on for ever.
func (s *RareStates) Endless() {}

// stateOf is what an object says of itself; nothing if that panics, because a strategy must not.
func stateOf(o *sim.Object) (state string) {
	defer func() { recover() }()
	return sim.StateOf(o)
}

// textPrint is a fingerprint of a text.
func textPrint(h uint64, text string) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 0x100000001b3 // FNV-1a
	}
	return sim.Mix(h)
}
