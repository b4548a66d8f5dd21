package scheduler

import (
	"math"
	"sync/atomic"
)

// An exhaustive search says how far it has come by the estimator of Knuth (Estimating the Efficiency of Backtrack
// Programs, Mathematics of Computation 29, 1975, section 2), applied to what lies behind it: the part of a state that is
// explored is the part of its branches that are, each taken for equally large. The branches that a race may still add
// are not known, so the estimate of the whole is rather too small.

// wholeInterval is how many executions pass between two estimates.
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

// part is how much of the tree is explored: at each state of the path the branches that are done, and a part of the one
// that is being explored.
func (s *DPOR) part() float64 {
	s.tree.mu.Lock()
	defer s.tree.mu.Unlock()
	part, weight := 0.0, 1.0
	for _, n := range s.nodes {
		doneHere, all := n.progress()
		part += weight * float64(doneHere) / float64(all)
		weight /= float64(all)
	}
	return part
}

// progress is how many branches of a node are done, and how many there are as far as is known.
func (n *node) progress() (finished, all int) {
	if n.owner != nil {
		return n.number, max(len(n.owner.children), n.number+1)
	}
	return n.over, n.over + max(len(n.branches), 1)
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
	return 0
}

// parter is a strategy that knows how much it has explored, from 0 to 1.
type parter interface{ part() float64 }

// estimateWhole updates the estimate now and then. One worker does, because all see about the same.
func (w *worker) estimateWhole() {
	p, ok := w.strategy.(parter)
	if !ok || w.id > 0 || w.executions.Load()%wholeInterval != 0 {
		return
	}
	total := 0
	for _, other := range w.e.workers {
		total += int(other.executions.Load())
	}
	w.e.whole.set(p.part(), total)
}
