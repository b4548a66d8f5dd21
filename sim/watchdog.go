package sim

import (
	"errors"
	"fmt"
	"time"
)

// Bits of World.interrupt: the running thread looks at them at each point.
const (
	ping  int32 = 1 << iota // the watchdog asks whether the step is over
	halt                    // end the execution
	abort                   // end this execution
)

// interrupted answers the watchdog, and says whether the execution is to end.
func (w *World) interrupted() bool {
	if w.interrupt.Load()&(halt|abort) != 0 {
		w.end = Interrupted
		return true
	}
	w.interrupt.And(^ping)
	return false
}

// Interrupt ends the execution that is under way, at the end of its step, and each later one at once. It may be called
// from any goroutine.
func (r *Runner) Interrupt() { r.world.interrupt.Or(halt) }

// StuckError says that a step blocked for real: on a channel, a mutex, a system call.
type StuckError struct {
	Thread    string // whose step it was
	Op        string // the operation that the step began with
	Step      int
	Property  string // whose look at the execution it was; empty if it was a step
	After     time.Duration
	Source    string // the line where it stands, if it could be found
	Elsewhere bool   // the program runs outside of the simulator: see Program.Stands
}

func (e *StuckError) Error() string {
	s := fmt.Sprintf("step %d of thread %s, which began with %s, did not end within %v", e.Step, e.Thread, e.Op, e.After)
	if e.Property != "" {
		s = fmt.Sprintf("the property %q did not end within %v", e.Property, e.After)
	}
	if e.Source != "" {
		s += ": it stands at " + e.Source
	}
	if e.Elsewhere {
		who := "a thread"
		if e.Thread != "" {
			who = "thread " + e.Thread
		}
		s = fmt.Sprintf("%s did not come to its next operation within %v, after step %d", who, e.After, e.Step)
		if e.Source != "" {
			s += ": it stands at " + e.Source
		}
		return s + "; it waits for something outside of the program, or loops until another thread changes a variable, " +
			"which none does meanwhile: threads change places at locks, queues, events, sleeps and writes"
	}
	return s + "; a simulated thread must not block on a real channel, mutex or sleep, nor loop without an operation: " +
		"use the models and World.Sleep"
}

// errExited is for runtime.Goexit where there is no thread that it could end.
var errExited = errors.New("a property, or a function that the program gave to OnEnd, called runtime.Goexit, as " +
	"testing.T.FailNow does: return a failure, or call World.Fail in a thread")

// pings is how often the watchdog asks within its limit. It gives up after so many questions without an answer, which is
// at most one more than fits into the limit.
const pings = 20

// Watchdog runs f, which executes programs with r and judges them, and returns when f does. If a step or a property takes
// longer than limit on the wall clock, or on that of [Program.Counts], it returns a *StuckError instead, at most a twentieth later; f and
// the coroutine are then left behind, because nothing can end them, and Close does not wait for them. It also returns an error if f called
// runtime.Goexit. A panic in f goes through to the caller as a [Crash].
func (r *Runner) Watchdog(limit time.Duration, f func()) error {
	done := make(chan any, 1)
	go func() {
		var finished bool
		defer func() {
			if v := recover(); v != nil {
				done <- NewCrash(v)
			} else if !finished {
				done <- errExited
			} else {
				close(done)
			}
		}()
		f()
		finished = true
	}()
	every := limit / pings
	tick := time.NewTicker(every)
	defer tick.Stop()
	var unanswered time.Duration
	for {
		select {
		case v, failed := <-done:
			if v == error(errExited) {
				return errExited
			}
			if failed {
				panic(v)
			}
			return nil
		case <-tick.C:
			if !r.world.running.Load() || r.world.interrupt.Or(ping)&ping == 0 {
				unanswered = 0
			} else if unanswered += r.counts(every); unanswered >= every*pings {
				r.lost = true
				return r.stuck(limit)
			}
		}
	}
}

// countBy has the watchdog, which is another goroutine, count time as the program says.
func (r *Runner) countBy(counts func(*World, time.Duration) time.Duration) {
	if counts != nil {
		own := counts // so that a program without it allocates nothing
		r.counting.Store(&own)
	} else if r.counting.Load() != nil {
		r.counting.Store(nil)
	}
}

// counts is how much of a time on the wall clock counts for the step under way.
func (r *Runner) counts(passed time.Duration) time.Duration {
	by := r.counting.Load()
	if by == nil {
		return passed
	}
	return (*by)(&r.world, passed)
}

// stuck describes the step under way. It reads what another goroutine wrote without synchronisation: that goroutine
// does not move, or the report is of the step after.
//
//go:norace
func (r *Runner) stuck(limit time.Duration) error {
	w := &r.world
	e := &StuckError{Thread: "MainThread", Op: "its start", Step: w.steps, After: limit, Property: w.judging}
	t := w.current
	if t == nil && len(w.threads) > 0 { // between two threads, as where a function of OnEnd runs
		t = w.threads[0]
	}
	if t != nil {
		e.Thread = t.Object.name
		if t.op.Name != "" {
			e.Op = t.op.Name
		}
	}
	if r.program.Stands != nil {
		e.Elsewhere = true
		e.Source, e.Thread = r.program.Stands(w) // it may be ahead of this side
		return e
	}
	e.Source = r.stuckLine(w.current)
	return e
}
