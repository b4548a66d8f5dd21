package scheduler_test

import (
	"context"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/scheduler"
	"simrun/sim"
)

// TestSharingWhereTheClockStandsStill: two threads that wake at the same time share a variable, and that is seen; that they do not if
// they wake one after the other is no reason to say that they do; where steps move the clock nothing is said.
func TestSharingWhereTheClockStandsStill(t *testing.T) {
	for _, c := range []struct {
		still  bool
		second time.Duration
		shares bool
	}{{true, time.Second, true}, {true, 2 * time.Second, false}, {false, time.Second, false}} {
		p := sim.Program{Main: func(w *sim.World) {
			if c.still {
				w.StandStill()
			}
			n := 0
			w.OnEnd(func() { w.Observe("n", n) })
			w.SpawnAll("t",
				func() { w.Sleep(time.Second); n = n*2 + 1; event.New(w, "").IsSet() },
				func() { w.Sleep(c.second); n = n*2 + 2; event.New(w, "").IsSet() })
		}}
		r := explore(t, p, scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: sim.Virtual}})
		if (r.Sharing != nil) != c.shares {
			t.Errorf("still %v, the second one wakes at %v: %+v", c.still, c.second, r.Sharing)
		}
	}
}

// A program may say how long something took: what it says of the time is no sharing. If it decides by it, it is.
func TestSharingAndTheClock(t *testing.T) {
	for decides, shares := range map[bool]bool{false: false, true: true} {
		r := searchedFor(t, "times", func(w *sim.World) {
			w.SpawnAll("T",
				func() {
					e := event.New(w, "")
					for range 6 {
						e.IsSet()
					}
				},
				func() {
					event.New(w, "").IsSet()
					w.Observe("took", w.Now().String())
					if decides && w.Now() > 600*time.Microsecond {
						event.New(w, "").Set()
					}
				})
		}, "dpor")
		if (r.Sharing != nil) != shares {
			t.Errorf("decides by the time %v: %+v", decides, r.Sharing)
		}
	}
}

// What a search looks at when it is over may take a sixth of its budget. A program whose executions take long was looked at in
// 35 of them, however long that took.
func TestSharingWithinTheBudget(t *testing.T) {
	runs := 0
	p := sim.Program{Name: "slow", Main: func(w *sim.World) {
		runs++
		time.Sleep(20 * time.Millisecond) // of the real clock
		w.SpawnAll("T", func() { event.New(w, "e").IsSet() }, func() { event.New(w, "f").Set() }, func() { event.New(w, "g").Set() })
	}}
	r, err := scheduler.Explore(context.Background(), p, scheduler.Options{Strategy: "random", Workers: 1, Budget: 100 * time.Millisecond, Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		t.Fatal(err)
	}
	if after := runs - r.Executions; after > 6 {
		t.Errorf("%d executions, and %d when the budget was used up", r.Executions, after)
	}
}
