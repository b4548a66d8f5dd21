// Package dpor explores each trace of a program exactly once: optimal dynamic partial order reduction.
//
// Executions that differ only in the order of independent steps are one trace, and end alike. [DPOR] runs the program once
// for each. When an execution is over its races are looked for, two dependent steps of which the second could have come
// first (races.go), and each gives a sequence of steps that is to be explored: it is inserted into a wakeup tree
// (wakeup.go). Workers share a search by sharing the tree (tracetree.go), round after round (rounds.go), and a checkpoint
// holds what is left of it ([Saved]).
//
// # Guarantee
//
// A search that says that it is exhausted has seen every trace, and so every way in which the program can end. Where
// threads poll without end it goes from each bound on rounds of polling to the next, and says how far it came.
//
// # Limits
//
// It needs the clock Anytime: under the virtual one every step moves the clock, so that no two commute. The number of
// traces may grow exponentially, too. It believes what operations declare: what threads share past the models it does not see.
package dpor
