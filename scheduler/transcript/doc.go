// Package transcript says whether a program can print a given log, and how.
//
// [Explain] looks for a schedule, and for random numbers of the program, with which its log begins with given lines:
// those that somebody has seen in a run. It returns an [Explanation], with a token that replays the execution it found.
//
// # Guarantee
//
// The search leaves nothing out: if it is exhausted, no schedule prints the lines. It gives an execution up as soon as
// its log differs from the lines, and where it reaches a state that was searched before.
//
// # Limits
//
// All random numbers that the lines do not name count as one. The lines have to be complete, except for the last one, of
// which the beginning suffices.
package transcript
