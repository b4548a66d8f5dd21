package scheduler

import (
	"math"
	"sync/atomic"
)

// An exhaustive search says how far it has come by the estimator of Knuth (Estimating the Efficiency of Backtrack
// Programs, Mathematics of Computation 29, 1975, section 2), applied to what lies behind it: the part of a state that is
// explored is the part of its branches that are, each taken for equally large. The branches that a race may still add
// are not known, so the estimate of the whole is rather too small.

// wholeInterval is how many executions at least pass between two estimates.
const wholeInterval = 64

// whole is an estimate of the number of executions of an exhaustive search, for whoever watches it.
type whole struct{ bits atomic.Uint64 }

// set notes that a part of the whole was explored in so many executions.
func (w *whole) set(part float64, executions int) {
	if part > 0 {
		w.bits.Store(math.Float64bits(float64(executions) / part))
	}
}

// get is the estimate, 0 if there is none yet.
func (w *whole) get() float64 { return math.Float64frombits(w.bits.Load()) }

// part is how much is explored of what lies behind the start of the search: at each state of the path the branches that
// are done, and a part of the one that is being explored.
func (s *DPOR) part() float64 {
	if !s.member && s.tree.begun {
		return s.tree.part(s.tree.root)
	}
	part, weight := 0.0, 1.0
	for _, n := range s.nodes[s.shared:] {
		all := float64(n.over + max(len(n.branches), 1))
		part += weight * float64(n.over) / all
		weight /= all
	}
	return part
}

// part is how much is explored of what lies behind a step of the tree.
func (t *traceTree) part(e *wakeup) float64 {
	switch {
	case e.state == done:
		return 1
	case len(e.children) > 0:
		sum := 0.0
		for _, c := range e.children {
			sum += t.part(c)
		}
		return sum / float64(len(e.children))
	case e.state == taken:
		for _, s := range t.searches {
			if s.task == e {
				return s.part()
			}
		}
	}
	return 0
}

// part is how much of all schedules is explored.
func (s *DFS) part() float64 {
	part, weight := 0.0, 1.0
	for _, c := range s.path.choices {
		part += weight * float64(c.Index) / float64(c.N)
		weight /= float64(c.N)
	}
	return part
}

// part is that of the full search; nothing is known while sampling.
func (s *Auto) part() float64 {
	if full, ok := s.full.(parter); ok {
		return full.part()
	}
	return s.dpor.part()
}

// parter is a strategy that knows how much it has explored, from 0 to 1.
type parter interface{ part() float64 }

// estimateWhole updates the estimate now and then.
func (e *exploration) estimateWhole() {
	p, ok := e.workers[0].strategy.(parter)
	total := e.tally.executions
	for _, t := range e.round {
		total += t.tally.executions
	}
	if !ok || total < e.estimated+max(wholeInterval, e.estimated/8) { // it looks at all that is left
		return
	}
	e.estimated = total
	e.whole.set(p.part(), total)
}
