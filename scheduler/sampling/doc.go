// Package sampling has the strategies that draw each execution by itself: at random, in one way or another.
//
// They are for finding bugs fast, and for saying how likely one is. Each is one file, with the paper that it follows: the
// random walk ([Random]), random priorities of threads ([PCT]) or of operations ([POS]), interleavings that are equally
// likely ([URW], [SURW]), all in turn ([Portfolio]), as the GIL of CPython switches ([TimeSliced]); and [RunToBlock], which
// draws nothing and has one execution.
//
// # Guarantee
//
// An execution depends on the seed, its number and, for those that learn, on the first few executions alone. So numbers
// can be shared out among any number of workers.
//
// # Limits
//
// A strategy that draws never knows that it has seen everything.
package sampling
