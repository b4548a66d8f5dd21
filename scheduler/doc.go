// Package scheduler searches the executions of a program.
//
// A [Strategy] decides the choices of many executions, one after the other; each strategy is one file. [Explore] runs a
// program under a strategy, judges each execution by its properties, and reports what it saw: how many executions, how
// many of them were cut short by a limit, whether that was all there is, the distinct outcomes, and the findings. A
// finding is one distinct failure; [Shrink] gives it the schedule with the fewest preemptions, then the fewest steps.
//
// # Guarantee
//
// For a strategy, a seed and a number of executions the report is the same on every machine, with any number of
// workers. "No failure found" and "there is none" are different: the second is said only if the search was exhaustive,
// which covers every schedule of the program in the switching mode and under the clock that were asked for, with the
// input seed that was given.
//
// # Limits
//
// A strategy never sees the program, only choices and committed steps. What a program does outside its operations is
// not explored.
package scheduler
