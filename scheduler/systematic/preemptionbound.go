package systematic

import "simrun/sim"

// PreemptionBound tries all schedules without a preemption, then those with one, two, and so on up to a limit, so that
// the first finding has the fewest (Musuvathi, Qadeer: Iterative Context Bounding for Systematic Testing of
// Multithreaded Programs, PLDI 2007). It visits exactly the traces that have a linearisation within the bound, each
// once, when the bound comes to the fewest preemptions with which the trace can be had: see bounded.
type PreemptionBound struct {
	search *bounded
	limit  int
}

// NewPreemptionBound makes the strategy; limit may be Unbounded.
func NewPreemptionBound(limit int) *PreemptionBound {
	return &PreemptionBound{search: newBounded(preemptions{}, 0), limit: limit}
}

// NewExactPreemptionBound tries what has at most so many preemptions, all at once.
func NewExactPreemptionBound(bound int) *PreemptionBound {
	return &PreemptionBound{search: newBounded(preemptions{}, bound), limit: bound}
}

// Begin goes on within the bound, or to the next bound.
func (s *PreemptionBound) Begin(int) bool { return s.search.beginUpTo(s.limit) }

// Plan is that of the search within the bound.
func (s *PreemptionBound) Plan() []int32 { return s.search.plan() }

// Choose is that of the search within the bound.
func (s *PreemptionBound) Choose(p *sim.Point) int { return s.search.choose(p) }

// Committed is that of the search within the bound.
func (s *PreemptionBound) Committed(step *sim.Step) { s.search.committed(step) }

// End is that of the search within the bound.
func (s *PreemptionBound) End(x *sim.Execution) { s.search.end(x) }

// Discard says whether the last execution showed nothing new.
func (s *PreemptionBound) Discard() bool { return s.search.redundant() }

// Blocked is the number of executions that showed nothing new.
func (s *PreemptionBound) Blocked() int { return s.search.repeats }

// Exhausted says whether no bound left anything out.
func (s *PreemptionBound) Exhausted() bool { return s.search.path.finish && !s.search.cut }

// Covered says whether everything within the limit was tried.
func (s *PreemptionBound) Covered() bool { return s.search.path.finish }

// Bound is the number of preemptions that is being tried.
func (s *PreemptionBound) Bound() int { return s.search.bound }

// preemptions is the price of switching away from a thread that could go on: one.
type preemptions struct{}

func (preemptions) begin()              {}
func (preemptions) committed(*sim.Step) {}

func (preemptions) within(p *sim.Point, left int) int {
	if left > 0 || p.Voluntary() {
		return p.Len()
	}
	return 1
}

func (preemptions) take(p *sim.Point, rank int) (alternative, cost int) {
	if rank > 0 && !p.Voluntary() {
		return rank, 1
	}
	return rank, 0
}

// key is the thread that is not left for nothing.
func (preemptions) key(p *sim.Point) uint64 {
	if p.Voluntary() {
		return 0
	}
	return uint64(p.Current().Index()) + 1
}
