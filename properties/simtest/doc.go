// Package simtest tests simulated programs in go test.
//
// # Words
//
// A program is the function of a world's main thread; it makes all its objects itself, because it is executed many times.
// A [Schedule] is the list of the [Preemption]s of one execution: at every other choice it carries on. A finding is one
// distinct failure, with its minimised schedule. To recheck a stored finding is to look for it in the program as it is
// now.
//
// # Which function
//
// [Test] is the one for CI: it searches within bounds, keeps what it finds, and looks for that first the next time.
// [Sometimes] passes only if some schedule shows something. [Verify] proves: it passes only if all schedules were searched. [Check] has rapid draw the schedules, beside whatever
// else a property draws; [Schedules], [Params] and [Execute] are its parts, for checks of one's own. A [Machine] runs the
// actions of a state-machine test as threads. [Fuzz] is a fuzz target.
//
// # Settings
//
// [Options] in the code; over them the environment, SIMRUN_SEED=5; over that the flags, -simrun.seed=5. The names are
// strategy, seed, switching, clock, steps, executions, budget, workers, repeats, exhaustive, store and replay: go test
// -args -h describes them. What rapid does is set by its own flags, -rapid.checks and -rapid.seed.
//
// # Guarantee
//
// What fails is shown as package report does, and a line that replays it comes last: it works when it is pasted. The same
// program and settings print the same bytes, except where the wall clock ended a search, and where rapid writes. A search
// that was cut short says so, and how much it saw: it never passes for a proof.
//
// # Limits
//
// A stored finding that is said to be fixed may show in a schedule that nobody tried: [simrun/scheduler/stored.Recheck] looks at its own
// and at some near it. The search that follows is what finds it then. The package links rapid, which adds its flags to the
// test binary as this one adds its own: import it in tests only.
package simtest
