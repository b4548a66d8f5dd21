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

// stated searches all schedules of a script of testdata/stated with a file that says what should hold, or until it finds a failure
// if there is one.
func stated(t *testing.T, o python.Options, fails bool, check, name string, args ...string) *scheduler.Report {
	t.Helper()
	if check != "" {
		o.Check = filepath.Join("testdata/stated", check)
	}
	s, err := python.OpenWith(o, filepath.Join("testdata/stated", name), args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if fails {
		return explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, First: true, Config: sim.Config{Switching: s.Switching()}})
	}
	return everything(t, s)
}

// TestStated: an invariant that does not hold is found in the state that breaks it, with its line and the step; what
// should hold at the exit is looked at there. The twin passes, in every state that it can see.
func TestStated(t *testing.T) {
	cases := []struct {
		check, script, arg string
		finds              string // empty: nothing
	}{
		{"simrun_properties.py", "pool.py", "", ""},
		{"simrun_properties.py", "pool.py", "careless", "invariant: AssertionError: assert script.pool.free + script.pool.used == 2 at simrun_properties.py:4, after "},
		{"simrun_properties.py", "pool.py", "loses", "at-exit: AssertionError: 1 are used at simrun_properties.py:8"},
		{"apart_fixed.py", "apart.py", "", ""},
		{"apart_bug.py", "apart.py", "", "invariant: AssertionError: assert seen != [False, True, False] at apart_bug.py:9, after right in store of Switch.on at apart.py:14"},
		{"apart_global.py", "apart.py", "", "invariant: invariant() returned False at apart_global.py:7, after MainThread in store of done at apart.py:23"},
		{"library_fixed.py", "library.py", "", ""},
		{"library_bug.py", "library.py", "", "invariant: AssertionError: assert not (script.q.qsize() == 1 and "},
		{"library_attribute.py", "library.py", "", "invariant: AssertionError: assert script.q.unfinished_tasks < 1 or"},
		{"nothing.py", "library.py", "", ""},
		{"absent.py", "library.py", "", "invariant: AttributeError: module '__main__' has no attribute 'no_such_name' at absent.py:2"},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			r := stated(t, python.Options{Interpreter: interpreter}, c.finds != "", c.check, c.script, c.arg)
			found := ""
			for _, f := range r.Findings {
				found += f.Kind + ": " + f.Message + "\n"
			}
			if (found != "") != (c.finds != "") || !strings.HasPrefix(found, c.finds) {
				t.Errorf("%s of %s %s: %q, want %q", c.check, c.script, c.arg, found, c.finds)
			}
		}
	})
}

// TestStatedOrders: two writes that are in no order are tried in each, if an invariant sees both: apart.py has one trace without, and
// two with (a first, b first); what an invariant sees of two threads under a lock is in the order of the lock.
func TestStatedOrders(t *testing.T) {
	interpreter := find("3.11")
	if interpreter == "" {
		t.Skip("there is no CPython 3.11")
	}
	for _, c := range []struct {
		check  string
		traces int
	}{{"", 1}, {"nothing.py", 1}, {"apart_fixed.py", 2}} {
		if r := stated(t, python.Options{Interpreter: interpreter}, false, c.check, "apart.py"); r.DistinctTraces != c.traces {
			t.Errorf("%q: %d traces, want %d", c.check, r.DistinctTraces, c.traces)
		}
	}
}

// TestStatedIsNoOperation: a look changes nothing. Each seed makes the same steps with an invariant as without, if what it looks at
// are operations anyway; and what it reads is read in every way that the library has.
func TestStatedIsNoOperation(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, check := range []string{"nothing.py", "library_fixed.py"} {
			plain := openOutside(t, python.Options{Interpreter: interpreter}, "../stated/library.py")
			looked := openOutside(t, python.Options{Interpreter: interpreter, Check: "testdata/stated/" + check}, "../stated/library.py")
			for seed := range uint64(20) {
				without, with := stream(plain.Program(), seed), stream(looked.Program(), seed)
				if without != with {
					t.Fatalf("%s, seed %d: %s", check, seed, difference(without, with))
				}
			}
		}
	})
}
