package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// URW is the uniform random walk (Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency Testing, ASPLOS
// 2025, section 3.1, algorithm 1): each ready thread is chosen with a probability in proportion to the steps that it
// has left. If these numbers are right and no thread ever blocks, every interleaving is equally likely: the chosen
// share is that of the interleavings which go on with this thread. A random walk, in contrast, favours those in which
// short threads end early.
//
// The numbers are the most steps that each thread made in the executions it learns from.
type URW struct {
	seed uint64
	rng  strategy.Random
	*profile
	left    remaining
	learned bool
}

// NewURW makes the strategy.
func NewURW(seed uint64) *URW { return newURW(seed, newProfile()) }

func newURW(seed uint64, p *profile) *URW { return &URW{seed: seed, profile: p} }

// Begin goes to the random numbers of execution i and to the start of the threads.
func (s *URW) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	s.profile.begin(i)
	if !s.learning {
		if !s.learned {
			s.left.set(s.threads, func(thread int) int { return s.threads[thread].steps })
			s.learned = true
		}
		s.left.begin()
	}
	return true
}

// Choose weighs each ready thread with the steps that it has left.
func (s *URW) Choose(p *sim.Point) int {
	if s.learning {
		return s.walk(p, &s.rng)
	}
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	s.ready = p.Alternatives(s.ready[:0])
	return s.left.drawReady(s.ready, &s.rng)
}

// Committed counts the step.
func (s *URW) Committed(step *sim.Step) {
	if s.learning {
		s.committed(step)
		return
	}
	if step.Index >= 0 { // what comes before the first step is none
		s.left.spend(step.Thread.Index())
	}
	for _, t := range step.Spawned {
		s.left.created(t.Index())
	}
}

// End learns how many steps the threads made.
func (s *URW) End(x *sim.Execution) { s.profile.end(x) }
