package scheduler

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// Strategy decides the choices of many executions.
type Strategy interface {
	sim.Scheduler
	// Begin prepares execution number i, counted from 0. It returns false if the strategy has nothing left to try.
	// What it does in execution i depends on i alone, or it is a [Sequential] strategy.
	Begin(i int) bool
	// End is told how the execution went.
	End(x *sim.Execution)
}

// Sequential marks a strategy that goes from each execution to the next, so that the numbers of the executions cannot
// be shared out among workers.
type Sequential interface {
	// Exhausted says whether the strategy has tried everything, once Begin has returned false. A bound that cut
	// something off makes it false.
	Exhausted() bool
}

// Learner marks a strategy that learns from the first executions: every worker runs these itself.
type Learner interface {
	// Learning is the number of executions that it learns from.
	Learning() int
}

// Named describes a strategy for people.
type Named struct {
	Name string
	Help string
	// New makes the strategy with a seed.
	New func(seed uint64) Strategy
}

// Strategies lists the strategies by the name under which the command knows them.
func Strategies() []Named {
	return []Named{
		{"random", "uniform among the ready threads at every choice", func(seed uint64) Strategy { return NewRandom(seed) }},
		{"pct", "random priorities with few changes: finds bugs that need few orderings", func(seed uint64) Strategy { return NewPCT(seed, 3) }},
		{"time-sliced", "as the GIL does: each thread runs for 5 ms of virtual time", func(seed uint64) Strategy { return NewTimeSliced(seed, DefaultInterval) }},
		{"run-to-block", "a thread runs until it blocks: one execution", func(uint64) Strategy { return NewRunToBlock() }},
		{"dfs", "every schedule, depth first", func(uint64) Strategy { return NewDFS() }},
		{"preemption-bound", "every schedule with 0 preemptions, then 1, 2 …: the first finding has the fewest", func(uint64) Strategy { return NewPreemptionBound(Unbounded) }},
	}
}

// New makes the strategy of that name. The error lists the names there are.
func New(name string, seed uint64) (Strategy, error) {
	var names []string
	for _, s := range Strategies() {
		if s.Name == name {
			return s.New(seed), nil
		}
		names = append(names, s.Name)
	}
	return nil, fmt.Errorf("unknown strategy %q: use one of %s", name, strings.Join(names, ", "))
}
