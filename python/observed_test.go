//go:build cpython

package python_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

var (
	observed     = flag.Int("observed", 3, "random programs whose outcomes are compared with those that each CPython shows by itself")
	observedFrom = flag.Int("observed.from", 0, "seed of the first of them")
)

// printedLines is what the executions of a script have printed.
type printedLines map[string]bool

func (printedLines) Name() string { return "printed" }

func (p printedLines) Check(x *sim.Execution) *sim.Failure {
	var lines []string
	for _, l := range x.Log {
		lines = append(lines, l.Text)
	}
	p[strings.TrimSpace(strings.Join(lines, "\n"))] = true
	return nil
}

// TestObserved: whatever CPython shows of a random program by itself, a search of all its schedules finds. The programs are drawn by
// testdata/observed/draw.py, and executed by observe.py there. What CPython has not shown may be a matter of chance: it is logged.
func TestObserved(t *testing.T) {
	const executions, most = 1000, 1000 // of CPython, and of a search; what takes more is not compared
	onEachWithGreenlets(t, func(t *testing.T, interpreter string) {
		compared, shown, found := 0, 0, 0
		for seed := *observedFrom; seed < *observedFrom+*observed; seed++ {
			path, shows := observe(t, interpreter, seed, executions)
			if len(shows) < 2 {
				continue
			}
			s, finds := openAt(t, interpreter, path), printedLines{}
			r := explore(t, s, scheduler.Options{Strategy: "dpor", Executions: most, NoShrink: true, Properties: []sim.Property{finds},
				Config: sim.Config{Switching: s.Switching()}})
			s.Close()
			if !r.Exhausted {
				t.Logf("program %d: not all schedules were tried; shares past the models: %+v", seed, r.Sharing)
				continue
			}
			compared, shown, found = compared+1, shown+len(shows), found+len(finds)
			for _, outcome := range slices.Sorted(maps.Keys(shows)) {
				if !finds[outcome] {
					t.Errorf("program %d: CPython shows this %d times in %d, and simrun never: %s", seed, shows[outcome], executions, outcome)
				}
			}
			for _, outcome := range slices.Sorted(maps.Keys(finds)) {
				if shows[outcome] == 0 {
					t.Logf("program %d, which simrun alone shows: %s", seed, outcome)
				}
			}
		}
		t.Logf("%d programs, of which CPython shows %d outcomes and simrun %d", compared, shown, found)
	})
}

// observe writes the program of a seed to a file, and says how often CPython shows which outcome of it.
func observe(t *testing.T, interpreter string, seed, executions int) (path string, shows map[string]int) {
	t.Helper()
	path = filepath.Join(t.TempDir(), fmt.Sprintf("observed%d.py", seed))
	text, err := exec.Command(interpreter, "-B", "testdata/observed/draw.py", fmt.Sprint(seed)).Output()
	if err == nil {
		err = os.WriteFile(path, text, 0o644)
	}
	if err == nil {
		text, err = exec.Command(interpreter, "testdata/observed/observe.py", path, fmt.Sprint(executions)).Output()
	}
	if err == nil {
		err = json.Unmarshal(text, &shows)
	}
	if err != nil {
		t.Fatalf("program %d: %v", seed, err)
	}
	return path, shows
}
