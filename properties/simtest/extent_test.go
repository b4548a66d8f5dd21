package simtest_test

import (
	"strings"
	"testing"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

// shoppers are more threads on one lock than can be searched in a few executions.
func shoppers(w *sim.World) {
	till := lock.New(w, "till")
	for range 4 {
		thread.New(w, thread.Target("shop", func() {
			for range 3 {
				till.Acquire()
				till.Release()
			}
		})).Start()
	}
}

func TestBoundsAreNamed(t *testing.T) {
	o := simtest.Options{Executions: 300}
	x := inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found; not exhaustive: ") {
		t.Error(x.out.String())
	}
	o.Exhaustive = true
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found, but not exhaustive: ") {
		t.Error(x.out.String())
	}
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.VerifyWith(t, simtest.Options{Executions: 300}, shoppers) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found, but not exhaustive: ") {
		t.Error(x.out.String())
	}
	o = simtest.Options{Steps: 10, Executions: 100}
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if !x.failed || !strings.Contains(x.out.String(), "each of 100 was cut short by the limit of 10 steps (Options.Steps)") {
		t.Error(x.out.String())
	}
}

// TestLivelocksAreNoLimit: what ended by a livelock has not come to the limit of steps. It was
// said to have been cut short by it.
func TestLivelocksAreNoLimit(t *testing.T) {
	x := inFake(t, "TestPoll", func(t testing.TB) {
		simtest.TestWith(t, simtest.Options{Executions: 20, Strategy: "random"}, func(w *sim.World) {
			e := event.New(w, "e")
			for !e.IsSet() {
				shared.Poll(w)
			}
		})
	})
	if !x.failed || !strings.Contains(x.out.String(), "20 executions (20 ended by a livelock) of an estimated ") {
		t.Error(x.out.String())
	}
}

// The number of schedules of n independent steps on either side of two threads is a binomial coefficient.
func TestEstimateOfSchedules(t *testing.T) {
	x := inFake(t, "TestShop", func(t testing.TB) {
		simtest.TestWith(t, simtest.Options{Executions: 20, Strategy: "random"}, sim.Program{Name: "values", Main: func(w *sim.World) {
			for range 4 {
				w.Choose(10)
			}
		}})
	})
	if !strings.Contains(x.out.String(), "20 executions of an estimated 10,000 schedules") {
		t.Error(x.out.String())
	}
}
