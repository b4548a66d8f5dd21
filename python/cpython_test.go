//go:build cpython

package python_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"simrun/properties"
	"simrun/python"
	"simrun/python/worker"
	"simrun/scheduler"
	"simrun/sim"
)

// wanted are the versions that the tests are for. Those that are not found are named in the output.
var wanted = []string{"3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"}

// onEach runs a test with every CPython that is found: those of pyenv, and python3.N on PATH.
func onEach(t *testing.T, test func(t *testing.T, interpreter string)) {
	var absent []string
	for _, version := range wanted {
		path := find(version)
		if path == "" {
			absent = append(absent, version)
			continue
		}
		t.Run(version, func(t *testing.T) { test(t, path) })
	}
	if len(absent) == len(wanted) {
		t.Fatal("no CPython was found, neither in ~/.pyenv/versions nor on PATH")
	}
	if len(absent) > 0 {
		t.Logf("absent: CPython %s", strings.Join(absent, ", "))
	}
}

// hasTurn says whether a version looks at case i of a test that takes minutes: the oldest and the newest look at all, and
// those between share them; with -whole each looks at all.
func hasTurn(interpreter string, i int) bool {
	var found []string
	for _, version := range wanted {
		if path := find(version); path != "" {
			found = append(found, path)
		}
	}
	at, last := slices.Index(found, interpreter), len(found)-1
	return *whole || at <= 0 || at == last || i%(last-1) == at-1
}

// find is the path of a version; empty if there is none.
func find(version string) string { return installed()[version] }

// installed are the paths of the versions that there are. It is asked once: to look for one is to start it.
var installed = sync.OnceValue(func() map[string]string {
	list := map[string]string{}
	home, _ := os.UserHomeDir()
	for _, version := range wanted {
		paths, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions", version+".*", "bin/python3"))
		for _, path := range append(paths, "python"+version, "python3") {
			if i, err := worker.Find(path); err == nil && i.Minor() == version {
				list[version] = i.Path
				break
			}
		}
	}
	return list
})

// open starts a script of testdata.
func open(t *testing.T, interpreter, name string, args ...string) *python.Script {
	t.Helper()
	return openAt(t, interpreter, filepath.Join("testdata", name), args...)
}

// openAt starts a script.
func openAt(t *testing.T, interpreter, path string, args ...string) *python.Script {
	t.Helper()
	s, err := python.Open(interpreter, path, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// options are those of the searches, up to what o says.
func options(o scheduler.Options) scheduler.Options {
	o.Config.MaxSteps, o.Config.Fingerprint = 20_000, true
	if o.Config.Clock == 0 {
		o.Config.Clock = sim.Anytime
	}
	o.Properties = append(o.Properties, properties.NoDeadlock, properties.NoUncaughtException)
	return o
}

// explore searches a script.
func explore(t *testing.T, s *python.Script, o scheduler.Options) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), s.Program(), options(o))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// exploreByDefault searches a script for all that simrun looks for unless it is told otherwise.
func exploreByDefault(t *testing.T, s *python.Script, o scheduler.Options) *scheduler.Report {
	t.Helper()
	o = options(o)
	o.Properties = properties.Default()
	r, err := scheduler.Explore(t.Context(), s.Program(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNotebook holds the notebook's programs, unmodified, to the number of orders in which their lines can come, by
// exhaustive search: what the models have, and what was counted by hand.
func TestNotebook(t *testing.T) {
	cases := []struct {
		script           string
		anytime, virtual int // distinct logs
	}{
		{"first.py", 6, 3}, {"join.py", 3, 2}, {"daemon.py", 10, 4}, {"event.py", 2, 1},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			s := open(t, interpreter, c.script)
			r := explore(t, s, scheduler.Options{Strategy: "dpor"})
			exhaustive(t, c.script, r, c.anytime)
			r = explore(t, s, scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: sim.Virtual}})
			exhaustive(t, c.script+" virtual", r, c.virtual)
		}
	})
}

// clockTime is what logging begins a line with.
var clockTime = regexp.MustCompile(`^\d\d:\d\d:\d\d: `)

// exhaustive says what a search should have come to that tries everything and finds nothing wrong.
func exhaustive(t *testing.T, name string, r *scheduler.Report, logs int) {
	t.Helper()
	if r.Sharing != nil {
		t.Errorf("%s: %s", name, r.Sharing.Message)
	}
	if !r.Exhausted || r.Redundant != 0 || r.Truncated != 0 || r.DistinctLogs != logs || len(r.Findings) > 0 {
		t.Errorf("%s: %d logs, want %d; exhausted %v, %d redundant, %d truncated, %s", name, r.DistinctLogs, logs,
			r.Exhausted, r.Redundant, r.Truncated, kinds(r))
	}
}

// kinds are the findings in short.
func kinds(r *scheduler.Report) string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, f.Kind+": "+f.Message)
	}
	return fmt.Sprintf("%d findings %q", len(list), list)
}

// TestLockPipeline: with n messages its lines come in as many orders as a Fibonacci number says, and it never hangs.
func TestLockPipeline(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for n, logs := range []int{1, 2, 5, 13, 34} {
			r := explore(t, open(t, interpreter, "pipe_lock.py", fmt.Sprint(n+1)), scheduler.Options{Strategy: "dpor"})
			exhaustive(t, fmt.Sprintf("%d messages", n+1), r, logs)
		}
	})
}

// TestOrders: a lock that each of 2 or 3 threads takes twice is taken in 4!/(2!2!) = 6 or 6!/(2!2!2!) = 90 orders.
func TestOrders(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for script, orders := range map[string]int{"lockedc.py": 6, "lockedc3.py": 90} {
			r := explore(t, open(t, interpreter, script), scheduler.Options{Strategy: "dpor"})
			if exhaustive(t, script, r, 1); r.Executions != orders {
				t.Errorf("%s: %d executions, want %d", script, r.Executions, orders)
			}
		}
	})
}

// TestPhilosophers: three who take the left fork first can each hold one and wait for the next.
func TestPhilosophers(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		r := explore(t, open(t, interpreter, "phil.py"), scheduler.Options{Strategy: "dpor", NoShrink: true})
		if !r.Exhausted || r.Redundant != 0 || len(r.Findings) != 1 || r.Findings[0].Kind != "deadlock" {
			t.Fatalf("exhausted %v, %d redundant, %s", r.Exhausted, r.Redundant, kinds(r))
		}
		for _, fork := range []string{"forks[0]", "forks[1]", "forks[2]"} {
			if !strings.Contains(r.Findings[0].Message, fork) {
				t.Errorf("%s is not in: %s", fork, r.Findings[0].Message)
			}
		}
	})
}
