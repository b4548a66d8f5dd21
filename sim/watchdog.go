package sim

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// Bits of World.interrupt: the running thread looks at them at each point.
const (
	ping int32 = 1 << iota // the watchdog asks whether the step is over
	halt                   // end the execution
)

// interrupted answers the watchdog, and says whether the execution is to end.
func (w *World) interrupted() bool {
	if w.interrupt.Load()&halt != 0 {
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
	Thread string // whose step it was
	Op     string // the operation that the step began with
	Step   int
	After  time.Duration
	Source string // the line where it stands, if it could be found
}

func (e *StuckError) Error() string {
	s := fmt.Sprintf("step %d of thread %s, which began with %s, did not end within %v", e.Step, e.Thread, e.Op, e.After)
	if e.Source != "" {
		s += ": it stands at " + e.Source
	}
	return s + "; a simulated thread must not block on a real channel, mutex or sleep, nor loop without an operation: " +
		"use the models and World.Sleep"
}

// Watchdog runs f, which executes programs with r, and returns when f does. If a step takes longer than limit on the
// wall clock it returns a *StuckError instead; f and the coroutine are then left behind, because nothing can end them.
// A panic in f goes through to the caller as a [Crash].
func (r *Runner) Watchdog(limit time.Duration, f func()) error {
	done := make(chan any, 1)
	go func() {
		var finished bool
		defer func() {
			if v := recover(); v != nil {
				done <- NewCrash(v)
			} else if !finished {
				done <- goexit{}
			} else {
				close(done)
			}
		}()
		f()
		finished = true
	}()
	tick := time.NewTicker(limit)
	defer tick.Stop()
	for {
		select {
		case v, failed := <-done:
			if _, ok := v.(goexit); ok {
				runtime.Goexit()
			}
			if failed {
				panic(v)
			}
			return nil
		case <-tick.C:
			if r.running.Load() && r.world.interrupt.Or(ping)&ping != 0 {
				return r.stuck(limit)
			}
		}
	}
}

// goexit stands for a call of runtime.Goexit, which recover does not see.
type goexit struct{}

// stuck describes the step under way. It reads what another goroutine wrote without synchronisation: that goroutine
// does not move, or the report is of the step after.
//
//go:norace
func (r *Runner) stuck(limit time.Duration) error {
	w := &r.world
	e := &StuckError{Thread: "MainThread", Op: "its start", Step: w.steps, After: limit}
	if t := w.current; t != nil {
		e.Thread = t.Object.name
		if t.op.Name != "" {
			e.Op = t.op.Name
		}
	}
	e.Source = stuckSource()
	return e
}

// stuckSource looks among all goroutines for a thread that is neither parked in its coroutine nor waits for another
// one, and names its topmost line outside this module's engine.
func stuckSource() string {
	buf := make([]byte, 1<<20)
	for _, stack := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		head, frames, _ := strings.Cut(stack, "\n")
		if strings.Contains(head, "[coroutine") || !strings.Contains(frames, "sim.(*Thread).main") {
			continue
		}
		lines := strings.Split(frames, "\n")
		for i := 0; i+1 < len(lines); i += 2 {
			if !engineFrame(lines[i]) && !strings.HasPrefix(lines[i], "time.") && !strings.HasPrefix(lines[i], "sync.") {
				file, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
				return file[strings.LastIndexByte(file, '/')+1:]
			}
		}
	}
	return ""
}

// engineFrame says whether a function belongs to the engine, its models or what observes for a property, and not to a
// program.
func engineFrame(function string) bool {
	return strings.HasPrefix(function, "simrun/sim.") || strings.HasPrefix(function, "simrun/models/") ||
		strings.HasPrefix(function, "simrun/properties.") ||
		strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "iter.") ||
		strings.HasPrefix(function, "panic(")
}
