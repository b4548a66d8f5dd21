// Package simtest runs simulated programs in go test.
//
// # Words
//
// A program is the function of a world's main thread. [Check] lets rapid draw its schedules, so that a failure shrinks
// to few preemptions and is kept in a fail file of rapid. [Verify] searches all its schedules. A [Schedule] is the list
// of the [Preemption]s of one execution: everywhere else it carries on.
//
// # Guarantee
//
// What fails is printed as package report does, and the last line replays it: go test with -simrun.replay. The same
// program, options and seed print the same bytes. A search that was cut short says so, and never passes as a proof.
//
// # Limits
//
// The package links rapid, which adds its flags to the test binary, as this one does with those that begin with
// "simrun.": use it in tests only.
package simtest
