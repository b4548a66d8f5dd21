package scheduler_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"simrun/internal/smallprogram"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// drawProgram draws a program of at most so many operations.
func drawProgram(t *rapid.T, most int) smallprogram.Program {
	n := rapid.IntRange(2, 4).Draw(t, "threads")
	p := make(smallprogram.Program, n)
	for i := range p {
		for range rapid.IntRange(1, 5).Draw(t, "length") {
			if most--; most < 0 {
				break
			}
			p[i] = append(p[i], smallprogram.Action{
				Op: rapid.SampledFrom(smallprogram.Actions).Draw(t, "op"), On: rapid.IntRange(0, 1).Draw(t, "on"),
			})
		}
	}
	return p
}

// compareWithDFS checks that DPOR visits exactly the traces of the plain depth-first search, each once.
func compareWithDFS(t *rapid.T, p sim.Program, cfg sim.Config, exact bool) bool {
	limit := 3000
	if slow {
		limit = 100000
	}
	plain := smallprogram.Visit(p, cfg, systematic.NewDFS(), limit)
	if !plain.Complete {
		return false
	}
	dpor := smallprogram.Visit(p, cfg, dpor.New(), 2*limit)
	if !dpor.Complete {
		t.Fatalf("DPOR did not come to an end")
	}
	var missed []string
	for h, outcome := range plain.Traces {
		if _, ok := dpor.Traces[h]; !ok {
			missed = append(missed, outcome)
		}
	}
	if len(missed) > 0 {
		slices.Sort(missed)
		t.Fatalf("DPOR missed traces: %s (%d of %d traces)", missed[0], len(dpor.Traces), len(plain.Traces))
	}
	if len(dpor.Traces) != len(plain.Traces) {
		t.Fatalf("DPOR visited %d traces, there are %d", len(dpor.Traces), len(plain.Traces))
	}
	if exact && (dpor.Runs != len(dpor.Traces) || dpor.Redundant != 0) {
		t.Fatalf("DPOR needed %d executions and %d redundant ones for %d traces", dpor.Runs, dpor.Redundant, len(dpor.Traces))
	}
	return true
}

// TestRandomPrograms draws small programs and compares DPOR with the plain search.
func TestRandomPrograms(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 9)
		t.Logf("%v", p)
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		if compareWithDFS(t, p.Build(-1), cfg, !p.Chooses()) {
			compared++
		}
	})
	t.Logf("compared %d programs", compared)
}

// TestRandomPythonPrograms does so with Python's threads: start, join, daemons, the exit of the interpreter.
func TestRandomPythonPrograms(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 5)
		daemons := rapid.IntRange(0, len(p)-1).Draw(t, "daemons")
		t.Logf("%v daemons %d", p, daemons)
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		if compareWithDFS(t, p.Build(daemons), cfg, !p.Chooses()) {
			compared++
		}
	})
	t.Logf("compared %d programs", compared)
}

// TestRandomProgramsInOtherModes: a step is several operations there. Then what a step would touch if it came earlier
// is not always known, so an execution may turn out to be redundant; but no trace may be missed.
func TestRandomProgramsInOtherModes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 8)
		mode := rapid.SampledFrom([]sim.Switching{sim.Block, sim.IO, sim.Call}).Draw(t, "mode")
		t.Logf("%v %v", p, mode)
		compareWithDFS(t, p.Build(-1), sim.Config{Switching: mode, Clock: sim.Anytime}, false)
	})
}
