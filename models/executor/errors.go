package executor

import (
	"fmt"

	"simrun/sim"
)

// What the methods return where Python raises an exception that a program is expected to handle.
var (
	// ErrCancelled says that the future was cancelled.
	// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.CancelledError
	ErrCancelled error = &sim.Exception{Type: "concurrent.futures._base.CancelledError"}
	// ErrTimeout says that the time was up.
	// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.TimeoutError
	ErrTimeout error = &sim.Exception{Type: "TimeoutError"}
)

// InvalidState is the type of the exception for a future whose result is set twice.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.InvalidStateError
const InvalidState = "concurrent.futures._base.InvalidStateError"

// BrokenPool is the type of the exception for a pool whose initializer failed.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.thread.BrokenThreadPool
const BrokenPool = "concurrent.futures.thread.BrokenThreadPool"

// Raised is the exception of a task whose panic was not an error.
type Raised struct{ Value any }

// Error shows the value.
func (r *Raised) Error() string { return fmt.Sprint(r.Value) }

// A Truther is an exception that has a truth value, as one in Python whose class defines __bool__ or __len__. Up to
// Python 3.13 a future whose exception is false behaves as if the task had returned None.
type Truther interface {
	Bool() bool
}

// isTrue says whether an exception is raised by Result: it is one, and is not false.
func isTrue(exception error) bool {
	t, ok := exception.(Truther)
	return exception != nil && (!ok || t.Bool())
}

// asError makes an exception of what a task panicked with.
func asError(value any) error {
	if err, ok := value.(error); ok {
		return err
	}
	return &Raised{value}
}

// isException says whether a value that was panicked with is what Python calls an Exception: SystemExit,
// KeyboardInterrupt and GeneratorExit are not, and pass through handlers for Exception.
func isException(value any) bool {
	switch e := value.(type) {
	case *sim.SystemExit:
		return false
	case *sim.Exception:
		return e.Type != "SystemExit" && e.Type != "KeyboardInterrupt" && e.Type != "GeneratorExit"
	}
	return true
}

// report writes what Python's logging would to the log: the message and the exception.
func report(w *sim.World, message string, exception any) {
	if w.Do(sim.Op{Name: "logging", Object: w.Stderr(), Class: sim.IO}) {
		w.Logf("%s %v", message, exception)
	}
}
