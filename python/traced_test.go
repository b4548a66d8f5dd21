//go:build cpython

package python_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// TestTraced: the race is in a package outside of the script's folder. Its accesses are seen only if the package is named, and if it is not a
// search says so. The package is then the program's, also in that each execution loads it anew: how its objects are numbered depended on
// whether they were there before, so that each execution was a fork of its own.
func TestTraced(t *testing.T) {
	folder := t.TempDir()
	writeFile(t, folder, "library/tally/__init__.py", "from .counter import Counter\n")
	writeFile(t, folder, "library/tally/counter.py", `import threading
limits = {"value": 1000}
lock = threading.Lock()
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        value = self.value
        self.check(value)
        self.value = value + 1
    def check(self, value):
        assert 0 <= value < limits["value"]
`)
	script := writeFile(t, folder, "program/script.py", `import sys, threading
sys.path.append(sys.argv[1])
import tally
counter = tally.Counter()
threads = [threading.Thread(target=counter.add) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
assert counter.value == 2, counter.value
`)
	onEach(t, func(t *testing.T, interpreter string) {
		for _, traced := range [][]string{nil, {"tally"}, {"tally", "taly", "queue"}} {
			s, err := python.OpenWith(python.Options{Interpreter: interpreter, Trace: traced}, script, filepath.Join(folder, "library"))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true})
			found := len(r.Findings) == 1 && strings.Contains(r.Findings[0].Message, "AssertionError: 1")
			if found != (traced != nil) || len(r.Findings) > 1 {
				t.Errorf("traced %q: exhausted %v, %s", traced, r.Exhausted, kinds(r))
			}
			var want []string // of a typing error, and of a module that simrun uses itself
			for _, name := range []string{"queue", "taly"} {
				if slices.Contains(traced, name) {
					want = append(want, "--trace "+name+" follows nothing: no Python file of this package was loaded, or not by the script")
				}
			}
			unseen := slices.Contains(s.Unlooked(), "what threads do to variables of tally (--trace tally)")
			if unseen != (traced == nil) || s.Leaks() != "" {
				t.Errorf("traced %q: not looked at %q; %s", traced, s.Unlooked(), s.Leaks())
			}
			if !slices.Equal(s.Notes(), want) {
				t.Errorf("traced %q: notes %q, want %q", traced, s.Notes(), want)
			}
		}
	})
}
