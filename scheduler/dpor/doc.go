// Package dpor explores each trace of a program, and nearly always only once: optimal dynamic partial order reduction.
//
// Executions that differ only in the order of independent steps are one trace, and end alike; [DPOR] runs the program
// once for each trace. When an execution has ended, the search looks for its races, that is, for two dependent steps of
// which the second could have come first (races.go). Each race gives a sequence of steps that is to be explored, which
// the search inserts into a wakeup tree (wakeup.go). Workers share a search by sharing the tree (tracetree.go), round by
// round (rounds.go). A checkpoint holds the tree, and where each worker's search stands in it ([Saved]).
//
// Where no thread can go on until time passes, that is a barrier: what comes behind it cannot come before (lulls.go).
//
// # Guarantee
//
// A search that says that it is exhausted has seen every trace, and so every way in which the program can end. Where
// threads poll without end, the search bounds the rounds of polling, raises the bound step by step, and says up to which
// bound it has seen everything.
//
// # Limits
//
// Where it depends on the state that a step finds what it touches beyond its operation, or whether it ends the execution, it is taken
// for all that it was seen to do, and some traces are visited more than once (beyond.go).
//
// It needs a clock that steps do not move ([sim.World.StepsMoveClock]): otherwise no two steps commute. The number of
// traces may grow exponentially. DPOR believes what operations declare: it does not see what threads share outside
// the models.
package dpor
