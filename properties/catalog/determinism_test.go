package catalog_test

import (
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"simrun/properties/catalog"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// everyProgram calls f for each program of the catalog with its default parameters.
func everyProgram(t *testing.T, f func(p sim.Program)) {
	t.Helper()
	for _, e := range catalog.All() {
		p, _, err := e.Build(nil)
		if err != nil {
			t.Fatal(err)
		}
		f(p)
	}
}

// TestSameScheduleSameTrace records 1,000 random schedules, spread over the catalog and both clocks, each twice: once
// with the random strategy, and once by the choices that it made, in a world that has run other programs meanwhile.
func TestSameScheduleSameTrace(t *testing.T) {
	r := sim.NewRunner()
	defer r.Close()
	schedules := 0
	for seed := uint64(0); schedules < 1000; seed++ {
		everyProgram(t, func(p sim.Program) {
			schedules++
			cfg := sim.Config{Seed: seed, MaxSteps: 3000, Record: true, Clock: []sim.Clock{sim.Virtual, sim.Anytime}[seed%2]}
			s := sampling.NewRandom(seed)
			s.Begin(0)
			x := r.Run(p, cfg, s)
			first, token, log := x.Trace, sim.NewToken(p, x), x.LogPrint
			again, err := sim.ParseToken(token.String())
			if err != nil {
				t.Fatal(err)
			}
			replay := replay.Of(again)
			replay.Begin(0)
			x = r.Run(p, cfg, replay)
			replay.End(x)
			if d := replay.Diverged(); d != nil {
				t.Fatalf("%v, seed %d: %v", p, seed, d)
			}
			if diff := cmp.Diff(first, x.Trace); diff != "" || x.LogPrint != log {
				t.Fatalf("%v, seed %d: the second trace differs:\n%s", p, seed, diff)
			}
		})
	}
}

// TestNoGoroutineIsLeft runs the catalog 10,000 times, failing executions, killed daemons and step limits included.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	r := sim.NewRunner()
	ends := map[sim.End]int{}
	executions := 0
	for seed := uint64(0); executions < 10000; seed++ {
		everyProgram(t, func(p sim.Program) {
			executions++
			s := sampling.NewRandom(seed)
			s.Begin(0)
			x := r.Run(p, sim.Config{Seed: seed, MaxSteps: 60, Clock: sim.Anytime}, s)
			ends[x.End]++
		})
	}
	if held := runtime.NumGoroutine() - before; held > 200 {
		t.Errorf("%d coroutines are held for reuse after %d executions", held, executions)
	}
	r.Close()
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before %d executions, %d after", before, executions, after)
	}
	if ends[sim.Deadlock] == 0 || ends[sim.StepLimit] == 0 || ends[sim.Completed] == 0 {
		t.Errorf("the executions ended as %v; want each kind", ends)
	}
}
