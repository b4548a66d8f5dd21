// Package bench measures the simulator: how fast it is, and how soon its strategies find a bug. It gives the figures of
// "simrun bench", of its own tests and of docs/performance.md.
//
// # Words
//
// The round trip R is the time to resume a bare iter.Pull coroutine that yields at once: the simulator cannot be much
// faster than that. A [Figure] is the result of one benchmark, mostly a ratio: to R, to a bare loop, or to another
// benchmark. Its target is what the ratio should not exceed, or not fall below.
//
// A [Hunt] is the search for the one bug of a program under a strategy, with many seeds; its [Power] is the number of
// executions that each seed needs, beside what the literature says.
//
// # Guarantee
//
// Both sides of a ratio are measured in the same run, in turns of some milliseconds, and the figure is the median of the
// ratios of the turns: a machine that is slow for a while, or shared with others, slows down both sides. Time is that of
// the processor, all threads and the garbage collector included. Two figures are times of waiting instead: the time to a
// finding, and the gain from a second worker.
//
// The counts of a hunt are exact, and the same on every machine.
//
// # Limits
//
// A ratio says nothing about another machine with other caches. What is measured in seconds, as the time to a first
// finding, is only worth comparing on one machine.
package bench
