package scheduler_test

import (
	"fmt"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// orders: three threads write their names three times each, and log and observe the order, of which there are
// 9!/(3!·3!·3!) = 1680. Those that begin with "aab", 6!/(1!·2!·3!) = 60, are lost.
func orders() sim.Program {
	return sim.Program{Main: func(w *sim.World) {
		order := ""
		x := shared.New(w, "x", "")
		work := func(name string) func() {
			return func() {
				for range 3 {
					if x.Store(name); w.Killing() {
						return
					}
					order += name
				}
			}
		}
		w.OnEnd(func() {
			w.Logf("%s", order)
			w.Observe("order", order)
			if order[:3] == "aab" {
				w.Fail("lost", "%s", order)
			}
		})
		w.SpawnAll("t", work("a"), work("b"), work("c"))
	}}
}

// TestMoreOutcomesThanAreKept: a search keeps those outcomes that it sees first, counts the others together, and says the same with any
// number of workers, in pieces, and elsewhere. What it says of an outcome is what a search says that keeps all.
func TestMoreOutcomesThanAreKept(t *testing.T) {
	const most = 50
	for _, strategy := range []string{"dpor", "random", "auto"} {
		t.Run(strategy, func(t *testing.T) {
			o := scheduler.Options{
				Strategy: strategy, Executions: 4000, NoShrink: true, Workers: 1,
				Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
			}
			all := explore(t, orders(), o)
			scheduler.KeepAtMost(t, most, 100)
			r := explore(t, orders(), o)
			holdsTogether(t, all, r, most)
			want := summary(r)
			for _, workers := range []int{2, 8} {
				o.Workers = workers
				if got := summary(explore(t, orders(), o)); got != want {
					t.Errorf("%d workers:\n%s\nwant:\n%s", workers, got, want)
				}
			}
			if strategy != "auto" { // which samples the more, the more executions the limit allows
				if got, pieces := inPieces(t, orders(), o, 700); summary(got) != want || pieces < 3 {
					t.Errorf("%d pieces:\n%s\nwant:\n%s", pieces, summary(got), want)
				}
			}
			o.Workers = 1
			if got := summary(exploreElsewhere(t, orders(), o, scatter(t, 1, 2, orders(), o))); got != want {
				t.Errorf("elsewhere:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// holdsTogether compares a search that keeps so many outcomes with one that keeps all.
func holdsTogether(t *testing.T, all, r *scheduler.Report, most int) {
	t.Helper()
	count, others, kept := map[sim.Verdict]int{}, map[sim.Verdict]int{}, 0
	for i, o := range r.Outcomes {
		count[o.Verdict] += o.Count
		if o.Others {
			others[o.Verdict] += o.Count
			continue
		}
		if kept++; i < most && fmt.Sprint(o.Observed, o.Count, o.First, o.Token()) != fmt.Sprint(all.Outcomes[i].Observed, all.Outcomes[i].Count, all.Outcomes[i].First, all.Outcomes[i].Token()) {
			t.Errorf("outcome %d is %v, %d times from %d on, and %v, %d times from %d on, where all are kept", i, o.Observed, o.Count, o.First,
				all.Outcomes[i].Observed, all.Outcomes[i].Count, all.Outcomes[i].First)
		}
	}
	for _, o := range all.Outcomes {
		count[o.Verdict] -= o.Count
	}
	if kept != most || others[sim.Passed] == 0 || count[sim.Passed] != 0 || count[sim.Failed] != 0 {
		t.Errorf("%d outcomes are kept, %v are others, %v too many", kept, others, count)
	}
	if len(all.Outcomes) != all.DistinctLogs || all.LogsAtLeast || !r.LogsAtLeast || !r.TracesAtLeast || r.DistinctLogs != 101 || r.DistinctTraces != 101 {
		t.Errorf("%d outcomes, %d logs %t; %d logs %t and %d traces %t where 100 are kept", len(all.Outcomes), all.DistinctLogs, all.LogsAtLeast,
			r.DistinctLogs, r.LogsAtLeast, r.DistinctTraces, r.TracesAtLeast)
	}
}
