package scheduler

import "simrun/sim"

// Unbounded is the bound of a search that has none.
const Unbounded = int(^uint(0) >> 1)

// DFS tries every schedule, depth first: the plain search, without any reduction. It stands beside the cleverer ones
// as what they are tested against.
type DFS struct {
	path   sim.Schedule // the choices of the execution under way, those after at are from the one before
	at     int
	bound  int  // on preemptions
	cut    bool // the bound left something out
	begun  bool
	finish bool
}

// NewDFS makes the search of all schedules.
func NewDFS() *DFS { return &DFS{bound: Unbounded} }

// NewBoundedDFS makes the search of all schedules with at most so many preemptions.
func NewBoundedDFS(preemptions int) *DFS { return &DFS{bound: preemptions} }

// Begin goes on to the next schedule: the last choice that has an alternative left takes it.
func (s *DFS) Begin(int) bool {
	s.at = 0
	if !s.begun {
		s.begun = true
		return true
	}
	for n := len(s.path); n > 0; n-- {
		if c := &s.path[n-1]; c.Index+1 < c.N {
			c.Index++
			s.path = s.path[:n]
			return true
		}
	}
	s.path, s.finish = s.path[:0], true
	return false
}

// Choose follows the path, and takes the first alternative where it ends. A choice whose other alternatives would be
// a preemption too many has only one.
func (s *DFS) Choose(p *sim.Point) int {
	n := p.Len()
	if s.bound != Unbounded && !p.IsValue() && !p.Voluntary() && p.Preemptions() >= s.bound {
		n, s.cut = 1, true
	}
	if s.at == len(s.path) {
		s.path = append(s.path, sim.Choice{N: uint32(n)})
	}
	i := s.path[s.at].Index
	s.at++
	return int(i)
}

// End drops what an execution did not come to.
func (s *DFS) End(*sim.Execution) { s.path = s.path[:s.at] }

// Exhausted says whether all schedules were tried.
func (s *DFS) Exhausted() bool { return s.finish && !s.cut }

// Covered says whether all schedules within the bound were tried.
func (s *DFS) Covered() bool { return s.finish }
