//go:build cpython

package python_test

import (
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// TestUnseen: accesses that no method shows, and calls that no call shows, are places where another thread comes between, and with a lock
// around them each is proved to hold: operators that the library has in Python code, what is made of operator's functions, arguments behind
// the one that is accessed, functions of the library that take a while, the end of a with statement.
func TestUnseen(t *testing.T) {
	says := map[string]string{
		"delete": "NameError", "shuffle": "list index out of range", "choices": "list index out of range",
		"mean": "deque mutated during iteration", "groupby": "dictionary changed size", "common": "dictionary changed size",
	}
	cases := []string{"flag", "fraction", "sum", "setitem", "getter", "caller", "group", "push", "insort", "dict", "object", "function", "delete",
		"view", "packed", "ctypes", "shelf", "manager", "return", "writer", "print", "shuffle", "choices", "mean", "groupby", "common",
		"transaction"}
	onEach(t, func(t *testing.T, interpreter string) {
		for i, kind := range cases {
			if !hasTurn(interpreter, i) {
				continue
			}
			want := says[kind]
			if want == "" {
				want = "AssertionError"
			}
			r := exploreAs(t, interpreter, python.GIL310, "unseen.py", kind)
			found := slices.ContainsFunc(r.Findings, func(f *scheduler.Finding) bool { return strings.Contains(f.Message, want) })
			if !r.Exhausted || !found || len(r.Findings) > 1 && kind != "mean" { // up to 3.10 mean says in another way, too, that it has changed
				t.Errorf("%s: exhausted %v, %s in %d executions, want %q", kind, r.Exhausted, kinds(r), r.Executions, want)
			}
			if r := exploreAs(t, interpreter, python.GIL310, "unseen.py", kind, "locked"); !r.Exhausted || len(r.Findings) > 0 {
				t.Errorf("%s, locked: exhausted %v, %s in %d executions", kind, r.Exhausted, kinds(r), r.Executions)
			}
		}
	})
}
