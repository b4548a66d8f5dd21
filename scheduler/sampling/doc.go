// Package sampling has the strategies that draw each execution by itself, at random in one way or another.
//
// They are for finding bugs fast, and for saying how likely a bug is. Each is one file that names the paper it follows:
// the random walk ([Random]), random priorities of threads ([PCT]) or of operations ([POS]), interleavings that are
// equally likely ([URW], [SURW]), several of these in turn ([Portfolio]), and switches as the GIL of CPython makes them
// ([TimeSliced]). [RunToBlock] draws nothing and has one execution. [RareStates] and [RFF] are guided by what the executions
// before have shown.
//
// # Guarantee
//
// An execution depends on the seed and its number; that of a strategy that learns, on its first few executions as well.
// So any number of workers can share out the numbers, but for those that are guided, which go from each execution to the next.
//
// # Limits
//
// A strategy that draws never knows whether it has seen everything.
package sampling
