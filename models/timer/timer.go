// Package timer has Python's threading.Timer.
//
// # Words
//
// A [Timer] is a thread that waits for its interval and then calls a function, unless it is cancelled before. It is
// finished when it was cancelled, or when the function has returned.
//
// # Guarantee
//
// A function is called at most once. A cancel that comes before the timer's last look prevents the call, even if the
// interval has passed; one that comes after it does not, and nothing tells the caller which it was. The steps are
// CPython's: wait for the event, look at it, call, set it. 3.11 to 3.14 do not differ.
//
// # Limits
//
// None beyond those of packages thread and event.
//
// https://docs.python.org/3.13/library/threading.html#timer-objects
package timer

import (
	"time"

	"simrun/models/event"
	"simrun/models/thread"
	"simrun/sim"
)

// Timer is threading.Timer: a thread, with all that a thread has. It is not a daemon unless the one that makes it is,
// so the process waits for it.
//
// https://docs.python.org/3.13/library/threading.html#threading.Timer
type Timer struct {
	*thread.Thread
	finished *event.Event
}

// New makes a timer that calls f when interval has passed since its Start. An interval of 0 or less has it call f at
// once. Its name is "Thread-N", with the numbers of the threads. It never blocks. It panics as [thread.New] does.
// https://docs.python.org/3.13/library/threading.html#threading.Timer
func New(w *sim.World, interval time.Duration, f func()) *Timer {
	t := &Timer{}
	t.Thread = thread.New(w, thread.Target("", func() { t.run(interval, f) }))
	t.finished = event.New(w, "")
	return t
}

// run is the life of a timer. If f panics, the timer is never finished.
func (t *Timer) run(interval time.Duration, f func()) {
	t.finished.Wait(interval)
	if !t.finished.IsSet() {
		f()
	}
	t.finished.Set()
}

// Cancel keeps the timer from calling its function, if it has not come to that; otherwise it does nothing. It never
// blocks. A timer may be cancelled before it is started.
// https://docs.python.org/3.13/library/threading.html#threading.Timer.cancel
func (t *Timer) Cancel() { t.finished.Set() }

// Finished is the event that is set when the timer was cancelled or has called its function; Python's attribute of that
// name, which its documentation does not mention. It never changes, so it is no operation.
// https://docs.python.org/3.13/library/threading.html#threading.Timer
func (t *Timer) Finished() *event.Event { return t.finished }
