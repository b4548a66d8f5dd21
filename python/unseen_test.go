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
		"transaction", "unbound", "inherited", "bound", "renamed", "made", "absent", "any", "mapped"}
	comesBetween(t, "unseen.py", cases, says)
}

// TestGiven: the same of code that the script gives to exec, eval or compile, in a namespace of its own, in that of a module that it has
// made by itself, in its own, and of what the code makes there: functions, classes. So is what is loaded from a file by runpy or importlib.
func TestGiven(t *testing.T) {
	comesBetween(t, "given.py", []string{"namespace", "class", "eval", "statement", "compiled", "module", "globals", "renamed", "fields", "path", "attribute", "named",
		"loaded"}, nil)
}

// TestTaken: the same of functions and methods of C code that the script has under another name, or hands on.
func TestTaken(t *testing.T) {
	comesBetween(t, "taken.py", []string{"name", "passed", "attribute", "partial", "unbound", "inherited", "asked", "found", "member"},
		map[string]string{"found": "KeyError"})
}

// TestSyntax: the same of what syntax looks at without a name, an item or a method, and what an operator with an assignment computes before it
// stores that.
func TestSyntax(t *testing.T) {
	comesBetween(t, "syntax.py", []string{"plus", "times", "percent", "format", "bytes", "compare", "display", "keywords", "unpack", "star", "through", "generator", "reversed",
		"space", "eq", "repr", "iadd", "sentinel", "guarded"}, map[string]string{"reversed": "deque mutated during iteration"})
}

// TestStores: the same of what statements store that are no assignments, such as with, except, def and import, and of assignments to several
// targets. A function that the script defines when its threads run may not be there yet.
func TestStores(t *testing.T) {
	comesBetween(t, "stores.py", []string{"with", "second", "except", "loop", "def", "class", "import", "from", "delete", "star", "chain", "inner", "later"},
		map[string]string{"later": "NameError"})
}

// TestLeft: an object that the end of a script leaves behind has its finalizer run between two executions. That waited for ever for its turn
// where the finalizer came to a list that threads share.
func TestLeft(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		if r := exploreAs(t, interpreter, python.GIL310, "left.py"); !r.Exhausted || r.DistinctLogs != 2 || len(r.Findings) > 0 {
			t.Errorf("exhausted %v, %d logs, %s", r.Exhausted, r.DistinctLogs, kinds(r))
		}
	})
}

// TestPatterns: the same of patterns, which there are since 3.10.
func TestPatterns(t *testing.T) {
	for _, version := range []string{"3.10", "3.13"} {
		if interpreter := find(version); interpreter != "" {
			betweenIn(t, interpreter, "syntax.py", "match", "AssertionError")
			betweenIn(t, interpreter, "stores.py", "match", "AssertionError")
		}
	}
}

// TestLoopVariable: that a loop goes on is a store to its variable, which comes before a thread has looked at it or after, and is no error
// where the thread is given the value.
func TestLoopVariable(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, kind := range []string{"module", "function"} {
			if !hasTurn(interpreter, i) {
				continue
			}
			if r := exploreAs(t, interpreter, python.GIL310, "late.py", kind); !r.Exhausted || len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, "[1, 1]") {
				t.Errorf("%s: exhausted %v, %s", kind, r.Exhausted, kinds(r))
			}
			if r := exploreAs(t, interpreter, python.GIL310, "late.py", kind, "given"); !r.Exhausted || len(r.Findings) > 0 {
				t.Errorf("%s, given: exhausted %v, %s", kind, r.Exhausted, kinds(r))
			}
		}
	})
}

// TestLent: the same of attributes that the script gives to objects of the library: they are its variables, also where a future has been
// in other hands before.
func TestLent(t *testing.T) {
	comesBetween(t, "lent.py", []string{"thread", "queue", "condition", "future", "computed", "executor"}, nil)
}

// comesBetween searches each case of a script with two threads: one comes between what the other one does, which ends as is given, or
// else with an AssertionError. With a lock around both there is no failure.
func comesBetween(t *testing.T, script string, cases []string, says map[string]string) {
	t.Helper()
	onEach(t, func(t *testing.T, interpreter string) {
		for i, kind := range cases {
			if !hasTurn(interpreter, i) {
				continue
			}
			want := says[kind]
			if want == "" {
				want = "AssertionError"
			}
			betweenIn(t, interpreter, script, kind, want)
		}
	})
}

// betweenIn does so for one case with one CPython.
func betweenIn(t *testing.T, interpreter, script, kind, want string) {
	t.Helper()
	r := exploreAs(t, interpreter, python.GIL310, script, kind)
	found := slices.ContainsFunc(r.Findings, func(f *scheduler.Finding) bool { return strings.Contains(f.Message, want) })
	// Up to 3.10 mean says in another way, too, that it has changed; up to 3.9 iter(f, sentinel) that another thread has ended compares with nothing, a
	// SystemError.
	if !r.Exhausted || !found || len(r.Findings) > 1 && kind != "mean" && kind != "sentinel" {
		t.Errorf("%s: exhausted %v, %s in %d executions, want %q", kind, r.Exhausted, kinds(r), r.Executions, want)
	}
	if r := exploreAs(t, interpreter, python.GIL310, script, kind, "locked"); !r.Exhausted || len(r.Findings) > 0 {
		t.Errorf("%s, locked: exhausted %v, %s in %d executions", kind, r.Exhausted, kinds(r), r.Executions)
	}
}
