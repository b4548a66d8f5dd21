// Package explorer searches the executions of a test of package testing.
package explorer

import (
	"context"
	"fmt"
	"internal/simhook"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"simrun/gotest/settings"
	"simrun/hooks"
	"simrun/models/golang"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

func init() {
	text := os.Getenv(settings.Variable)
	if text == "" {
		return // the binary is run by itself
	}
	s, err := settings.Parse(text)
	if err != nil {
		fmt.Fprintf(os.Stderr, "simrun: %s: %v\n", settings.Variable, err)
		os.Exit(2)
	}
	endWithParent()
	simhook.T = hooks.Table
	simhook.T.Explore = func(name string, once func() (func(), func() simhook.Result)) (string, simhook.Result) {
		followMemory(s.Races)
		hooks.Before = atFirst() - 1
		e := &exploration{name: name, once: once, settings: s}
		defer debug.SetGCPercent(debug.SetGCPercent(-1)) // an address stands for one object as long as an execution lasts
		return e.run()
	}
}

// atFirst is how many goroutines there were when it was called first: that of the first test, and those from before.
var atFirst = sync.OnceValue(runtime.NumGoroutine)

// endWithParent has the kernel end this process when the go command ends, however that does.
func endWithParent() {
	const prSetPdeathsig = 1
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetPdeathsig, uintptr(syscall.SIGKILL), 0)
}

// exploration is the search of one test.
type exploration struct {
	name     string
	once     func() (body func(), result func() simhook.Result)
	settings settings.Settings
	clock    sim.Clock
	began    time.Time

	executions int
	print      fingerprint
	stop       func()         // the search
	last       simhook.Result // of the last execution
	changed    map[string]bool
	setUp      bool   // the first execution in this process was not as the later ones
	measured   bool   // the limit of steps is that which the test needs, because none was given
	cut        bool   // the last execution of those before the search did not come to its end
	left       string // who was blocked for ever in the first execution in which that was so, if it is no failure
}

// collectAt is how large the heap may become until it is collected, between two executions.
const collectAt = 256 << 20

// Main is one execution.
func (e *exploration) main(w *sim.World) {
	e.restore()
	if e.executions++; e.executions%64 == 0 {
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.HeapAlloc > collectAt {
			runtime.GC()
		}
	}
	var body func()
	var result func() simhook.Result
	w.OnEnd(func() {
		e.last = result()
		if e.last.Failed && len(w.Uncaught()) == 0 && w.End() != sim.Failing { // a race has ended it
			text, where := said(e.last.Text)
			w.FailWith(sim.Failure{Kind: "test-failed", Message: text, Where: where})
		}
	})
	hooks.Races, hooks.Leaks, hooks.Inputs = e.settings.Races, e.settings.Leaks, e.settings.Inputs
	hooks.Main(w, e.name, func() {
		body, result = e.once()
		body()
	})
}

func (e *exploration) program() sim.Program {
	return sim.Program{Name: settings.Scenario(importPath(), e.name), Params: e.settings.Params(), Main: e.main}
}

// config is that of an execution. That nothing has changed for thousands of steps may well be a loop over what it only reads,
// so that it is a livelock only where it fills most of an execution that is too long.
func (e *exploration) config() sim.Config {
	return sim.Config{
		Clock: e.clock, Seed: e.settings.Seed, MaxSteps: e.settings.Steps, Livelock: max(e.settings.Steps/5*2, 1), Fingerprint: e.settings.Print,
	}
}

func (e *exploration) properties() []sim.Property {
	list := []sim.Property{golang.NoDeadlock, golang.NoPanic, inside{e.stop}}
	if e.settings.Leaks {
		list = append(list, golang.NoLeak)
	} else {
		list = append(list, left{&e.left})
	}
	if e.settings.Print {
		list = append(list, &e.print)
	}
	return list
}

func (e *exploration) options() scheduler.Options {
	return scheduler.Options{
		Config: e.config(), Properties: e.properties(), Strategy: e.settings.Strategy, Seed: e.settings.Seed,
		Executions: e.settings.Executions, Budget: e.budgetLeft(), First: true,
	}
}

// failed is that the test fails, with one line.
func failed(format string, args ...any) (string, simhook.Result) {
	return "simrun: " + fmt.Sprintf(format, args...) + "\n", simhook.Result{Failed: true}
}

func (e *exploration) run() (string, simhook.Result) {
	e.clock = sim.Virtual
	if e.settings.Clock != "" {
		e.clock, _ = sim.ParseClock(e.settings.Clock) // the command has looked at it
	}
	if stuck != "" {
		return failed("%s cannot be searched: %s goes on in this process, and no other test can be executed beside it: leave that one out with -skip '^%[2]s$'", e.name, stuck)
	}
	if e.measured = e.settings.Steps == 0; e.measured {
		e.settings.Steps = settings.DefaultSteps
	}
	e.restore() // what earlier tests have changed
	defer hooks.PutBack()
	if e.settings.Replay != "" {
		return e.replay()
	}
	e.began = time.Now()
	hooks.Unlimited()
	if text, r, over := e.try(); over {
		return text, r
	}
	e.restore()
	hooks.Earlier = earlier() // with what Go's library has set up
	before, r := e.recheck()
	if r.Failed {
		return before, r
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	e.stop = cancel
	found, err := scheduler.Explore(ctx, e.program(), e.options())
	if err != nil {
		return e.given(err)
	}
	text, r := e.describe(found)
	return before + text, r
}

// try executes the test three times in the same way. It is over if it is skipped, if it waits for what is outside, if the
// third execution is not as the second one, as the first one may be the one in which Go's library sets something up, or if only
// the first one passes.
func (e *exploration) try() (text string, r simhook.Result, over bool) {
	e.changed = map[string]bool{}
	var prints [3]uint64
	var verdicts [3]sim.Verdict
	runner := sim.NewRunner()
	defer runner.Close()
	for i := range prints {
		err := runner.Watchdog(replay.DefaultWatchdog, func() {
			x := e.carriesOn(runner)
			if e.measured && i == 0 && isCut(x) {
				x = e.measure(runner, x)
			}
			e.cut = isCut(x)
			prints[i] = sim.Mix(x.Fingerprint ^ uint64(x.End) ^ uint64(x.Steps)<<8)
			verdicts[i], _ = sim.Judge(x, e.properties())
			if f := waitsOutside(x); f != nil {
				text, r = failed("%s in %s: %s", f.Kind, e.name, f.Message)
				over = true
			}
		})
		if err != nil {
			text, r = e.given(err)
			over = true
		}
		if over {
			return text, r, true
		}
		if e.last.Skipped && !e.last.Failed {
			return e.last.Text, e.last, true
		}
	}
	if prints[1] != prints[2] || verdicts[0] == sim.Passed && verdicts[1] == sim.Failed {
		text, r = failed("%s cannot be searched: done twice in the same way it does not do the same%s", e.name, e.suspects())
		return text, r, true
	}
	e.setUp = prints[0] != prints[1]
	return "", r, false
}

// suspects says why a test may not repeat.
func (e *exploration) suspects() string {
	text := "; it may depend on what is left from one time to the next, on files, on goroutines that were there before it, or on a map whose keys are pointers"
	if list := e.changedVariables(); list != "" {
		text += "; it changes the package variables " + list
	}
	if len(kept) == 0 {
		text += "; package variables are not put back, because the test binary has none, or no symbols"
	}
	return text
}

// importPath is that of the package under test.
func importPath() string {
	info, ok := debug.ReadBuildInfo()
	if path, found := strings.CutSuffix(info.Path, ".test"); ok && found && path != "" {
		return path
	}
	return "."
}
