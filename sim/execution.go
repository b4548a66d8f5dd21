package sim

import (
	"fmt"
	"time"
)

// End says how an execution ended.
type End uint8

const (
	// Completed: all threads ended, or the interpreter exited.
	Completed End = iota + 1
	// Deadlock: threads are left, none of them is ready, and no timer is pending.
	Deadlock
	// Failing: the program said that it failed, by [World.Fail].
	Failing
	// StepLimit: Config.MaxSteps was reached. That says nothing about the program.
	StepLimit
	// Stopped: the scheduler gave the execution up.
	Stopped
	// Interrupted: [Runner.Interrupt] was called.
	Interrupted
	// Livelock: nothing changed in Config.Livelock steps, although each thread had its turn.
	Livelock
)

var endNames = [...]string{Completed: "completed", Deadlock: "deadlock", Failing: "failing", StepLimit: "step limit",
	Stopped: "stopped", Interrupted: "interrupted", Livelock: "livelock"}

// String names the end in words.
func (e End) String() string { return nameOf(endNames[:], int(e)) }

// Verdict is what an execution, or a search, says about the properties of a program.
type Verdict uint8

const (
	// Passed: it was completed and no property failed.
	Passed Verdict = iota + 1
	// Failed: a property does not hold.
	Failed
	// Inconclusive: a limit was hit first.
	Inconclusive
)

var verdictNames = [...]string{Passed: "passed", Failed: "failed", Inconclusive: "inconclusive"}

// String is the verdict in one word.
func (v Verdict) String() string { return nameOf(verdictNames[:], int(v)) }

// Fail records that a property does not hold and ends the execution here.
func (w *World) Fail(kind, format string, args ...any) {
	if w.killing {
		return
	}
	w.failures = append(w.failures, Failure{Kind: kind, Message: fmt.Sprintf(format, args...), Where: w.here()})
	if w.current == nil {
		return
	}
	w.step.Exits = true
	w.stop(w.current, Failing)
}

// here names the running thread and its operation.
func (w *World) here() string {
	if w.current == nil {
		return "end"
	}
	return w.current.Name() + " " + w.current.op.Name + onObject(w.current.op.Object)
}

// Line is one line of the log.
type Line struct {
	At     time.Duration
	Thread *Thread
	Text   string // without the time
}

// Execution is the result of a run. What it refers to is valid until the runner's next run.
type Execution struct {
	End         End
	Steps       int
	Preemptions int
	Now         time.Duration
	Fingerprint uint64 // of the trace; 0 unless Config.Fingerprint
	LogPrint    uint64 // of the sequence of log messages, times left out
	ExitCode    int
	Log         []Line
	Observed    []Observation
	Failures    []Failure // by [World.Fail]; properties add theirs
	Uncaught    []Uncaught
	Trace       *Trace // nil unless Config.Record
	world       *World
}

// World is the world in its final state.
func (x *Execution) World() *World { return x.world }

// Observation is the value that the program reported under the name; nil if it reported none.
func (x *Execution) Observation(name string) any { return observation(x.Observed, name) }

// Blocked are the threads that are not ready at the end of the execution, by ID.
func (x *Execution) Blocked() []*Thread {
	var blocked []*Thread
	for _, t := range x.world.threads {
		if t.blocked() {
			blocked = append(blocked, t)
		}
	}
	return blocked
}

// Unfinished are the threads that have not ended at the end of the execution, by ID.
func (x *Execution) Unfinished() []*Thread {
	var left []*Thread
	for _, t := range x.world.threads {
		if !t.done {
			left = append(left, t)
		}
	}
	return left
}
