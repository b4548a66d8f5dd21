//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// TestFork: a fork while another thread holds a lock is found, with both lines; the execution ends there, so nothing is proved of
// what comes behind. Nothing is found if nobody can hold a lock, or if the lock is made anew in the child.
func TestFork(t *testing.T) {
	cases := []struct{ script, how, says string }{
		{"forks.py", "", "MainThread forked at forks.py:22 while worker held lock (taken at forks.py:12): in the child nobody releases it"},
		{"forks.py", "fixed", ""},
		{"spawns.py", "", "MainThread forked at spawns.py:17 while worker held jobs"},
		{"forks_safely.py", "bare", "while worker held lock"},
		{"forks_safely.py", "logs", ""},   // logging makes the lock of its handler anew
		{"forks_safely.py", "before", ""}, // the thread that forks holds it
		{"forks_safely.py", "anew", ""},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			s := openOutside(t, python.Options{Interpreter: interpreter}, c.script, c.how)
			r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true})
			found := len(r.Findings) > 0
			if found != (c.says != "") || found && (r.Findings[0].Kind != "forked-while-locked" || !strings.Contains(r.Findings[0].Message, c.says)) {
				t.Errorf("%s %s: %s", c.script, c.how, kinds(r))
			}
			if r.Exhausted || r.Truncated == 0 || r.Executions < 3 {
				t.Errorf("%s %s: exhausted %v, %d of %d executions were cut short", c.script, c.how, r.Exhausted, r.Truncated, r.Executions)
			}
		}
		if _, err := python.Open(interpreter, "testdata/outside/spawns.py", "fixed"); err == nil || !strings.Contains(err.Error(), "does not schedule") {
			t.Errorf("a fresh interpreter is not refused: %v", err)
		}
	})
}
