package systematic

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// FairDFS is the depth-first search of the fair schedules: for programs with threads that spin or poll, of which the
// plain search would only ever see the first one going round. See fairness.
type FairDFS struct {
	path Path
	fair fairness
	cut  bool
}

// NewFairDFS makes the search.
func NewFairDFS() *FairDFS { return &FairDFS{} }

// Begin goes on to the next schedule.
func (s *FairDFS) Begin(int) bool {
	s.fair.begin()
	return s.path.Next()
}

// Choose follows the path among the threads that are allowed.
func (s *FairDFS) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.path.Take(p.Len())
	}
	allowed := s.fair.alternatives(p)
	s.cut = s.cut || len(allowed) < p.Len()
	return allowed[s.path.Take(len(allowed))]
}

// Committed follows a step.
func (s *FairDFS) Committed(step *sim.Step) { s.fair.committed(step) }

// End drops what an execution did not come to.
func (s *FairDFS) End(*sim.Execution) { s.path.End() }

// Exhausted says whether all schedules were tried: that they were fair has left none out.
func (s *FairDFS) Exhausted() bool { return s.path.finish && !s.cut }

// Covered says whether all fair schedules were tried.
func (s *FairDFS) Covered() bool { return s.path.finish }

// Fair makes another strategy fair: where it chooses a thread that has to let others go first, one of those that need
// not is chosen in its place.
type Fair struct {
	strategy.Strategy
	fair fairness
	seed uint64
	rng  strategy.Random
}

// NewFair makes a strategy that is not a [strategy.Sequential] one fair.
func NewFair(inner strategy.Strategy, seed uint64) *Fair { return &Fair{Strategy: inner, seed: seed} }

// Begin prepares execution i.
func (s *Fair) Begin(i int) bool {
	s.fair.begin()
	s.rng.Begin(sim.Mix(s.seed), i)
	return s.Strategy.Begin(i)
}

// Choose is that of the other strategy, if that is allowed.
func (s *Fair) Choose(p *sim.Point) int {
	i := s.Strategy.Choose(p)
	if p.IsValue() || i < 0 {
		return i
	}
	allowed := s.fair.alternatives(p)
	for _, a := range allowed {
		if a == i {
			return i
		}
	}
	return allowed[s.rng.Below(len(allowed))]
}

// Committed follows a step.
func (s *Fair) Committed(step *sim.Step) {
	s.fair.committed(step)
	if o, ok := s.Strategy.(sim.Observer); ok {
		o.Committed(step)
	}
}

// Learning is the number of executions that the other strategy learns from.
func (s *Fair) Learning() int {
	if l, ok := s.Strategy.(strategy.Learner); ok {
		return l.Learning()
	}
	return 0
}
