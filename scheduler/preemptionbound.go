package scheduler

import "simrun/sim"

// PreemptionBound tries all schedules without a preemption, then those with one, two, and so on up to a limit, so that
// the first finding has the fewest (Musuvathi, Qadeer: Iterative Context Bounding for Systematic Testing of
// Multithreaded Programs, PLDI 2007). Each round repeats the ones before it: as these grow by a factor, that costs
// little, and nothing has to be kept.
type PreemptionBound struct {
	dfs   *DFS
	limit int
}

// NewPreemptionBound makes the strategy; limit may be Unbounded.
func NewPreemptionBound(limit int) *PreemptionBound {
	return &PreemptionBound{dfs: NewBoundedDFS(0), limit: limit}
}

// Begin goes on within the bound, or to the next bound.
func (s *PreemptionBound) Begin(i int) bool {
	if s.dfs.Begin(i) {
		return true
	}
	if !s.dfs.cut || s.dfs.bound >= s.limit {
		return false
	}
	s.dfs = NewBoundedDFS(s.dfs.bound + 1)
	return s.dfs.Begin(i)
}

// Choose is that of the search within the bound.
func (s *PreemptionBound) Choose(p *sim.Point) int { return s.dfs.Choose(p) }

// End is that of the search within the bound.
func (s *PreemptionBound) End(x *sim.Execution) { s.dfs.End(x) }

// Exhausted says whether no bound left anything out.
func (s *PreemptionBound) Exhausted() bool { return s.dfs.Exhausted() }

// Bound is the number of preemptions that is being tried.
func (s *PreemptionBound) Bound() int { return s.dfs.bound }
