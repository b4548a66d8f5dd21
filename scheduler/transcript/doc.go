// Package transcript says whether a program can print a given log, and how.
//
// [Explain] looks for a schedule, and for random numbers of the program, with which its log begins with given lines: those
// of a run that somebody has seen. What it finds is an [Explanation], with a token that replays it.
//
// # Guarantee
//
// The search leaves nothing out: if it is exhausted, no schedule prints the lines. It gives an execution up as soon as its
// log is another one, and where it comes to a state that was searched before.
//
// # Limits
//
// Random numbers that the lines do not name are taken to be all alike. The lines have to be complete, but for the last one,
// of which the beginning suffices.
package transcript
