package scheduler

import (
	"sync"
	"sync/atomic"

	"simrun/sim"
)

// worker executes its share of the numbers.
type worker struct {
	e        *exploration
	id       int
	strategy Strategy
	runner   *sim.Runner
	tally    *tally
	tried    bool // the strategy has nothing left

	executions, truncated, steps atomic.Int64 // for Progress
}

// run is the whole work of a worker.
func (w *worker) run() {
	e := w.e
	if s, ok := w.strategy.(interface{ pauseWith(sync.Locker) }); ok && e.o.Checkpoint != "" {
		s.pauseWith(e.between.RLocker())
	}
	first := 0
	if l, ok := w.strategy.(Learner); ok {
		first = l.Learning()
		counted := e.learned.Load()
		for i := range first { // each worker learns the same; one of them counts
			if !w.next(func() bool { return w.execute(i, w.id == 0 && int64(i) >= counted) }) {
				return
			}
			if w.id == 0 {
				e.learned.Store(max(counted, int64(i+1)))
			}
		}
	}
	share := func() bool {
		if w.execute(first+int(e.next.Add(1)-1), true) {
			return true
		}
		e.next.Add(-1) // not carried out
		return false
	}
	for w.next(share) {
	}
}

// next calls what carries out an execution, unless the search is to end; it returns false when the worker is done.
func (w *worker) next(execute func() bool) bool {
	e := w.e
	e.between.RLock()
	defer e.between.RUnlock()
	if e.halted.Load() || e.budget.Load() && e.found.Load() > 0 {
		return false
	}
	return execute()
}

// execute runs execution i, again if the strategy wants to; it returns false when the worker is done.
func (w *worker) execute(i int, count bool) bool {
	e := w.e
	if e.o.Executions > 0 && i >= e.o.Executions || e.o.First && int64(i) > e.lowest.Load() {
		return false
	}
	repeats, _ := w.strategy.(Repeater)
	for again := true; again; again = repeats != nil && repeats.Repeats() {
		if !w.strategy.Begin(i) {
			w.tried = true
			return false
		}
		x := w.runner.Run(e.program, e.o.Config, w.strategy)
		if x.End == sim.Interrupted {
			e.torn.Store(true)
			return false
		}
		w.strategy.End(x)
		if d, ok := w.strategy.(Discarder); (!ok || !d.Discard()) && count {
			w.count(i, x)
		}
	}
	return true
}

// count enters an execution into the tally.
func (w *worker) count(i int, x *sim.Execution) {
	verdict, failures := sim.Judge(x, w.e.o.Properties)
	w.executions.Add(1)
	w.steps.Add(int64(x.Steps))
	w.estimateWhole()
	if verdict == sim.Inconclusive {
		w.truncated.Add(1)
	}
	if w.tally.add(w.e.program, i, x, verdict, failures) {
		w.e.found.Add(1)
		for {
			low := w.e.lowest.Load()
			if int64(i) >= low || w.e.lowest.CompareAndSwap(low, int64(i)) {
				break
			}
		}
	}
}
