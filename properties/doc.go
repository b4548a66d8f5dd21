// Package properties has what should hold in every execution of a program: no deadlock, no lost message, and others.
//
// # Words
//
// A property looks at an execution when it has ended, while its world still stands as it ended, and reports at most one
// failure: its kind in one word, a message for people, and where it happened, which tells distinct failures apart. An
// execution is over when it was completed (all threads ended, or the interpreter exited), deadlocked, or failed by
// itself; one that was cut short by a limit is not looked at. A ledger ([NewLedger]) keeps the books of messages that
// travel by a way that the simulator does not know; a section ([NewSection]) is a stretch of code where at most one
// thread may be.
//
// # Guarantee
//
// A property changes nothing: it is no operation of any thread, so that it cannot hide or cause a failure. The text of a
// failure depends only on the execution. Where says which threads stood at which operations on which objects, and leaves
// out values such as the contents of messages, so that a search counts a failure once, not once for each value.
//
// # Limits
//
// A property sees what went through the models, and what a program told a ledger or a section. A message that is held
// in a Go variable when its thread ends has been received, as far as the queue that it came from can know.
package properties

import "simrun/sim"

// Default are the properties that any program should have: [NoDeadlock], [NoUncaughtException], [NoLostMessage] and
// [MutualExclusion], which holds in a program without sections.
func Default() []sim.Property {
	return []sim.Property{NoDeadlock, NoUncaughtException, NoLostMessage, MutualExclusion}
}

// check is a property made of a name and a function.
type check struct {
	name string
	look func(x *sim.Execution) *sim.Failure
}

// Name is a few words.
func (c *check) Name() string { return c.name }

// Check returns nil if the property holds.
func (c *check) Check(x *sim.Execution) *sim.Failure { return c.look(x) }
