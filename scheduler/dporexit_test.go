package scheduler_test

import (
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/event"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/scheduler/dpor"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// The step that ends the execution waits for another thread: that thread's last step enabled it, and the end cannot
// come before. T1 sets the event before or after main looks at it, and then T2's store comes before or after the end:
// 2 · 2 traces, and as many executions.
func TestDPORReversesAnEndThatWaits(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		e, x := event.New(w, "e"), shared.New(w, "x", 0)
		w.SpawnAll("T", func() { e.Set() }, func() { x.Store(1) })
		e.Wait()
		w.Fail("over", "")
	}}
	for _, strategy := range []string{"dfs", "dpor"} {
		r := explore(t, p, scheduler.Options{
			Config: sim.Config{Clock: sim.Anytime, Fingerprint: true}, Strategy: strategy, NoShrink: true,
		})
		if !r.Exhausted || r.DistinctTraces != 4 || strategy == "dpor" && r.Executions != 4 {
			t.Errorf("%s: %d executions, %d traces, exhausted %t", strategy, r.Executions, r.DistinctTraces, r.Exhausted)
		}
	}
}

// A daemon that is killed in front of a step that chooses a value: the step is explored with all values before the
// process ends, although nothing was known of them when that was planned.
func TestValuesBeforeTheExit(t *testing.T) {
	p := smallprogram.Parse("put(0) ‖ get(0) try-get(0) choose(0) load(0) ‖")
	cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
	plain := smallprogram.Visit(p.Build(2), cfg, systematic.NewPreemptionBound(strategy.Unbounded), 1<<20)
	dpor := smallprogram.Visit(p.Build(2), cfg, dpor.New(), 1<<20)
	if len(plain.Traces) != len(dpor.Traces) {
		t.Errorf("DPOR visited %d traces, there are %d", len(dpor.Traces), len(plain.Traces))
	}
}
