//go:build cpython

package python_test

import (
	"testing"

	"simrun/scheduler"
)

// TestInCode: a lock, a queue, a threading.local and a thread cannot be copied or pickled, nor can what has one, as in CPython; and what a script
// tells the C library of a thread reaches one. Trio looks where its locks come from, and crashed the interpreter where it names its threads.
func TestInCode(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := open(t, interpreter, "incode.py")
		if r := explore(t, s, scheduler.Options{Strategy: "dpor"}); s.Leaks() != "" || !r.Exhausted || len(r.Findings) > 0 {
			t.Errorf("%s; exhausted %v, %s", s.Leaks(), r.Exhausted, kinds(r))
		}
	})
}
