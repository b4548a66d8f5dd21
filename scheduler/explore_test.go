package scheduler_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"simrun/models/lock"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/scheduler/stored"
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

// Why a search ended is known, and not guessed from how long it took: what is left of the budget for making a finding smaller may take
// no time, and a strategy may come to its end just before the budget does. Of eight fair coins 256 schedules show all that there is.
func TestBudgetUsed(t *testing.T) {
	coins := func(n int, fails bool) sim.Program {
		return sim.Program{Main: func(w *sim.World) {
			for range n {
				w.Choose(2)
			}
			if fails {
				w.Fail("kind", "it always fails")
			}
		}}
	}
	for _, c := range []struct {
		what    string
		program sim.Program
		options scheduler.Options
		want    bool
	}{
		{"nothing is found", coins(60, false), scheduler.Options{Strategy: "random", Budget: 50 * time.Millisecond}, true},
		{"the finding is small as it is", coins(60, true), scheduler.Options{Strategy: "random", Budget: 50 * time.Millisecond}, true},
		{"another limit", coins(60, false), scheduler.Options{Strategy: "random", Executions: 5, Budget: time.Hour}, false},
		{"everything was tried", coins(8, false), scheduler.Options{Strategy: "dfs", Budget: time.Hour}, false},
		{"the strategy tries no more", coins(8, false), scheduler.Options{Strategy: "run-to-block", Budget: time.Hour}, false},
	} {
		if r := explore(t, c.program, c.options); r.BudgetUsed != c.want {
			t.Errorf("%s: that the budget was used up is %v, after %v of %v", c.what, r.BudgetUsed, r.Elapsed, c.options.Budget)
		}
	}
}

// Where every step moves the clock steps do not commute: DPOR would miss schedules, and say that it has seen all. Where the clock
// stands still it has one execution for each trace: of two threads that sleep for the same time, and then take a lock, each may come first.
func TestDPORUnderTheVirtualClock(t *testing.T) {
	for _, still := range []bool{false, true} {
		p := sim.Program{Main: func(w *sim.World) {
			if still {
				w.StandStill()
			}
			l := lock.New(w, "l")
			sleeper := func() { w.Sleep(time.Second); l.Acquire(); l.Release() }
			w.SpawnAll("t", sleeper, sleeper)
		}}
		r, err := scheduler.Explore(context.Background(), p, scheduler.Options{Strategy: "dpor"})
		if still && (err != nil || !r.Exhausted || r.Executions != 2) {
			t.Errorf("the clock stands still: %v", err)
		}
		if !still && (err == nil || !strings.Contains(err.Error(), "needs the clock anytime")) {
			t.Error(err)
		}
		if r := explore(t, p, scheduler.Options{Strategy: "auto"}); !r.Exhausted {
			t.Errorf("auto did not come to its end where the clock stands still: %v", still)
		}
	}
}

// A program that misuses the simulator is an error that names the line; its twin, whose goroutine calls no model, is fine.
func TestMisuseIsAnError(t *testing.T) {
	for _, calls := range []bool{true, false} {
		p := sim.Program{Main: func(w *sim.World) {
			w.Sleep(1)
			done := make(chan bool)
			go func() {
				defer close(done)
				if calls {
					w.Sleep(1)
				}
			}()
			<-done
		}}
		for _, workers := range []int{1, 3} {
			_, err := scheduler.Explore(context.Background(), p, scheduler.Options{Workers: workers, Executions: 10})
			if named := err != nil && strings.Contains(err.Error(), "goroutine that is no thread of the program, at explore_test.go:"); named != calls {
				t.Errorf("it calls a model: %v, %d workers: %v", calls, workers, err)
			}
		}
	}
}

// A finding whose program has begun to misuse the simulator is an error too, of whoever executes it again.
func TestMisuseOfAFindingIsAnError(t *testing.T) {
	misuses := false
	p := sim.Program{Main: func(w *sim.World) {
		w.Sleep(1)
		if misuses {
			w.Choose(0)
		}
		w.Fail("odd", "it failed")
	}}
	r := explore(t, p, scheduler.Options{First: true})
	of := scheduler.Options{}.Subject(p)
	kept, err := stored.Store(of, r.Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	misuses = true
	_, storing := stored.Store(of, r.Findings[0])
	_, rechecking := stored.Recheck(t.Context(), of, kept)
	for what, err := range map[string]error{
		"Store": storing, "Recheck": rechecking, "Shrink": minimise.Shrink(t.Context(), of, r.Findings[0]),
	} {
		if err == nil || !strings.Contains(err.Error(), "Choose(0): there must be at least one alternative") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
