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
	interval time.Duration
	function func()
	finished *event.Event
}

// New makes a timer that calls f when interval has passed since its Start. An interval of 0 or less has it call f at
// once. Its name is "Thread-N", with the numbers of the threads. It never blocks. It panics as [thread.New] does.
// https://docs.python.org/3.13/library/threading.html#threading.Timer
func New(w *sim.World, interval time.Duration, f func()) *Timer {
	t := &Timer{interval: interval, function: f}
	t.Thread = thread.New(w, thread.Target("", t.Run))
	t.finished = event.New(w, "")
	return t
}

// Run is run(), the life of a timer, in the thread that calls it. A timer that is started calls it by itself. Unlike a
// thread's it may be called again, before and after that; once the timer is finished it does nothing. It blocks for the
// interval, and as the function does. If that panics the panic goes on, and the timer is never finished.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.run
func (t *Timer) Run() {
	t.finished.Wait(t.interval)
	if !t.finished.IsSet() {
		t.function()
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
