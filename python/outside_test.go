//go:build cpython

package python_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// openOutside starts a script of testdata/outside with what comes from outside.
func openOutside(t *testing.T, o python.Options, name string, args ...string) *python.Script {
	t.Helper()
	s, err := python.OpenWith(o, filepath.Join("testdata/outside", name), args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// everything searches all schedules of such a script.
func everything(t *testing.T, s *python.Script) *scheduler.Report {
	t.Helper()
	r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Switching: s.Switching()}})
	if !r.Exhausted || r.Sharing != nil {
		t.Errorf("exhausted %v after %d executions, %+v", r.Exhausted, r.Executions, r.Sharing)
	}
	return r
}

// TestOutside: what comes from outside is found to do harm where it comes at the wrong time, and the repaired script passes
// whenever it comes. Without it both pass.
func TestOutside(t *testing.T) {
	cases := []struct {
		script string
		comes  python.Options
		says   string
	}{
		{"handler_logs.py", python.Options{Signals: []string{"SIGTERM"}}, "MainThread waits in Lock.acquire on lock, held by itself"},
		{"counter.py", python.Options{Signals: []string{"SIGUSR1"}}, "AssertionError"},
		{"finalizer.py", python.Options{Collects: true}, "MainThread waits in Lock.acquire on pool.lock, held by itself"},
		{"callback.py", python.Options{Collects: true}, "worker waits in Lock.acquire on lock, held by itself"},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			c.comes.Interpreter = interpreter
			for _, twin := range []string{"", "fixed"} {
				r := everything(t, openOutside(t, c.comes, c.script, twin))
				if bug := twin == ""; bug != (len(r.Findings) > 0) || bug && !strings.Contains(kinds(r), c.says) {
					t.Errorf("%s %s: %s", c.script, twin, kinds(r))
				}
			}
			if r := everything(t, openOutside(t, python.Options{Interpreter: interpreter}, c.script, "")); len(r.Findings) > 0 || r.Executions > 1 && c.script != "callback.py" {
				t.Errorf("%s when nothing comes: %d executions, %s", c.script, r.Executions, kinds(r))
			}
		}
		o := python.Options{Interpreter: interpreter, Collects: true}
		if r := everything(t, openOutside(t, o, "finalizer.py", "disabled")); len(r.Findings) > 0 {
			t.Errorf("the collector comes although it is switched off: %s", kinds(r))
		}
	})
}

// TestInterrupted: a handler runs between two operations of the main thread or while that is blocked, which then goes on; what it
// raises comes out there. So it blocks for ever if it takes a lock that the main thread holds, also one within an
// Event or a Queue; an RLock is taken once more, and SimpleQueue has no lock.
func TestInterrupted(t *testing.T) {
	cases := []struct {
		does, handles string
		finds         string
		logs          int
	}{
		{"counts", "returns", "", 6}, // before 0, behind 0, 1, 2 and "end", and not at all
		{"holds", "takes", "deadlock", 0},
		{"holds again", "again", "", 4}, // before "held", behind it, behind "end", not at all
		{"sets", "sets", "deadlock", 0},
		{"puts", "puts", "deadlock", 0},
		{"puts", "hands", "", 3},
		{"waits", "sets", "deadlock", 0}, // it comes just before the wait begins, which holds the lock
		{"waits", "returns", "deadlock", 1},
		{"gets simple", "hands", "", 1},
		{"blocks", "releases", "", 1},
		{"sleeps", "returns", "", 0},
		{"tries", "exits", "", 0},
		{"joins", "sets", "", 1},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		o := python.Options{Interpreter: interpreter, Signals: []string{"SIGTERM"}}
		for _, c := range cases {
			r := everything(t, openOutside(t, o, "interrupted.py", c.does, c.handles))
			found := ""
			if len(r.Findings) > 0 {
				found = r.Findings[0].Kind
			}
			if found != c.finds || len(r.Findings) > 1 || c.logs > 0 && r.DistinctLogs != c.logs {
				t.Errorf("%s, and the handler %s: %d logs, want %d; %s", c.does, c.handles, r.DistinctLogs, c.logs, kinds(r))
			}
		}
	})
}

// TestNoPoll: between the with that takes a lock and the one that gives it back nothing is called, so a handler that takes it
// comes between only up to 3.9.
func TestNoPoll(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for gil, deadlocks := range map[python.GIL]bool{python.GIL39: true, python.GIL310: false, python.GIL314: true} {
			o := python.Options{Interpreter: interpreter, GIL: gil, Signals: []string{"SIGTERM"}}
			for _, does := range []string{"adds", "returns", "leaves"} {
				if r := everything(t, openOutside(t, o, "interrupted.py", does, "takes")); (len(r.Findings) > 0) != deadlocks {
					t.Errorf("%s with the GIL of %s: %s", does, gil, kinds(r))
				}
			}
		}
	})
}

// TestRaised: what a handler raises comes out of the with that it interrupts, behind the release: "stopped", and the lock is free. It
// is uncaught where it comes outside of the try.
func TestRaised(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := openOutside(t, python.Options{Interpreter: interpreter, Signals: []string{"SIGTERM"}}, "interrupted.py", "tries", "raises")
		stopped := 0
		for seed := range uint64(60) {
			log := stream(s.Program(), seed)
			if strings.Contains(log, "stopped") {
				stopped++
			}
			if strings.Contains(log, "MainThread True") || strings.Contains(log, "deadlock") || strings.Count(log, "handler\n") > 1 {
				t.Errorf("seed %d:\n%s", seed, log)
			}
		}
		if stopped == 0 {
			t.Error("it never comes within the try: the test shows nothing")
		}
	})
}

// TestCtrlC: SIGINT raises KeyboardInterrupt, which is no failure if it ends the script; threads that it keeps from being let go
// on are one. The exit waits for them, unless they are daemons. On 3.8 the second set fails if the first one was interrupted
// between letting its waiter go and forgetting it: gh-92530 of CPython, which 3.9 has mended.
func TestCtrlC(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		twice := ""
		if interpreter == find("3.8") {
			twice = "uncaught-exception"
		}
		for how, finds := range map[string]string{"": twice, "forgets": "deadlock", "daemon": twice} {
			r := everything(t, openOutside(t, python.Options{Interpreter: interpreter, Signals: []string{"SIGINT"}}, "ctrlc.py", how))
			if got := len(r.Findings) > 0; got != (finds != "") || got && r.Findings[0].Kind != finds || r.DistinctLogs < 2 {
				t.Errorf("%q: %d logs, %s", how, r.DistinctLogs, kinds(r))
			}
		}
	})
}

// TestOutsideRepeats: with what comes from outside a seed gives the same steps and lines: again in the process, in another one, in a
// fork, and from what the parameters of a token say.
func TestOutsideRepeats(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, script := range []string{"handler_logs.py", "finalizer.py", "callback.py", "ctrlc.py"} {
			o := python.Options{Interpreter: interpreter, Signals: []string{"SIGTERM", "SIGINT"}, Collects: true}
			a := openOutside(t, o, script)
			recorded, args := python.Recorded(a.Program().Params)
			recorded.Interpreter = interpreter // it may not be on PATH
			b := openOutside(t, recorded, script, args...)
			if !slices.Equal(recorded.Signals, o.Signals) || !recorded.Collects {
				t.Errorf("a token says %+v", recorded)
			}
			for seed := range uint64(12) {
				first := stream(a.Program(), seed)
				for how, p := range map[string]sim.Program{"again": a.Program(), "in another process": b.Program(), "in a fork": a.Fresh()} {
					if again := stream(p, seed); again != first {
						t.Errorf("%s, seed %d, %s: %s", script, seed, how, difference(first, again))
					}
				}
			}
		}
	})
}

// TestNotes: a script is told of what it has and this search does not run.
func TestNotes(t *testing.T) {
	interpreter := find("3.11")
	if interpreter == "" {
		t.Skip("no CPython 3.11")
	}
	for _, c := range []struct {
		script string
		o      python.Options
		want   string
	}{
		{"handler_logs.py", python.Options{}, "it installs a handler for SIGTERM"},
		{"handler_logs.py", python.Options{Signals: []string{"SIGTERM"}}, ""},
		{"handler_logs.py", python.Options{Signals: []string{"SIGTERM", "SIGHUP"}}, "--signal SIGHUP: it installs no handler for it"},
		{"finalizer.py", python.Options{}, "it has a finalizer, Connection.__del__"},
		{"finalizer.py", python.Options{Collects: true}, ""},
		{"callback.py", python.Options{}, "it has a finalizer, finalize at line"},
		{"asks.py", python.Options{}, "it reads from stdin, which is empty here"},
	} {
		c.o.Interpreter = interpreter
		notes := openOutside(t, c.o, c.script).Notes()
		if len(notes) > 1 || (len(notes) == 0) != (c.want == "") || !strings.Contains(strings.Join(notes, ""), c.want) {
			t.Errorf("%s with %+v: %q, want %q", c.script, c.o, notes, c.want)
		}
	}
}
