package strategy

import (
	"errors"

	"simrun/sim"
)

// Strategy decides the choices of many executions.
type Strategy interface {
	sim.Scheduler
	// Begin prepares execution number i, counted from 0. It returns false if the strategy has nothing left to try.
	// What it does in execution i depends on i alone, or it is a [Sequential] strategy.
	Begin(i int) bool
	// End looks at the execution when it has ended.
	End(x *sim.Execution)
}

// Sequential marks a strategy that goes from each execution to the next, so that the numbers of the executions cannot
// be shared out among workers.
type Sequential interface {
	// Exhausted says whether the strategy has tried everything, once Begin has returned false. A bound that cut
	// something off makes it false.
	Exhausted() bool
}

// Endless marks a [Sequential] strategy that never has nothing left to try, so that Begin never returns false and something
// else has to end the search.
type Endless interface {
	Sequential
	Endless()
}

// Sharer marks a strategy that goes from each execution to the next, and that several workers can nevertheless carry out
// together: in rounds.
type Sharer interface {
	// Share makes the strategy of another worker, for executions that depend on their number alone.
	Share() Strategy
	// Round ends a round and begins the next, from execution number "next" on. It is either so many executions that
	// depend on their number alone, or searches, each of which goes on by itself; what they do, one after the other or
	// together, depends on nothing but the rounds before. Where there is neither, the search is over.
	Round(next int) (numbered int, searches []Strategy)
	// Spoilt says that it turned out that the search must not be shared: it is to be done again.
	Spoilt() bool
	// Again begins anew with what the spoilt search has shown.
	Again(spoilt Strategy)
}

// Sharing marks the searches that a [Sharer] gives for a round.
type Sharing interface {
	// Member says whether the search is one of several that together are the whole: then its end is not that of the whole.
	Member() bool
	// Stands says whether the search has begun, and whether nothing is left of it.
	Stands() (begun, finished bool)
	// Quota is how many executions the search goes on by in this round.
	Quota() int
}

// RoundLength is how many executions a search goes on by in a round, unless it says how many itself.
const RoundLength = 256

// Bounder marks a strategy that, in some programs, ends only if it bounds the rounds of polling. Then it raises the
// bound step by step.
type Bounder interface {
	// Rounds is up to how many rounds of polling everything was explored; 0 if the search has no such bound.
	Rounds() int
	LimitRounds(most int)
}

// Learner marks a strategy that learns from its first executions: every worker runs these itself.
type Learner interface {
	// Learning is the number of executions that it learns from.
	Learning() int
}

// BeginFirst prepares a strategy for one execution of a program. One that learns from the first executions is given
// these.
func BeginFirst(s Strategy, r *sim.Runner, p sim.Program, cfg sim.Config) {
	first := 0
	if l, ok := s.(Learner); ok {
		for ; first < l.Learning(); first++ {
			s.Begin(first)
			s.End(r.Run(p, cfg, s))
		}
	}
	s.Begin(first)
}

// Discarder marks a strategy some of whose executions do not count, because they repeat others or turn out to show
// nothing new.
type Discarder interface {
	// Discard says so of the last execution, after End.
	Discard() bool
}

// Repeater marks a strategy that may need an execution once more, under the same number, before it can judge it.
type Repeater interface {
	// Repeats says so of the last execution, after End. What that one showed does not count.
	Repeats() bool
}

// Measurer marks a strategy that knows which part of all executions it has explored, from 0 to 1.
type Measurer interface{ Part() float64 }

// Unbounded is the bound of a search that has none.
const Unbounded = int(^uint(0) >> 1)

// ErrNotRepeated says that the program did something else when it was to do the same.
var ErrNotRepeated = errors.New("the program does not repeat")
