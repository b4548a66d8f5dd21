package scheduler

import (
	"math"
	"sync/atomic"

	"simrun/scheduler/strategy"
)

// An exhaustive search says how far it has come by the estimator of Knuth (Estimating the Efficiency of Backtrack
// Programs, Mathematics of Computation 29, 1975, section 2), applied to what lies behind it: the part of a state that is
// explored is the part of its branches that are, each taken for equally large. The branches that a race may still add
// are not known, so the estimate of the whole is rather too small.

// wholeInterval is how many executions at least pass between two estimates.
const wholeInterval = 64

// whole is an estimate of how many executions an exhaustive search will need, for progress reports.
type whole struct{ bits atomic.Uint64 }

// set notes that a part of the whole was explored in so many executions.
func (w *whole) set(part float64, executions int) {
	if part > 0 {
		w.bits.Store(math.Float64bits(float64(executions) / part))
	}
}

// get is the estimate, 0 if there is none yet.
func (w *whole) get() float64 { return math.Float64frombits(w.bits.Load()) }

// estimateWhole updates the estimate now and then.
func (e *exploration) estimateWhole() {
	p, ok := e.workers[0].strategy.(strategy.Measurer)
	total := e.tally.executions
	for _, t := range e.round {
		total += t.tally.executions
	}
	if !ok || total < e.estimated+max(wholeInterval, e.estimated/8) { // it looks at all that is left
		return
	}
	e.estimated = total
	e.whole.set(p.Part(), total)
}
