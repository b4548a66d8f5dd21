//go:build cpython

package python_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// temporaryNames are those that tempfile makes.
var temporaryNames = regexp.MustCompile(`tmp[a-z0-9_]{8}`)

// TestTemporary: two threads that make files by tempfile do not meet there, so that there are two logs, in the order of their prints. A
// name that is taken, by a file that was there or by an execution in another process at the same time, changes nothing, and what an
// execution leaves is gone when it is over, also if it is cut short.
func TestTemporary(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	onEach(t, func(t *testing.T, interpreter string) {
		s := openAt(t, interpreter, "testdata/files/temporary.py")
		if s.Leaks() != "" {
			t.Error(s.Leaks())
		}
		first := shown(s.Program())
		for _, name := range temporaryNames.FindAllString(first, -1) {
			if err := os.Mkdir(filepath.Join(folder, name), 0o755); err != nil { // two that were gone have one name
				t.Fatal(err)
			}
		}
		if again := shown(s.Program()); again != first {
			t.Errorf("with names that are taken it is another execution: %s", difference(first, again))
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, strategy := range []string{"dpor", "random"} {
			r := exploreByDefault(t, s, scheduler.Options{Strategy: strategy, Workers: 2, Executions: 100})
			if r.DistinctLogs != 2 || len(r.Findings) > 0 || r.Exhausted != (strategy == "dpor") {
				t.Errorf("%s: %d logs, exhausted %v, %s", strategy, r.DistinctLogs, r.Exhausted, kinds(r))
			}
		}
		cut := openAt(t, interpreter, "testdata/files/temporary.py", "cut")
		for range 3 {
			if x := sim.Run(cut.Program(), sim.Config{MaxSteps: 200}, carryOn{}); x.End != sim.StepLimit {
				t.Errorf("it is not cut short: %v", x.End)
			}
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("%d are left, %v", len(left), err)
		}
	})
}
