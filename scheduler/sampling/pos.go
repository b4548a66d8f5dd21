package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// POS is partial order sampling (Yuan, Yang, Gu: Partial Order Aware Concurrency Sampling, CAV 2018, section 4,
// algorithm 1). Every pending event has a random priority, and the ready one with the highest is executed. After it,
// those that race with it get new priorities: that they came later than this event should not make them come late
// against the others too. So every way in which the dependent events can be ordered gets its chance, and independent
// events do not dilute it; nothing has to be learned of the program.
//
// The paper draws new priorities for the events that are ready and race. Here those that are blocked and depend on the
// event get new ones as well. That makes no difference: an event has become blocked by one that it raced with, so its
// priority was new then and has not been compared since.
type POS struct {
	seed       uint64
	rng        strategy.Random
	priorities []uint64 // by thread: of its pending event; 0 means that it is to be drawn
	ready      []*sim.Thread
}

// NewPOS makes the strategy.
func NewPOS(seed uint64) *POS { return &POS{seed: seed} }

// Begin goes to the random numbers of execution i.
func (s *POS) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	s.priorities = s.priorities[:0]
	return true
}

// Choose takes the ready event with the highest priority.
func (s *POS) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	best, bestPriority := 0, uint64(0)
	s.ready = p.Alternatives(s.ready[:0])
	for i, t := range s.ready {
		if q := s.priority(t.Index()); q > bestPriority {
			best, bestPriority = i, q
		}
	}
	return best
}

// priority is that of the thread's pending event.
func (s *POS) priority(thread int) uint64 {
	for len(s.priorities) <= thread {
		s.priorities = append(s.priorities, 0)
	}
	if s.priorities[thread] == 0 {
		s.priorities[thread] = s.rng.Uint64() | 1
	}
	return s.priorities[thread]
}

// Committed forgets the priority of the event that was executed and of those that race with it.
func (s *POS) Committed(step *sim.Step) {
	threads := step.Thread.World().Threads()
	for i := range min(len(threads), len(s.priorities)) {
		if t := threads[i]; t == step.Thread || races(t, step) {
			s.priorities[i] = 0
		}
	}
}

// races says whether the pending event of a thread depends on a step.
func races(t *sim.Thread, step *sim.Step) bool {
	for i := range step.Touches {
		if conflicts(t, &step.Touches[i]) {
			return true
		}
	}
	return false
}

// conflicts says whether the pending event of a thread is on the object that a step of another thread has touched, and
// one of them writes it. What the event would do is asked for after the step; that matters only where the step did not
// write the object, and then it is what it would have done before.
func conflicts(t *sim.Thread, touch *sim.Touch) bool {
	return names(t.Pending(), touch.Object) && (touch.Write || t.PendingEffect() == sim.Writes)
}

// names says whether an operation is one on the object.
func names(op *sim.Op, o *sim.Object) bool {
	if op.Object == o {
		return true
	}
	for _, also := range op.Also {
		if also == o {
			return true
		}
	}
	return false
}

// End has nothing to learn.
func (s *POS) End(*sim.Execution) {}
