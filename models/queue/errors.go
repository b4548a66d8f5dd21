package queue

import "simrun/sim"

// What the methods return where Python raises an exception that a program is expected to handle.
var (
	// ErrEmpty is returned by a get that found no item in time.
	// https://docs.python.org/3.13/library/queue.html#queue.Empty
	ErrEmpty error = &sim.Exception{Type: "_queue.Empty"}
	// ErrFull is returned by a put that found no room in time.
	// https://docs.python.org/3.13/library/queue.html#queue.Full
	ErrFull error = &sim.Exception{Type: "queue.Full"}
	// ErrShutDown is returned when the queue has been shut down; new in Python 3.13.
	// https://docs.python.org/3.13/library/queue.html#queue.ShutDown
	ErrShutDown error = &sim.Exception{Type: "queue.ShutDown"}
)

// errTimeout is the mistake of a negative timeout.
func errTimeout() error { return sim.ValueError("'timeout' must be a non-negative number") }
