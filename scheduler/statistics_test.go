package scheduler_test

import (
	"fmt"
	"math"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// writers is n threads that write one variable: n! traces, and a random walk comes to each with the same probability.
func writers(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(n, func(i int) { x.Store(i) })
	})
}

// 5! = 120 traces. After 200 executions about 120·(1-(119/120)^200) = 97 have been seen, and 23 are not.
func TestEstimateOfTraces(t *testing.T) {
	mean, seen := 0.0, 0.0
	const seeds = 20
	for seed := range seeds {
		r := explore(t, writers(5), scheduler.Options{Strategy: "random",
			Config: sim.Config{Switching: sim.Bytecode, Fingerprint: true}, Executions: 200, Seed: uint64(seed),
		})
		e := r.Estimate
		if e.Traces < 90 || e.Traces > 180 {
			t.Errorf("seed %d: estimated %.0f traces of 120, from %d seen", seed, e.Traces, r.DistinctTraces)
		}
		if want := 1 - float64(r.DistinctTraces)/120; math.Abs(e.NewTrace-want) > .12 {
			t.Errorf("seed %d: estimated probability of a new trace %.3f; it is %.3f", seed, e.NewTrace, want)
		}
		mean += e.Traces / seeds
		seen += float64(r.DistinctTraces) / seeds
	}
	if math.Abs(mean-120) > 6 || math.Abs(seen-97.5) > 3 {
		t.Errorf("mean estimate %.1f from a mean of %.1f seen; want 120 from 97.5", mean, seen)
	}
}

// TestEstimateIsALowerBound: where traces are not equally likely most of those that were not seen are rarer than those that were. The lock
// pipeline of five messages has 272, and 200 random executions see some 40: the estimate is beyond that, and far below all that there are.
func TestEstimateIsALowerBound(t *testing.T) {
	p, o := lockPipeline(t, 5)
	if r := explore(t, p, o); r.DistinctTraces != 272 {
		t.Fatalf("%d traces", r.DistinctTraces)
	}
	o.Strategy, o.Executions = "random", 200
	for o.Seed = range 20 {
		if r := explore(t, p, o); r.Estimate.Traces < float64(r.DistinctTraces) || r.Estimate.Traces > 272 {
			t.Errorf("seed %d: estimated %.0f traces of 272, from %d seen", o.Seed, r.Estimate.Traces, r.DistinctTraces)
		}
	}
}

// When every trace has been seen many times, nothing is left to estimate.
func TestEstimateWhenAllIsSeen(t *testing.T) {
	r := explore(t, writers(3), scheduler.Options{Strategy: "random",
		Config: sim.Config{Switching: sim.Bytecode, Fingerprint: true}, Executions: 300,
	})
	if r.DistinctTraces != 6 || r.TracesAtLeast || r.Estimate.Traces != 6 || r.Estimate.NewTrace != 0 {
		t.Errorf("%d traces, estimate %+v; want 6 and no more", r.DistinctTraces, *r.Estimate)
	}
}

// The bound is exact: with a probability just so large, N executions miss the failure in 5 % of all searches.
func TestBoundOnTheProbability(t *testing.T) {
	for _, n := range []int{1, 10, 59, 1000} {
		r := explore(t, writers(2), scheduler.Options{Strategy: "random", Executions: n})
		p := r.Estimate.Bound
		if miss := math.Pow(1-p, float64(n)); math.Abs(miss-.05) > 1e-9 {
			t.Errorf("%d executions: bound %g, at which all of them miss with probability %g; want .05", n, p, miss)
		}
	}
	r := explore(t, writers(2), scheduler.Options{Strategy: "dfs"})
	if r.Estimate != nil {
		t.Error("an estimate of what an exhaustive search has not seen")
	}
	r = explore(t, sim.Program{Main: func(w *sim.World) { w.Fail("always", "it fails") }}, scheduler.Options{Strategy: "random", Executions: 5})
	if r.Estimate.Bound != 0 {
		t.Errorf("bound %g although there is a finding", r.Estimate.Bound)
	}
}

// A bound at 95 % holds in at least 95 % of the searches that find nothing: checked on a failure of probability 1/10.
func TestBoundHolds(t *testing.T) {
	wrong := 0
	const searches = 400
	for seed := range searches {
		r := explore(t, sim.Program{Main: func(w *sim.World) {
			if w.Choose(10) == 0 {
				w.Fail("rare", "one in ten")
			}
		}}, scheduler.Options{Strategy: "random", Executions: 29, Seed: uint64(seed), NoShrink: true})
		if len(r.Findings) == 0 && r.Estimate.Bound < .1 {
			wrong++
		}
	}
	// The chance to find nothing in 29 executions is .9^29 = .047, and the bound after 29 is .098.
	if p := float64(wrong) / searches; p == 0 || p > .05+4*math.Sqrt(.05*.95/searches) {
		t.Errorf("the bound was wrong in %d of %d searches", wrong, searches)
	}
}

// TestBoundWithoutLearning: it fails if one thread reads x behind 20 steps of another one and its write of x. A random walk comes to that
// with probability 2^-21, and SURW, once it has learned that both come to x, with 1/2. It learns from ten random walks, and what these
// have not shown says nothing about what comes behind them.
func TestBoundWithoutLearning(t *testing.T) {
	p := program(func(w *sim.World) []func() {
		x, y := newVar(w, "x"), newVar(w, "y")
		return []func(){
			func() {
				for range 20 {
					y.Store(1)
				}
				x.Store(1)
			},
			func() {
				if x.Load() == 1 {
					w.Fail("second", "x is written already")
				}
			},
		}
	})
	search := func(seed uint64, executions int) *scheduler.Report {
		return explore(t, p, scheduler.Options{Strategy: "surw", Seed: seed, Executions: executions, NoShrink: true,
			Config: sim.Config{Switching: sim.Bytecode}})
	}
	early, late := 0, 0
	for seed := range uint64(40) {
		r := search(seed, 10)
		if early += len(r.Findings); r.Estimate.Bound != 1 && len(r.Findings) == 0 {
			t.Errorf("seed %d: bound %.2f behind ten executions to learn from; want 1", seed, r.Estimate.Bound)
		}
		r = search(seed, 11)
		if late += len(r.Findings); len(r.Findings) == 0 && math.Abs(r.Estimate.Bound-.95) > 1e-9 {
			t.Errorf("seed %d: bound %.2f behind one more; want .95", seed, r.Estimate.Bound)
		}
	}
	if early > 0 || late < 10 || late > 30 {
		t.Errorf("%d of 40 searches fail in ten executions, and %d in eleven; want 0 and about 20", early, late)
	}
}

// Any number of workers keeps the same traces, also when not all of them fit.
func TestTracesInBoundedMemory(t *testing.T) {
	for _, limit := range []int{1000, 100, 7} {
		var want string
		for _, workers := range []int{1, 2, 8} {
			distinct, atLeast, seen, once, twice := scheduler.CountTraces(limit, workers, func(i int) uint64 {
				return sim.Mix(uint64(i * i % 397)) // 199 squares modulo the prime 397
			}, 800)
			got := fmt.Sprint(distinct, atLeast, seen, once, twice)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("limit %d: %d workers say %s, one says %s", limit, workers, got, want)
			}
			if limit >= 199 && (distinct != 199 || atLeast) || limit < 199 && (distinct != limit+1 || !atLeast) {
				t.Errorf("limit %d: %d traces, at least %v; there are 199", limit, distinct, atLeast)
			}
			if limit >= 100 && math.Abs(seen-199) > 60 {
				t.Errorf("limit %d: an estimate of %.0f traces seen; there are 199", limit, seen)
			}
		}
	}
}
