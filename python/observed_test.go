//go:build cpython

package python_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os/exec"
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
	text := outputOf(t, interpreter, "-B", "testdata/observed/draw.py", fmt.Sprint(seed))
	path = writeFile(t, t.TempDir(), fmt.Sprintf("observed%d.py", seed), string(text))
	return path, shownOf(t, interpreter, "testdata/observed/observe.py", path, fmt.Sprint(executions))
}

// shownOf is what a script prints that observes another one: how often CPython shows which outcome of it.
func shownOf(t *testing.T, interpreter string, args ...string) (shows map[string]int) {
	t.Helper()
	text := outputOf(t, interpreter, args...)
	if err := json.Unmarshal(text, &shows); err != nil {
		t.Fatalf("%v: %v: %s", args, err, text)
	}
	return shows
}

// outputOf is what an interpreter prints.
func outputOf(t *testing.T, interpreter string, args ...string) []byte {
	t.Helper()
	var said strings.Builder
	cmd := exec.Command(interpreter, args...)
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v: %s", args, err, said.String())
	}
	return text
}
