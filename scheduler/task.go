package scheduler

import "simrun/scheduler/strategy"

// task is a part of a round, which one worker carries out: some executions, one after the other.
type task struct {
	search  strategy.Strategy // the strategy that goes from each execution to the next; nil if executions depend on their number alone
	place   int               // in the round
	first   int               // number of the first execution; that of a search is known when the round is over
	quota   int               // executions in this round
	allowed int               // how many of them the limit of all executions allows, as far as is known
	used    int               // how many were carried out, those that turned out to show nothing new among them
	over    bool              // there is nothing left to try
	alone   bool              // in the round
	tally   *tally
}

func (t *task) complete() bool { return t.over || t.used == t.quota }

// shares says whether a task is one of several searches that together are the whole.
func (t *task) shares() bool {
	m, ok := t.search.(strategy.Sharing)
	return ok && m.Member()
}
