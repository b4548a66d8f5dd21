package sim

import "time"

// Trace is the record of an execution. It does not refer to the world, so it stays valid.
type Trace struct {
	End     End
	Threads []ThreadInfo // by ID
	Events  []Event
	Waiting []Waiting // the threads that were blocked at the end, by ID
	Next    []Event   // what the threads that could go on would have done, by ID, if the execution was given up
	Waits   []Wait    // in the order in which they began
	Log     []LogLine
	Raised  []Raised     // exceptions that nobody caught, in order
	Chosen  []Chosen     // what [World.Choose] gave, in order
	Objects []ObjectInfo // by ID
	Files   []FileInfo   // that the trace names, each once
	Called  string       // what a thread is called where the program comes from: "goroutine"; empty: "thread"
}

// ThreadInfo describes a thread of a trace.
type ThreadInfo struct {
	Name  string
	Label string // the task that it ran for somebody else
	Done  bool   // it had ended
	Clock bool   // it stands for a timer of the program, and not for a thread
	Born  int    // index of the event that created it; -1 for the main thread
}

// Waiting is a thread that was blocked at the end of the execution, and why.
type Waiting struct {
	Thread   int
	Op       string
	Object   string // name; empty if it waits for the clock
	Kind     string
	ObjectID int    // -1 if it waits for the clock
	State    string // of the object
	For      []int  // the threads that could have let it go on; nil if that could be any
	File     string // of the program's line at which it waits
	Line     int
	Call     *CallInfo // the call of a library that it waits in; nil if there is none
}

// CallInfo is a call of a library that consists of several operations. The events of one call are of one thread and have
// the same CallInfo.
type CallInfo struct {
	Number   int    // among the calls of its thread, from 1
	Op       string // "Queue.get"
	Object   string // name of what it is a method of; empty if it is not known
	Kind     string // of that object
	ObjectID int    // -1 if there is none; its state is in Also of the events
}

// Event is one operation of a trace. A step is one event, or several where operations follow without a point between.
type Event struct {
	Step     int
	Thread   int
	Op       string
	Object   string // name; empty if the operation has none
	Kind     string // of the object
	ObjectID int    // -1 if there is none
	Effect   Effect
	Note     string // what it did: the message, the result
	State    string // of the object afterwards
	At       time.Duration
	File     string // of the program's line, without its folder
	Line     int
	Switch   Reason    // why another thread ran before
	Choice   int       // index in the schedule of the choice of this thread, -1 if it was forced
	Ready    []int     // the threads that could have been chosen, if there was a choice; the first 100 of them
	Label    string    // of the thread at that moment
	Also     []State   // of the further objects of the operation, afterwards
	Call     *CallInfo // that it is part of; nil if it is a call of the program by itself
	Part     string    // of a call: what the operation is by itself, "mutex.acquire"
	Inside   bool      // a library did it for itself
}

// Reason says why the processor went from one thread to another.
type Reason uint8

const (
	// None: the same thread went on.
	None Reason = iota
	// Preempted: the thread before could have gone on.
	Preempted
	// BlockedThere: the thread before could not go on.
	BlockedThere
	// Sleeping: the thread before waits for the clock.
	Sleeping
	// EndedThere: the thread before ended.
	EndedThere
)

var reasonNames = [...]string{None: "", Preempted: "preempted", BlockedThere: "blocked", Sleeping: "timer", EndedThere: "ended"}

// String is the reason in one word, empty for None.
func (r Reason) String() string { return reasonNames[r] }
