// Package stored keeps findings in words, and finds them again in a program that was edited since.
//
// [Store] writes a [Finding]: its token, and the same choices in words, as turns of threads that each end at an operation
// ([Turn]). [Recheck] looks for it again: by the token, which suffices if nothing has changed; else by the words; else by a
// short search of schedules near it. It says whether the failure is still there, fixed, or can no longer be expressed.
//
// # Guarantee
//
// A finding that is said to be still there was seen: it comes with a token of the program as it is now.
//
// # Limits
//
// Threads, objects and operations are found again by their names, and renamed ones by what else is the same. A finding that
// is said to be fixed may be there under a schedule that is far from the one that was stored.
package stored
