package scheduler_test

import (
	"context"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

func explore(t *testing.T, p sim.Program, o scheduler.Options) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Two choices of three and of two values: 3 · 2 schedules.
func TestDFSTriesEveryValue(t *testing.T) {
	r := explore(t, sim.Program{Main: func(w *sim.World) {
		w.Observe("a", w.Choose(3))
		w.Observe("b", w.Choose(2))
	}}, scheduler.Options{Strategy: "dfs"})
	if r.Executions != 6 || len(r.Outcomes) != 6 || !r.Exhausted {
		t.Fatal(r.Executions, len(r.Outcomes), r.Exhausted)
	}
}

// Under the virtual clock steps do not commute: DPOR would miss schedules, and say that it has seen all.
func TestDPORRefusesTheVirtualClock(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) { w.Sleep(1) }}
	_, err := scheduler.Explore(context.Background(), p, scheduler.Options{Strategy: "dpor"})
	if err == nil || !strings.Contains(err.Error(), "needs the clock anytime") {
		t.Error(err)
	}
	if r := explore(t, p, scheduler.Options{Strategy: "auto"}); !r.Exhausted {
		t.Error("auto, which takes the depth-first search then, did not come to its end")
	}
}
