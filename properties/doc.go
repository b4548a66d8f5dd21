// Package properties has what should hold in every execution of a program: no deadlock, no lost message, and others.
//
// # Words
//
// A property looks at an execution when it has ended, while its world still stands as it ended, and reports at most one
// failure: its kind in one word, a message for people, and where it happened, which tells distinct failures apart. An
// execution is over when it was completed (all threads ended, or the interpreter exited), deadlocked, livelocked, or
// failed by itself; one that was cut short by a limit is not looked at.
//
// Some things can only be seen while the program runs. For these it makes an object in its main function, which looks
// after itself and needs no property: a section ([NewSection]) is a stretch of code where at most one thread may be; a
// monitor ([Watch]) looks at the state of objects after each step that changes one of them; [DetectRaces] and
// [DetectLockOrder] follow what threads do to variables and locks, [DetectPartialDeadlock] who can never go on; a
// waiting line ([NewWaitingLine]) counts who is passed over. A ledger ([NewLedger]) keeps the books of messages that
// travel by a way that the simulator does not know as a queue. Package linearizability compares an object with a
// sequential model of it.
//
// # Lost messages
//
// The properties of [Default] hold in every correct program. So a message that is left in a queue counts as lost only if
// a consumer left too early: the last that it had to do with the queue was to ask empty or qsize, the answer was that
// there is none, and it ended. What comes after that answer nobody gets, and the consumer never knew. It is the mistake
// of
//
//	while not stop.is_set() or not q.empty():
//		q.get()
//
// Everything else was left knowingly, and the program may be right:
//
//   - an item of a pool, or a permit of a semaphore made of a queue: who was last there put one back;
//   - what comes when the consumer has what it wanted, or was told to stop: by an item, such as Python's None, by
//     queue.ShutDown, or by an event that it looks at before the queue; so a task that was cancelled is no lost
//     message, nor is one that Queue.shutdown(immediate=True) threw away;
//   - what comes when a get with a timeout, or one that does not wait, has raised Empty: the consumer was told, and gave
//     up, or has emptied the queue;
//   - what a daemon had not yet taken when the process ended: the process need not wait for what a daemon does;
//   - what carries nothing, as None, "" and object() do, and tokens: items that are all the same, of which several may be
//     taken for one wake-up.
//
// Whether that is so with a program's queue only its author can say: [NoItemLeft] finds all of it, [NoItemLeftIn] in the
// queues that it names, and [NoLostMessageExcept] looks at all queues but those.
//
// # Properties of one's own
//
// There are five ways to say when something should hold: always, never, eventually, that one thing leads to another, and
// at the exit. Of objects, and of what the program observes, they are said to a monitor; of lines of the log, by
// [LinesAlways] and its like; [AtExit] is of the whole execution. Each is a line of Go:
//
//	properties.Watch(w, "q", q).Always("at most 3", func() bool { return len(q.Left()) <= 3 })
//	properties.LinesLeadTo("asked and answered", properties.Says("ask"), properties.Says("answer"))
//	properties.AtExit("none left", func(x *sim.Execution) bool { return x.Observation("left") == 0 })
//
// # Kinds
//
// The properties that are values: deadlock, uncaught-exception, exception-unread, lost-message, duplicated-message,
// reordered-message, item-left, abandoned-work, not-released, thread-leaked, lost-wake-up. Those that a program makes:
// mutual-exclusion, starvation, data-race, lock-order, partial-deadlock, not-linearizable. From rules of one's own:
// invariant, forbidden-state, never-happened, no-response, at-exit. A livelock is found by the engine: see sim.Config.
//
// # Guarantee
//
// A property changes nothing: it is no operation of any thread, so that it cannot hide or cause a failure. What is told
// to sections, waiting lines and histories are operations, and so is what is observed where that is watched; they say so.
// The text of a failure depends only on the execution. Where says which threads stood at which operations on which
// objects, and leaves out values such as the contents of messages, so that a search counts a failure once, not once for
// each value.
//
// What is found does not depend on which of several equivalent schedules a search picks: either it is the same in all of
// them, or, as for a monitor, the search is told to try them apart.
//
// # Limits
//
// A property sees what went through the models, and what a program told a ledger or a section. A message that is held
// in a Go variable when its thread ends has been received, as far as the queue that it came from can know.
package properties

import "simrun/sim"

// Default are the properties that any program should have: [NoDeadlock], [NoUncaughtException] and [NoLostMessage].
func Default() []sim.Property {
	return []sim.Property{NoDeadlock, NoUncaughtException, NoLostMessage}
}

// check is a property made of a name and a function.
type check struct {
	name string
	kind string // of its failures, where the name says the rest
	look func(x *sim.Execution) *sim.Failure
}

// Name is a few words.
func (c *check) Name() string { return c.name }

// Check returns nil if the property holds.
func (c *check) Check(x *sim.Execution) *sim.Failure { return c.look(x) }

// failure is one of the check's own kind, at the place that its name says.
func (c *check) failure(why string) *sim.Failure {
	return &sim.Failure{Kind: c.kind, Message: c.name + ": " + why, Where: c.name}
}
