//go:build cpython

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// field are scripts of shapes that bugs in the field have, and what is found in each.
var field = []struct{ script, kind, says string }{
	{"wiped_flag.py", "deadlock", "printer waits in Event.wait on some"},
	{"guests.py", "uncaught-exception", "dictionary changed size during iteration"},
	{"two_caches.py", "uncaught-exception", "the cache is closed"},
	{"unread.py", "exception-unread", "nobody was given the exception of invert: ZeroDivisionError: division by zero at unread.py:7"},
	{"batches.py", "uncaught-exception", "ValueError: generator already executing"},
	{"latest.py", "uncaught-exception", "RuntimeError: deque mutated during iteration"},
	{"agenda.py", "uncaught-exception", "IndexError: index out of range"},
	{"crew.py", "deadlock", "waits in Queue.get on crew.jobs"},
	{"loaded.py", "deadlock", "filler waits in import on loader"},
	{"two_pools.py", "deadlock", "walk waits in Future.result on read"},
}

// TestField: with the options of a search by default each bug is found, with its cause, and the same script
// passes when it is repaired: all of its schedules were tried.
func TestField(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range field {
			path := filepath.Join("testdata/field", c.script)
			o := options(scheduler.Options{First: true, NoShrink: true, Executions: 400})
			o.Properties = properties.Default()
			r, err := scheduler.Explore(t.Context(), openAt(t, interpreter, path).Program(), o)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) != 1 || r.Findings[0].Kind != c.kind || !strings.Contains(r.Findings[0].Message, c.says) {
				t.Errorf("%s: %s", c.script, kinds(r))
			}
			o = options(scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
			o.Properties = properties.Default()
			r, err = scheduler.Explore(t.Context(), openAt(t, interpreter, path, "fixed").Program(), o)
			if err != nil {
				t.Fatal(err)
			}
			if !r.Exhausted || len(r.Findings) > 0 || r.Sharing != nil {
				t.Errorf("%s, fixed: exhausted %v after %d executions, %s", c.script, r.Exhausted, r.Executions, kinds(r))
			}
		}
	})
}
