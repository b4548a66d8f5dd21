// Package bench measures the simulator: how fast it is, and how soon its strategies find a bug; the same figures for
// "simrun bench", for its own tests and for the page docs/performance.md.
//
// # Words
//
// The round trip R is what the simulator cannot be faster than by much: resuming a bare iter.Pull coroutine, which
// yields at once. A [Figure] is what one benchmark came to, mostly a ratio: to R, to a bare loop, or to another
// benchmark. Its target is what the ratio should not exceed, or not fall below.
//
// A [Hunt] is the search for the one bug of a program under a strategy, with many seeds; its [Power] is the number of
// executions that each seed needs, beside what the literature says.
//
// # Guarantee
//
// Both sides of a ratio are measured in the same run, in turns of some milliseconds, and the figure is the median of the
// ratios of the turns: so a machine that is slow for a while, or shared with others, slows down both sides. Time is that
// of the processor, all threads and the garbage collector included, except where the figure is one of waiting: the time
// to a finding, and the gain from a second worker.
//
// The counts of a hunt are exact, and the same on every machine.
//
// # Limits
//
// A ratio says nothing about another machine with other caches. What is measured in seconds, as the time to a first
// finding, is only worth comparing on one machine.
package bench
