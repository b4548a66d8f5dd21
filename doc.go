// Package simrun is a deterministic simulator of one process with many threads, as Python's threading has them. This
// package has nothing but its documentation, and an example that finds a bug; the packages below it do the work.
//
// # What it is
//
// A program is a Go function. It makes threads, locks, queues and events with the packages under models, which behave
// as CPython's do. One thread runs at a time, and a scheduler decides at each operation which one goes on. The same
// decisions give the same execution, to the last line of its log. A search tries the decisions one by one, and reports
// each distinct failure with the shortest schedule that shows it, or that there is none.
//
// # Ten names to begin with
//
//	sim.World              one simulated process; a program gets it as its only argument
//	thread.Go              starts a thread in it; thread.JoinAll waits for several
//	lock.New, queue.New    what threads meet in; so have models/condition, event, semaphore, barrier, executor …
//	shared.New             a variable that threads share without a lock
//	World.Sleep            a sleep in virtual time: it costs nothing, and may end at any time in a search
//	World.Fail             says that what should hold does not
//	simtest.Test           searches a program in go test, and keeps what it finds
//	simtest.Verify         passes only if every schedule was tried
//	properties.Default     what is looked for if nothing else is said: deadlocks, exceptions, lost messages
//	scheduler.Explore      the search itself, for what is no test
//
// # Where to go on
//
// The README shows the command, and what a finding looks like. docs/architecture.md draws how the packages depend on
// each other, and follows a choice and a message through them. CONTRIBUTING.md says how to add a model, a strategy, a
// property, a program or a report.
package simrun
