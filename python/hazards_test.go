//go:build cpython

package python_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/python"
	"simrun/sim"
)

// differs are the hazards that are not undone, and refused those that cannot be simulated.
var (
	differs = map[string]bool{"10_file.py": true}
	refused = map[string]bool{"22_mp.py": true}
)

// TestHazards: each script has one thing that depends on more than the schedule: addresses, the clock, what an execution
// before has left behind. They show the same three times in one process and three times in forks, or a line says why each
// execution is a fork, or they are refused.
func TestHazards(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		scripts, err := filepath.Glob("testdata/hazards/[0-9]*.py")
		if err != nil || len(scripts) < 28 {
			t.Fatalf("%d scripts, %v", len(scripts), err)
		}
		for _, script := range scripts {
			t.Run(filepath.Base(script), func(t *testing.T) { hazard(t, interpreter, script) })
		}
	})
}

func hazard(t *testing.T, interpreter, script string) {
	name := filepath.Base(script)
	s, err := python.Open(interpreter, script)
	if refused[name] {
		if err == nil || !strings.Contains(err.Error(), "does not schedule") && !strings.Contains(err.Error(), "does not simulate") {
			t.Fatalf("it is not refused: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_ = os.Remove("leftover.txt") // of one of them, which has been executed a few times by now
	var all []string
	for range 3 {
		all = append(all, shown(s.Program()))
	}
	for range 3 {
		all = append(all, shown(s.Fresh()))
	}
	_ = os.Remove("leftover.txt")
	if leaks := s.Leaks() != ""; leaks != differs[name] {
		t.Errorf("what it leaves behind: %q", s.Leaks())
	}
	for i, other := range all {
		if (other != all[0]) && !differs[name] {
			t.Fatalf("execution %d differs: %s", i, difference(all[0], other))
		}
	}
	if strings.Contains(all[0], "deadlock") {
		t.Error(all[0])
	}
}

// shown is what the script prints if everybody carries on.
func shown(p sim.Program) string {
	x := sim.Run(p, sim.Config{}, carryOn{})
	var b strings.Builder
	for _, l := range x.Log {
		fmt.Fprintln(&b, l.At, l.Text)
	}
	return b.String() + x.End.String()
}

type carryOn struct{}

func (carryOn) Choose(*sim.Point) int { return 0 }
