package sim

import (
	"fmt"
	"runtime/debug"
)

// Exception is a Python exception that a model raises by a panic, with Python's own text.
type Exception struct {
	Type string // "RuntimeError"
	Text string
}

// Error is the last line of Python's traceback: "RuntimeError: release unlocked lock".
func (e *Exception) Error() string {
	if e.Text == "" {
		return e.Type
	}
	return e.Type + ": " + e.Text
}

// RuntimeError makes Python's exception of that name.
func RuntimeError(text string) *Exception { return &Exception{"RuntimeError", text} }

// ValueError makes Python's exception of that name.
func ValueError(text string) *Exception { return &Exception{"ValueError", text} }

// SystemExit is the exception of sys.exit: in the main thread it decides the exit code, in another it ends the thread
// without a report.
type SystemExit struct{ Code int }

// Error is the last line of Python's traceback.
func (e *SystemExit) Error() string { return fmt.Sprintf("SystemExit: %d", e.Code) }

// Uncaught is a panic that ended a thread.
type Uncaught struct {
	Thread *Thread
	Value  any
	Stack  string // of the thread itself; only when recording
}

// Error says what the thread was ended by.
func (u *Uncaught) Error() string {
	return fmt.Sprintf("%s: %s", u.Thread.Name(), u.Thread.world.Show(u.Value))
}

// uncaught notes that a panic ended t. The stack costs more than the execution, so only a recording has it.
func (w *World) uncaught(t *Thread, value any, stack func() []byte) {
	if m, ok := value.(misuse); ok { // a mistake in the use of the simulator itself, not of the program
		w.broken = string(m)
	}
	u := Uncaught{Thread: t, Value: value}
	if w.rec != nil {
		u.Stack = string(stack())
	}
	w.exceptions = append(w.exceptions, u)
	if w.rec != nil {
		w.rec.collect() // now: with the next operation the thread is past what it left on the way
	}
}

// Uncaught lists the exceptions that have ended a thread so far.
func (w *World) Uncaught() []Uncaught { return w.exceptions }

// Raise records an exception that a model caught and reports in its own way, as threading.excepthook does: it counts
// as uncaught, but the thread goes on to end in order.
func (w *World) Raise(value any, stack func() []byte) {
	if _, ok := value.(killed); ok {
		panic(value)
	}
	w.uncaught(w.current, value, stack)
}

// Killed says whether a recovered value is the unwinding of a thread that is being killed. A model that recovers
// panics must panic with such a value again.
func Killed(recovered any) bool {
	_, ok := recovered.(killed)
	return ok
}

// misuse is the panic for a mistake in the use of the simulator.
type misuse string

func (m misuse) Error() string { return string(m) }

// MisuseError is a panic of [Runner.Run] as an error that names the remedy, if it says that the program misuses the
// simulator; nil otherwise.
func MisuseError(recovered any) error {
	if c, ok := recovered.(*Crash); ok {
		recovered = c.Value
	}
	if m, ok := recovered.(misuse); ok {
		return m
	}
	return nil
}

// Misuse panics with a message for the author of the program; it should name the value and the remedy. [Run] panics
// with it again, so that it cannot be taken for a failure of the program under test.
func Misuse(format string, args ...any) { panic(misuse("sim: " + fmt.Sprintf(format, args...))) }

// panicOutside is for an operation while no thread of the world runs.
func (w *World) panicOutside(op *Op) {
	if beside(debug.Stack()) {
		w.refuse(op)
	}
	Misuse("%s%s used outside a running thread of its world: call it from the program's main function, or from a thread that this started",
		op.Name, onObject(op.Object))
}

// panicStale is for an object that an earlier execution made.
func (w *World) panicStale(op *Op) {
	Misuse("%s%s belongs to an earlier execution: make objects inside the program's main function, not outside it",
		op.Name, onObject(op.Object))
}

func onObject(o *Object) string {
	if o == nil {
		return ""
	}
	return " on " + o.Name()
}
