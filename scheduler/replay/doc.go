// Package replay carries out a schedule again, as a whole or in part.
//
// [Replay] takes the choices of a token or of a schedule, and says where the program differs from the one that was
// recorded. A [Follower] takes segments instead, each of them some steps of one thread; a [Recorder] notes the segments
// of an execution, and some of them may be left out. A [Subject] is a program together with how it is executed and
// judged.
//
// # Guarantee
//
// The same schedule of the same program gives the same execution. A [Replay] stops where the alternatives are not those
// that were recorded; a [Follower] goes on with another thread there.
package replay
