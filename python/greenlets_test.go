//go:build cpython

package python_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"simrun/python"
	"simrun/python/worker"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// greenletPythons are interpreters that have the package greenlet, by their minor versions: those of SIMRUN_GREENLET_PYTHON, a list of
// paths, and else those that are found anyhow.
var greenletPythons = sync.OnceValue(func() map[string]string {
	list := map[string]string{}
	paths := filepath.SplitList(os.Getenv("SIMRUN_GREENLET_PYTHON"))
	for _, version := range wanted {
		paths = append(paths, find(version))
	}
	for _, path := range paths {
		i, err := worker.Find(path)
		if err == nil && list[i.Minor()] == "" && exec.Command(path, "-c", "import greenlet").Run() == nil {
			list[i.Minor()] = path
		}
	}
	return list
})

// onEachWithGreenlets runs a test with every CPython that has greenlet; the output names the versions without.
func onEachWithGreenlets(t *testing.T, test func(t *testing.T, interpreter string)) {
	have := greenletPythons()
	for _, version := range wanted {
		t.Run(version, func(t *testing.T) {
			if have[version] == "" {
				t.Skipf("no CPython %s with the package greenlet: set SIMRUN_GREENLET_PYTHON to the path of one", version)
			}
			test(t, have[version])
		})
	}
}

// withGreenlets starts a script whose threads are greenlets.
func withGreenlets(t *testing.T, interpreter, path string, args ...string) *python.Script {
	t.Helper()
	s, err := python.OpenWith(python.Options{Interpreter: interpreter, Greenlets: true}, path, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// bothWays are a script with threads of the system and with greenlets.
func bothWays(t *testing.T, interpreter, path string, args ...string) (threads, greenlets *python.Script) {
	t.Helper()
	greenlets = withGreenlets(t, interpreter, path, args...)
	if why := greenlets.Unfit(); why != "" {
		t.Errorf("%s %q: %s", path, args, why)
	}
	return openAt(t, interpreter, path, args...), greenlets
}

// TestGreenletsApart: what CPython keeps for each thread is the same for each greenlet, whatever the schedule. The script does the
// same in three threads at a time, and stops in between.
func TestGreenletsApart(t *testing.T) {
	onEachWithGreenlets(t, func(t *testing.T, interpreter string) {
		for _, does := range []string{"keeps", "computes", "prints", "fails", "deep", "knows", "sets", "loops"} {
			threads, greenlets := bothWays(t, interpreter, "testdata/greenlets/apart.py", does)
			for seed := range uint64(20) {
				if a, b := stream(threads.Program(), seed), stream(greenlets.Program(), seed); a != b {
					t.Errorf("%s, seed %d: %s", does, seed, difference(a, b))
				}
			}
		}
	})
}

// TestGreenletsSame: the hazards, the notebook's programs and others do the same with greenlets, seed by seed and in a fork, and a
// search comes to the same end.
func TestGreenletsSame(t *testing.T) {
	onEachWithGreenlets(t, func(t *testing.T, interpreter string) {
		var scripts []string
		for _, pattern := range []string{"*.py", "hazards/[0-9]*.py", "field/*.py", "shared/*.py"} {
			more, err := filepath.Glob("testdata/" + pattern)
			if err != nil {
				t.Fatal(err)
			}
			scripts = append(scripts, more...)
		}
		if len(scripts) < 40 {
			t.Fatalf("%d scripts", len(scripts))
		}
		for _, script := range scripts {
			t.Run(filepath.Base(script), func(t *testing.T) { sameWithGreenlets(t, interpreter, script) })
		}
	})
}

// notSame are scripts that are no programs for this: they need arguments, do not repeat, or cannot have greenlets.
var notSame = map[string]bool{"bare.py": true, "rewriteall.py": true, "rewriteown.py": true, "10_file.py": true, "looks.py": true}

func sameWithGreenlets(t *testing.T, interpreter, script string) {
	if notSame[filepath.Base(script)] {
		t.Skip("it is no such program")
	}
	threads, err := python.Open(interpreter, script, "2")
	if err != nil {
		if _, other := python.OpenWith(python.Options{Interpreter: interpreter, Greenlets: true}, script, "2"); other == nil || other.Error() != err.Error() {
			t.Errorf("%v with threads, and %v with greenlets", err, other)
		}
		return
	}
	defer threads.Close()
	greenlets := withGreenlets(t, interpreter, script, "2")
	if why := greenlets.Unfit(); why != "" || threads.Leaks() != greenlets.Leaks() {
		t.Errorf("%s; %q and %q", why, threads.Leaks(), greenlets.Leaks())
	}
	for seed := range uint64(3) {
		a := stream(threads.Program(), seed)
		for i, b := range []string{stream(greenlets.Program(), seed), stream(greenlets.Program(), seed), stream(greenlets.Fresh(), seed)} {
			if a != b {
				t.Errorf("seed %d, execution %d: %s", seed, i, difference(a, b))
			}
		}
	}
	if a, b := searched60(t, threads), searched60(t, greenlets); a != b {
		t.Errorf("a search differs: %s", difference(a, b))
	}
}

// searched60 is what a short search comes to, and what is found, with its token and its steps.
func searched60(t *testing.T, s *python.Script) string {
	t.Helper()
	r := explore(t, s, scheduler.Options{Strategy: "auto", Executions: 60, Workers: 1, NoShrink: true, Config: sim.Config{Switching: s.Switching()}})
	text := fmt.Sprintln(r.Executions, r.Exhausted, r.Redundant, r.Truncated, r.DistinctLogs, r.DistinctTraces, r.Sharing)
	for _, f := range r.Findings {
		text += fmt.Sprintln(f.Kind, f.Message, f.Where, f.Token)
	}
	return text
}

// TestGreenletsTokens: what is found with greenlets is found again with threads of the system, and the other way round.
func TestGreenletsTokens(t *testing.T) {
	onEachWithGreenlets(t, func(t *testing.T, interpreter string) {
		threads, greenlets := bothWays(t, interpreter, "testdata/pipe_queue.py")
		for _, way := range [][2]*python.Script{{threads, greenlets}, {greenlets, threads}} {
			r := explore(t, way[0], scheduler.Options{Strategy: "pos", Executions: 100, First: true, NoShrink: true})
			if len(r.Findings) == 0 {
				t.Fatal("nothing was found")
			}
			runner := sim.NewRunner()
			x, diverged := replay.Once(runner, way[1].Program(), options(scheduler.Options{}).Config, r.Findings[0].Token)
			if diverged != nil || x.End != sim.Deadlock {
				t.Errorf("%v, %v", diverged, x.End)
			}
			runner.Close()
		}
	})
}

// TestGreenletsUnfit: a script that needs threads of the system has them, and the reason is said; it does the same as without
// --greenlets. If that shows under some schedules only, the search ends with the reason and the remedy.
func TestGreenletsUnfit(t *testing.T) {
	cases := []struct{ does, says string }{
		{"sqlite", "it imports _sqlite3, C code that may ask the system which thread it is in"},
		{"traces", "it calls sys.settrace, which cannot tell greenlets apart"},
		{"profiles", "it calls sys.setprofile, which cannot tell greenlets apart"},
		{"greenlet", "it imports greenlet._greenlet, C code that may ask the system which thread it is in"},
		{"collects", "a finalizer that the collector of garbage runs waits for another thread, which greenlets cannot do there"},
	}
	onEachWithGreenlets(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			if c.does != "collects" { // whether the event is set by then depends on the schedule
				threads, greenlets := openAt(t, interpreter, "testdata/greenlets/unfit.py", c.does), withGreenlets(t, interpreter, "testdata/greenlets/unfit.py", c.does)
				if want := "its threads are those of the system, in spite of --greenlets: " + c.says; greenlets.Unfit() != want {
					t.Errorf("%s: %q, want %q", c.does, greenlets.Unfit(), want)
				}
				for seed := range uint64(5) {
					if a, b := stream(threads.Program(), seed), stream(greenlets.Program(), seed); a != b {
						t.Errorf("%s, seed %d: %s", c.does, seed, difference(a, b))
					}
				}
			}
			late := withGreenlets(t, interpreter, "testdata/greenlets/unfit.py", c.does, "late")
			if late.Unfit() != "" {
				t.Errorf("%s, late: %s", c.does, late.Unfit())
			}
			_, err := scheduler.Explore(context.Background(), late.Program(), options(scheduler.Options{Strategy: "pos", Executions: 60}))
			if err == nil || !strings.Contains(err.Error(), c.says+": leave out --greenlets") {
				t.Errorf("%s, late: %v", c.does, err)
			}
		}
	})
}
