package sim

import (
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
)

// Param is one parameter of a program, as text.
type Param struct {
	Name, Value string
}

// Program is what is executed: the function of the main thread. It makes all its objects itself, so that executions
// share nothing.
type Program struct {
	Name   string
	Params []Param
	Main   func(w *World)

	// Stands finds the line where the step under way stands in a program that is executed elsewhere, in another process
	// say, and the name of its thread; what cannot be found is empty. It is nil if the program is one in Go. The watchdog
	// calls it from a goroutine of its own.
	Stands func(w *World) (line, thread string)

	// Counts is how much of the time that has passed on the wall clock since it was called last counts for a step of a program
	// that is executed elsewhere: not what it waited for a processor. Nil if all of it does. The watchdog calls it as Stands.
	Counts func(w *World, passed time.Duration) time.Duration

	// Grown says whether executions have shown that there is more to the program than it lets be seen: operations of which
	// it did not know. Then it is the program that does, and a search begins again with that. Nil if there never is.
	Grown func() (Program, bool)

	// Outside says what executions have done so far with what lies outside of the program, another process say, so that what comes of
	// it may differ from one to the next: "subprocess.Popen at script.py:2". It is empty if there was nothing, and nil if there never is.
	Outside func() string

	// Memory is what Grown and Outside go by, for a search that several processes carry out. Nil if there never is anything.
	Memory Memory
}

// Memory is what executions of a program leave behind in it, beside what a search counts.
type Memory interface {
	// Words are all that is noted, in their order.
	Words() []string
	// Recall has these words noted and no others. It gives the program as a search begins with it that knows them.
	Recall(words []string) Program
}

// String is the name and the parameters: "queue-pipeline messages=2 workers=2".
func (p Program) String() string {
	var b strings.Builder
	b.WriteString(p.Name)
	for _, q := range p.Params {
		fmt.Fprintf(&b, " %s=%s", q.Name, q.Value)
	}
	return b.String()
}

// Runner executes programs one after the other, and reuses what an execution needs: threads, their coroutines, the
// space of the world. It is for one goroutine at a time. Close it when it is no longer needed.
type Runner struct {
	world   World
	program Program   // that is being executed
	main    func()    // what the main thread runs, made once
	last    Execution // the result
	lost    bool      // a step does not end: nothing of it can be used, or closed

	counting atomic.Pointer[func(*World, time.Duration) time.Duration] // that of the program, for the watchdog
}

// NewRunner makes a runner.
func NewRunner() *Runner {
	r := &Runner{}
	r.world.root = &coroutine{}
	r.main = r.runMain
	return r
}

// Run executes a program once in a new runner.
func Run(p Program, cfg Config, s Scheduler) *Execution {
	r := NewRunner()
	defer r.Close()
	return r.Run(p, cfg, s)
}

// Run executes the program under the scheduler. It blocks until the execution has ended and all its threads are
// unwound; it panics if the program misuses the simulator. The result is valid until the next run.
func (r *Runner) Run(p Program, cfg Config, s Scheduler) *Execution {
	w := &r.world
	r.countBy(p.Counts)
	w.running.Store(true)
	whole := false
	defer func() {
		w.running.Store(false)
		if !whole { // a panic, or runtime.Goexit, in a function of OnEnd: no coroutine is left behind
			w.killing = true
			r.Close()
		}
	}()
	w.reset(cfg, s)
	r.program = p
	w.startMain(r.main)
	if text := w.refused.Swap(nil); text != nil {
		w.interrupt.And(^abort)
		w.broken = *text
	}
	if w.broken == "" {
		w.finish()
	}
	x := r.result()
	w.kill()
	whole = true
	if w.broken != "" {
		panic(misuse(w.broken))
	}
	return x
}

// startMain runs the main thread, and with it the execution.
func (w *World) startMain(body func()) {
	t := w.newThread("MainThread", body)
	w.current, w.starting, w.creator = t, true, w.root
	w.transfer(w.root, t.co)
	if w.starting { // it ended, or was ended, without any operation
		w.current, w.starting = nil, false
		w.commitCreation()
		w.next(nil, false)
	}
}

// runMain is the life of the main thread: the program's function, and what the models do when it has returned.
func (r *Runner) runMain() {
	w := &r.world
	w.callMain(r.program.Main)
	for len(w.atMain) > 0 && w.end != Completed && w.broken == "" {
		f := w.atMain[len(w.atMain)-1]
		w.atMain = w.atMain[:len(w.atMain)-1]
		f()
	}
}

// callMain runs the function of the main thread. An exception that ends it does not keep the interpreter from its exit:
// it decides the exit code, 1, or that of SystemExit.
func (w *World) callMain(main func(*World)) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case killed:
			panic(r)
		case *SystemExit:
			w.exitCode = r.Code
		default:
			w.exitCode = 1
			w.uncaught(w.current, r, debug.Stack)
		}
	}()
	main(w)
}

// SetExitCode sets what the process would exit with; Exit does too.
func (w *World) SetExitCode(code int) { w.exitCode = code }

// ExitCode is what the process would exit with.
func (w *World) ExitCode() int { return w.exitCode }

// commitCreation ends step -1, in which the main thread came to its first operation.
func (w *World) commitCreation() {
	w.step.Index, w.step.Thread, w.step.Op = -1, w.threads[0], "start"
	w.step.Guard, w.step.Timed = nil, false
	w.commit()
}

// finish ends the last step and calls what waits for the end.
func (w *World) finish() {
	w.commit()
	if w.end == Stopped || w.end == Interrupted {
		return
	}
	current := w.current // set if it ended in the middle of a step, as by Exit
	w.current = nil
	for _, f := range w.atEnd {
		f()
	}
	w.current = current
}

// result reports the execution while its threads still stand where they stood.
func (r *Runner) result() *Execution {
	w := &r.world
	r.last = Execution{
		End: w.end, Steps: w.steps, Preemptions: w.preemptions, Now: w.now,
		Fingerprint: w.print, ExitCode: w.exitCode, Log: w.log, Observed: w.observations, Failures: w.failures,
		Uncaught: w.exceptions, LogPrint: w.logPrint, world: w,
	}
	if w.rec != nil {
		r.last.Trace = w.rec.finish()
	}
	return &r.last
}

// kill dismisses the threads that are left, by ID.
func (w *World) kill() {
	w.killing = true
	for i := 0; i < len(w.threads); i++ {
		t := w.threads[i]
		if !t.done && t.body != nil && !t.co.dead && !t.co.exits {
			w.dismiss(t)
		}
		if t.co.exits {
			w.discard(t.co)
			t.co = nil
		}
	}
	w.current = nil
}

// Close unwinds the coroutines. The runner can be used again afterwards; that makes new ones. A step that the watchdog
// gave up is left as it is: waiting for it would take for ever.
func (r *Runner) Close() {
	if r.lost {
		return
	}
	for _, t := range r.world.pool {
		switch {
		case t.co == nil:
			continue
		case t.co.exits:
			r.world.discard(t.co)
		default:
			r.world.cancel(t.co)
		}
		t.co = nil
	}
}
