package scheduler_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/shared"
	"simrun/scheduler"
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
