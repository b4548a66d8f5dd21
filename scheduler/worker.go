package scheduler

import (
	"sync/atomic"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// worker executes the program: it takes one task of a round after the other.
type worker struct {
	e        *exploration
	id       int
	strategy strategy.Strategy // for executions that depend on their number alone
	runner   *sim.Runner
	learned  int // executions that its strategy has learned from

	executions, truncated, steps atomic.Int64 // for Progress
}

// carryOut goes on with a task as far as it may.
func (w *worker) carryOut(t *task) {
	s := t.search
	if s == nil {
		s = w.strategy
		if l, ok := s.(strategy.Learner); ok { // each worker learns the same; who has the task with these numbers counts
			for w.learned < min(t.first+t.used, l.Learning()) && w.once(t, func() bool { return w.execute(s, w.learned, nil) }) {
				w.learned++
			}
		}
	}
	next := func() bool { // with its number, so that no checkpoint has the one without the other
		if !w.execute(s, t.first+t.used, t) {
			return false
		}
		if t.used++; t.search == nil {
			w.learned = max(w.learned, t.first+t.used)
		}
		return true
	}
	for t.used < t.allowed && !t.over && w.once(t, next) {
		if w.e.o.First && len(t.tally.findings) > 0 {
			w.e.cutBehind(t)
			return
		}
	}
}

// once calls what carries out an execution, unless the task is to go no further.
func (w *worker) once(t *task, execute func() bool) bool {
	e := w.e
	if e.o.Checkpoint != "" {
		e.crew.Enter()
		defer e.crew.Exit()
	}
	if e.stopped() || int64(t.place) > e.cut.Load() {
		return false
	}
	return execute()
}

// execute runs execution i, again if the strategy wants to, and counts it for the task, if there is one. It returns false
// if there was nothing to execute, or it was interrupted.
func (w *worker) execute(s strategy.Strategy, i int, t *task) bool {
	e := w.e
	repeats, _ := s.(strategy.Repeater)
	discards, _ := s.(strategy.Discarder)
	for again := true; again; again = repeats != nil && repeats.Repeats() {
		if !s.Begin(i) {
			if t != nil {
				t.over = true
			}
			return false
		}
		x := w.runner.Run(e.program, e.o.Config, s)
		if x.End == sim.Interrupted {
			e.torn.Store(true)
			return false
		}
		s.End(x)
		switch {
		case t == nil || repeats != nil && repeats.Repeats():
		case discards != nil && discards.Discard():
			t.tally.redundant++
		default:
			w.count(t, x)
		}
	}
	return true
}

// count enters an execution into the tally of its task.
func (w *worker) count(t *task, x *sim.Execution) {
	verdict, failures := sim.Judge(x, w.e.o.Properties)
	w.executions.Add(1)
	w.steps.Add(int64(x.Steps))
	if cutShort(x, verdict) {
		w.truncated.Add(1)
	}
	if t.tally.add(w.e.program, t.used, x, verdict, failures) {
		w.e.found.Add(1)
	}
	if t.alone && w.executions.Load()%wholeInterval == 0 {
		w.e.estimateWhole()
	}
}
