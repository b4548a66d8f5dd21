package scheduler

import (
	"fmt"
	"strconv"
	"strings"

	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
)

// Named describes a strategy for people.
type Named struct {
	Name string
	Help string
	// New makes the strategy with a seed.
	New func(seed uint64) strategy.Strategy
}

// Strategies lists the strategies by the name under which the command knows them.
func Strategies() []Named {
	return []Named{
		{"auto", "portfolio first, then in turns with dpor and rare-states until dpor has seen everything: finds bugs fast, and proves that there are none", func(seed uint64) strategy.Strategy { return NewAuto(seed) }},
		{"random", "uniform among the ready threads at every choice", func(seed uint64) strategy.Strategy { return sampling.NewRandom(seed) }},
		{"portfolio", "random, pct, pos, urw and surw in turn", func(seed uint64) strategy.Strategy { return sampling.NewPortfolio(seed) }},
		{"pct", "random priorities with few changes: finds bugs that need few orderings; pct-5 for up to five", func(seed uint64) strategy.Strategy { return sampling.NewPCT(seed, sampling.DefaultDepth) }},
		{"fair-pct", "pct, then random: for threads that spin or poll; fair-pct-5 for up to five orderings", func(seed uint64) strategy.Strategy { return sampling.NewFairPCT(seed, sampling.DefaultDepth) }},
		{"pos", "random priorities of operations: tries the orders of those that depend on each other", func(seed uint64) strategy.Strategy { return sampling.NewPOS(seed) }},
		{"urw", "threads weighed by the steps that they have left: uniform among interleavings", func(seed uint64) strategy.Strategy { return sampling.NewURW(seed) }},
		{"surw", "uniform among the interleavings of the operations on one object, each time another one", func(seed uint64) strategy.Strategy { return sampling.NewSURW(seed) }},
		{"rff", "reads-from fuzzing: changes what reads are to see, and keeps what shows something new", func(seed uint64) strategy.Strategy { return sampling.NewRFF(seed) }},
		{"rare-states", "goes back to states that it has rarely seen, and on from there: for bugs that take many switches", func(seed uint64) strategy.Strategy { return sampling.NewRareStates(seed) }},
		{"time-sliced", "as the GIL does: each thread runs for 5 ms of virtual time, often less or more", func(seed uint64) strategy.Strategy { return sampling.NewTimeSliced(seed, sampling.DefaultInterval) }},
		{"run-to-block", "a thread runs until it blocks: one execution", func(uint64) strategy.Strategy { return sampling.NewRunToBlock() }},
		{"dfs", "every schedule, depth first", func(uint64) strategy.Strategy { return systematic.NewDFS() }},
		{"fair-dfs", "every fair schedule, depth first: for threads that spin or poll", func(uint64) strategy.Strategy { return systematic.NewFairDFS() }},
		{"dpor", "every schedule, but mostly one for each order of dependent steps: optimal dynamic partial order reduction", func(uint64) strategy.Strategy { return dpor.New() }},
		{"preemption-bound", "every trace with 0 preemptions, then 1, 2 …: the first finding has the fewest; preemption-bound-2 for up to two", func(uint64) strategy.Strategy { return systematic.NewPreemptionBound(strategy.Unbounded) }},
		{"delay-bound", "a round-robin scheduler, then every trace with 1 delay of a thread, 2 …; delay-bound-2 for up to two", func(uint64) strategy.Strategy { return systematic.NewDelayBound(strategy.Unbounded) }},
	}
}

// New makes the strategy of that name. The error lists the names there are.
func New(name string, seed uint64) (strategy.Strategy, error) {
	var names []string
	for _, s := range Strategies() {
		if s.Name == name {
			return s.New(seed), nil
		}
		names = append(names, s.Name)
	}
	if s := withNumber(name, seed); s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("unknown strategy %q: use one of %s", name, strings.Join(names, ", "))
}

// withNumber makes the strategies whose name ends in a number: the depth of the bugs that they look for, as in "pct-2",
// or the bound up to which they search. It returns nil for other names.
func withNumber(name string, seed uint64) strategy.Strategy {
	at := strings.LastIndexByte(name, '-')
	n, err := strconv.Atoi(name[at+1:])
	if at < 0 || err != nil || n < 0 || strconv.Itoa(n) != name[at+1:] {
		return nil
	}
	switch name = name[:at]; {
	case name == "preemption-bound":
		return systematic.NewPreemptionBound(n)
	case name == "delay-bound":
		return systematic.NewDelayBound(n)
	case name == "pct" && n > 0:
		return sampling.NewPCT(seed, n)
	case name == "fair-pct" && n > 0:
		return sampling.NewFairPCT(seed, n)
	}
	return nil
}
