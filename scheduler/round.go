package scheduler

import (
	"math"
	"slices"

	"simrun/scheduler/strategy"
)

// numberedLength is how many numbers a task has at most.
const numberedLength = 64

// numberedElsewhere is that of a task that has to travel.
const numberedElsewhere = 1024

// plan ends a round that is complete, and begins the next. Otherwise the round goes on, or stays as it is, for a
// checkpoint and for the report. It returns the tasks that can go on; none ends the search.
func (e *exploration) plan() []*task {
	before, cut := len(e.round), e.cut.Load() < math.MaxInt64
	if cut {
		before = int(e.cut.Load())
	}
	if e.stopped() || e.o.First && len(e.tally.findings) > 0 {
		return nil
	}
	if list := e.allow(before); len(list) > 0 || cut {
		return list
	}
	if slices.ContainsFunc(e.round, func(t *task) bool { return !t.complete() }) {
		return nil // the limit
	}
	e.commit()
	if e.incomplete() {
		return nil
	}
	if e.tried = e.tried || !e.nextRound(); e.tried {
		return nil
	}
	return e.allow(len(e.round))
}

// allow says how far the tasks may go before the one at a place: as far as the limit lets them if the ones before go on
// to their end. It returns those that can go on.
func (e *exploration) allow(before int) []*task {
	left := strategy.Unbounded
	if e.o.Executions > 0 {
		left = e.o.Executions - e.next
	}
	var list []*task
	for _, t := range e.round[:before] {
		t.allowed = min(t.quota, left)
		if left != strategy.Unbounded && t.over {
			left -= t.used
		} else if left != strategy.Unbounded {
			left -= t.allowed
		}
		if !t.over && t.used < t.allowed {
			list = append(list, t)
		}
	}
	return list
}

// commit enters what the tasks of a round saw, in their order.
func (e *exploration) commit() {
	for _, t := range e.round {
		e.tried = e.tried || t.over && !t.shares()
		e.enter(t)
	}
	e.round = nil
	e.found.Store(int64(len(e.tally.findings)))
	e.estimateWhole()
}

// enter enters what a task saw.
func (e *exploration) enter(t *task) {
	e.tally.merge(t.tally, e.next)
	e.next += t.used
	t.tally.reset()
	e.spare = append(e.spare, t.tally)
}

// nextRound begins a round; it returns false if there is none.
func (e *exploration) nextRound() bool {
	first := e.workers[0].strategy
	numbered := strategy.Unbounded
	var searches []strategy.Strategy
	if s, ok := first.(strategy.Sharer); ok {
		numbered, searches = s.Round(e.next)
	} else if _, ok := first.(strategy.Sequential); ok {
		searches = []strategy.Strategy{first}
	}
	if len(searches) == 0 {
		return e.numbered(numbered)
	}
	for _, s := range searches {
		e.addTask(&task{search: s, quota: quota(s), first: e.next})
	}
	e.round[0].alone = len(e.round) == 1
	return true
}

// quota is how many executions a search goes on by in a round.
func quota(s strategy.Strategy) int {
	if s, ok := s.(strategy.Sharing); ok {
		return s.Quota()
	}
	return strategy.RoundLength
}

// numbered makes tasks of the next numbers, at most so many.
func (e *exploration) numbered(most int) bool {
	learning := 0
	if l, ok := e.workers[0].strategy.(strategy.Learner); ok {
		learning = l.Learning()
	}
	if e.o.Executions > 0 {
		most = min(most, e.o.Executions-e.next)
	}
	at := e.next
	if at < learning {
		most = min(most, learning-at)
		return most > 0 && e.addTask(&task{first: at, quota: most})
	}
	tasks, length := 8*len(e.workers), numberedLength
	if e.o.Elsewhere != nil {
		tasks, length = 8*max(e.o.Elsewhere.Slots(), 1), numberedElsewhere
	}
	for range tasks {
		if n := min(e.length, most); n > 0 {
			e.addTask(&task{first: at, quota: n})
			at, most = at+n, most-n
		}
	}
	e.length = min(2*e.length, length)
	return len(e.round) > 0
}

func (e *exploration) addTask(t *task) bool {
	t.place = len(e.round)
	t.tally = e.newTally()
	e.round = append(e.round, t)
	return true
}

// newTally is one for a task. It knows what was seen in earlier rounds.
func (e *exploration) newTally() *tally {
	k := len(e.spare) - 1
	if k < 0 {
		return newTally(e.tally)
	}
	t := e.spare[k]
	e.spare = e.spare[:k]
	return t
}

// cutBehind ends the tasks after one that has found something: the numbers of their executions are higher.
func (e *exploration) cutBehind(t *task) {
	for {
		at := e.cut.Load()
		if int64(t.place) >= at || e.cut.CompareAndSwap(at, int64(t.place)) {
			return
		}
	}
}

// enterRest enters the tasks of the last round when the search has ended before they were complete. After a first
// finding that ended the search nothing counts.
func (e *exploration) enterRest() {
	for _, t := range e.round {
		if int64(t.place) <= e.cut.Load() {
			e.next = max(e.next, t.first)
			e.enter(t)
		}
	}
	e.round = nil
}
