// Package stored keeps findings in files, and finds them again in a program that was edited since.
//
// [Store] writes a [Finding]: its token, and the same choices in words, as turns of threads that each end at an
// operation ([Turn]). [Recheck] looks for the finding again: by its token, which suffices if nothing has changed; else
// by the words; else by a short search of schedules near it. The result is that the failure is still there, is fixed, or
// can no longer be expressed.
//
// # Guarantee
//
// Where the result is that a finding is still there, it was seen, and comes with a token of the program as it is now.
//
// # Limits
//
// Threads, objects and operations are found again by their names, and those that were renamed by their other properties.
// Where the result is that a finding is fixed, some schedule far from the stored one may still show it.
package stored
