package systematic

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Path is where a depth-first search stands: the choices of the execution under way. Those from "at" on are from the
// execution before.
type Path struct {
	choices sim.Schedule
	at      int
	begun   bool
	finish  bool
}

// Next goes on to the next execution: the last choice that has an alternative left takes it.
func (p *Path) Next() bool {
	p.at = 0
	if !p.begun {
		p.begun = true
		return true
	}
	for n := len(p.choices); n > 0; n-- {
		if c := &p.choices[n-1]; c.Index+1 < c.N {
			c.Index++
			p.choices = p.choices[:n]
			return true
		}
	}
	p.choices, p.finish = p.choices[:0], true
	return false
}

// Fresh says whether the execution has left what it shares with the one before.
func (p *Path) Fresh() bool { return p.at == len(p.choices) }

// Take follows the path, and takes the first of n alternatives where it ends.
func (p *Path) Take(n int) int {
	if p.Fresh() {
		p.choices = append(p.choices, sim.Choice{N: uint32(n)})
	}
	i := p.choices[p.at].Index
	p.at++
	return int(i)
}

// Exhausted says whether all executions are over.
func (p *Path) Exhausted() bool { return p.finish }

// Again makes the next execution the same as the last one.
func (p *Path) Again() { p.begun = false }

// End drops what an execution did not come to.
func (p *Path) End() { p.choices = p.choices[:p.at] }

// DFS tries every schedule, depth first: the plain search, without any reduction. It stands beside the cleverer ones
// as what they are tested against.
type DFS struct {
	path  Path
	bound int  // on preemptions
	cut   bool // the bound left something out
}

// NewDFS makes the search of all schedules.
func NewDFS() *DFS { return &DFS{bound: strategy.Unbounded} }

// NewBoundedDFS makes the search of all schedules with at most so many preemptions.
func NewBoundedDFS(preemptions int) *DFS { return &DFS{bound: preemptions} }

// Begin goes on to the next schedule.
func (s *DFS) Begin(int) bool { return s.path.Next() }

// Choose follows the path. A choice whose other alternatives would be a preemption too many has only one.
func (s *DFS) Choose(p *sim.Point) int {
	n := p.Len()
	if s.bound != strategy.Unbounded && !p.IsValue() && !p.Voluntary() && p.Preemptions() >= s.bound {
		n, s.cut = 1, true
	}
	return s.path.Take(n)
}

// End drops what an execution did not come to.
func (s *DFS) End(*sim.Execution) { s.path.End() }

// Exhausted says whether all schedules were tried.
func (s *DFS) Exhausted() bool { return s.path.finish && !s.cut }

// Covered says whether all schedules within the bound were tried.
func (s *DFS) Covered() bool { return s.path.finish }

// Part is how much of all schedules is explored.
func (s *DFS) Part() float64 {
	part, weight := 0.0, 1.0
	for _, c := range s.path.choices {
		part += weight * float64(c.Index) / float64(c.N)
		weight /= float64(c.N)
	}
	return part
}
