package scheduler

import (
	"time"

	"simrun/scheduler/strategy"
)

// unlimitedRounds is the largest bound on rounds of polling in a search that has no other limit: each takes many times as
// long as the one before.
const unlimitedRounds = 3

// mostRounds is the largest bound on rounds of polling.
func (e *exploration) mostRounds() int {
	if e.o.Executions == 0 && e.o.Budget == 0 {
		return unlimitedRounds
	}
	return strategy.Unbounded
}

// stopped says whether the search is to end where it stands.
func (e *exploration) stopped() bool {
	return e.halted.Load() || e.ctx.Err() != nil || e.budget.Load() && e.found.Load() > 0
}

// searchTime is the part of the budget after which the search ends if there is a finding: the rest is for making the
// finding small, which takes thousands of executions. Those of a program that is executed elsewhere are many times as slow.
func (e *exploration) searchTime() time.Duration {
	switch {
	case e.o.NoShrink:
		return e.o.Budget
	case e.program.Stands != nil:
		return e.o.Budget - e.o.Budget/3
	}
	return e.o.Budget - min(e.o.Budget/5, 2*time.Second)
}

// shrinkEnds is when findings are no longer made smaller: at the end of the budget. Where a program is so slow that looking for what its
// threads share has taken the rest of it, a sixth more is for that: a schedule as it was found is hard to read.
func (e *exploration) shrinkEnds(start time.Time) time.Time {
	end := start.Add(e.o.Budget)
	if least := time.Now().Add(e.o.Budget / 6); least.After(end) {
		return least
	}
	return end
}

// budgetEnds stops the search, or lets it go on for the rest of the time if there is nothing to shrink.
func (e *exploration) budgetEnds() {
	e.budget.Store(true)
	if e.found.Load() > 0 {
		e.halt()
		return
	}
	time.AfterFunc(e.o.Budget-e.searchTime(), e.halt)
}

// halt ends the search at the next point of each execution that is under way.
func (e *exploration) halt() {
	e.halted.Store(true)
	e.cancel()
	if e.o.Checkpoint == "" {
		e.interrupt()
	} else {
		time.AfterFunc(haltGrace, e.interrupt) // an execution that comes to its end need not be repeated
	}
}

// haltGrace is how long an execution may go on when a search with a checkpoint is to end.
const haltGrace = 50 * time.Millisecond

// interrupt ends the executions that are under way.
func (e *exploration) interrupt() {
	for _, w := range e.workers {
		w.runner.Interrupt()
	}
}
