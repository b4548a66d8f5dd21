package scheduler_test

import (
	"context"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

// Two threads add to a counter three times each, and an update is lost if one of them is interrupted between a load and its
// store: one preemption suffices. A random walk has more of them. Who gives it no time to be made small learns that there may
// be a smaller schedule; with time there is none, which is proved.
func TestUnfinished(t *testing.T) {
	p := sim.Program{Name: "update", Main: func(w *sim.World) {
		counter := shared.New(w, "counter", 0)
		w.OnEnd(func() {
			if n := counter.Peek(); n != 6 {
				w.Fail("lost-update", "the counter is %d", n)
			}
		})
		adds := func() {
			for range 3 {
				counter.Store(counter.Load() + 1)
			}
		}
		w.SpawnAll("t", adds, adds)
	}}
	o := scheduler.Options{Strategy: "random", Seed: 1, First: true, NoShrink: true, Workers: 1, Config: sim.Config{Switching: sim.Bytecode}}
	found := explore(t, p, o).Findings[0]
	noTime, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name       string
		ctx        context.Context
		unfinished bool
	}{{"without time", noTime, true}, {"with time", t.Context(), false}} {
		f := *found
		if err := minimise.Shrink(c.ctx, o.Subject(p), &f); err != nil {
			t.Fatal(err)
		}
		if f.Unfinished != c.unfinished || f.Fewest == c.unfinished || (f.Preemptions > 1) != c.unfinished {
			t.Errorf("%s: unfinished %v, %d preemptions, which are the fewest: %v", c.name, f.Unfinished, f.Preemptions, f.Fewest)
		}
	}
}

// Fewer preemptions than none there are not: where threads share a plain variable nothing is proved, and a report said "0 preemptions"
// of a schedule that needs none.
func TestNoPreemptionIsTheFewest(t *testing.T) {
	r := explore(t, sim.Program{Name: "shares", Main: func(w *sim.World) {
		update(places["variable"])(w)
		w.OnEnd(func() { w.Fail("odd", "it fails in each schedule") })
	}}, scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if f := r.Findings[0]; r.Sharing == nil || f.Preemptions != 0 || !f.Fewest {
		t.Errorf("sharing %v, %d preemptions, which are the fewest: %v", r.Sharing, f.Preemptions, f.Fewest)
	}
}
