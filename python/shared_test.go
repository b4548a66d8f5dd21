//go:build cpython

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// exploreAs searches a script of testdata/shared by dpor, with the rule of a version, and not for data races.
func exploreAs(t *testing.T, interpreter string, gil python.GIL, name string, args ...string) *scheduler.Report {
	t.Helper()
	s, err := python.OpenWith(python.Options{Interpreter: interpreter, GIL: gil, Races: new(bool)}, filepath.Join("testdata/shared", name), args...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Switching: s.Switching()}})
}

// TestIncrement: two threads with a load and a store each. If a switch may come between, the four orders in which nothing
// is lost or something is are 4!/(2!2!) = 6, less 2, because two loads in a row commute; else they are the two orders of
// the threads. A call between load and store is a place where every version may switch. Where an access
// goes on within a step DPOR may begin executions that show nothing new.
func TestIncrement(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for gil, executions := range map[python.GIL]int{python.GIL39: 4, python.GIL310: 2, python.GIL314: 2, python.Free: 4} {
			r := exploreAs(t, interpreter, gil, "increment.py")
			if !r.Exhausted || r.Redundant > 0 && executions == 4 || r.Executions != executions || (len(r.Findings) > 0) != (executions == 4) {
				t.Errorf("+= with the GIL of %s: %d executions, want %d; exhausted %v, %d redundant, %s", gil, r.Executions, executions,
					r.Exhausted, r.Redundant, kinds(r))
			}
			r = exploreAs(t, interpreter, gil, "called.py")
			if !r.Exhausted || r.Executions != 4 || len(r.Findings) != 1 {
				t.Errorf("a call between, with the GIL of %s: %d executions, want 4; exhausted %v, %d redundant, %s", gil, r.Executions,
					r.Exhausted, r.Redundant, kinds(r))
			}
		}
	})
}

// TestKinds: whatever the variable is, that something comes between is found; and that of a dict which another thread
// changes while it is gone over.
func TestKinds(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, kind := range []string{"global", "item", "list", "set", "deque", "class", "closure", "iteration", "view"} {
			r := exploreAs(t, interpreter, python.GIL310, "kinds.py", kind)
			want := "AssertionError"
			if kind == "iteration" || kind == "view" {
				want = "dictionary changed size during iteration"
			}
			if !r.Exhausted || len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, want) {
				t.Errorf("%s: exhausted %v, %s", kind, r.Exhausted, kinds(r))
			}
		}
	})
}

// TestGuarded: what a lock, a start or a join puts in an order is no operation, also where threads may switch anywhere: two
// orders of the lock, and no variable.
func TestGuarded(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		r := exploreAs(t, interpreter, python.Free, "guarded.py")
		exhaustive(t, "guarded.py", r, 1)
		if r.Executions != 2 {
			t.Errorf("%d executions, want 2", r.Executions)
		}
		for _, p := range r.Program.Params {
			if p.Name == "shared" {
				t.Errorf("the threads race for %s", p.Value)
			}
		}
	})
}

// TestClassDefault: whether an object has an attribute itself, or the class has it, is part of the access that finds it: no order of the
// threads shows anything past that. By a GIL that may be lost between the load and the store there are two results.
func TestClassDefault(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for gil, logs := range map[python.GIL]int{python.GIL310: 1, python.GIL39: 2} {
			if r := exploreAs(t, interpreter, gil, "default.py"); !r.Exhausted || r.Sharing != nil || r.DistinctLogs != logs {
				t.Errorf("%s: exhausted %v, %d logs, want %d; %+v", gil, r.Exhausted, r.DistinctLogs, logs, r.Sharing)
			}
		}
	})
}
