package scheduler_test

import (
	"maps"
	"math/rand/v2"
	"slices"
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

// Random programs of threads that add to two variables, and fail where they find an odd number, so that most have steps that end the
// execution only sometimes. Traces of program 45 were missed when these were believed to end it always, and did not count as that
// later. They are believed to end it wherever they may, which takes a sixth more executions; programs without such steps have one for each trace.
func TestEndsByWhatIsRead(t *testing.T) {
	most := 300
	if testing.Short() {
		most = 10
	}
	runs, traces, exact := 0, 0, 0
	for seed := range uint64(most) {
		r := rand.New(rand.NewPCG(seed, 5))
		threads := make([][][2]int, 3)
		for i := range threads {
			for range 1 + r.IntN(3) {
				threads[i] = append(threads[i], [2]int{r.IntN(2), r.IntN(3)})
			}
		}
		ends := map[[2]int][2]bool{} // of a step: whether it has ended the execution, and whether it has not
		p := sim.Program{Main: func(w *sim.World) {
			x := []*shared.Var[int]{shared.New(w, "x", 0), shared.New(w, "y", 0)}
			var bodies []func()
			for i, steps := range threads {
				bodies = append(bodies, func() {
					for k, s := range steps {
						fails := x[s[0]].FetchAdd(s[1])%2 == 1 && s[1] == 2
						if w.Killing() {
							return
						}
						seen := ends[[2]int{i, k}]
						ends[[2]int{i, k}] = [2]bool{seen[0] || fails, seen[1] || !fails}
						if fails {
							w.Fail("odd", "")
						}
					}
				})
			}
			w.SpawnAll("T", bodies...)
		}}
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		plain := smallprogram.Visit(p, cfg, systematic.NewDFS(), 1<<20)
		sometimes := slices.Contains(slices.Collect(maps.Values(ends)), [2]bool{true, true})
		reduced := smallprogram.Visit(p, cfg, dpor.New(), 1<<20)
		if !plain.Complete || !reduced.Complete || !maps.Equal(plain.Traces, reduced.Traces) {
			t.Errorf("program %d, %v: DPOR visited %d traces in %d executions, there are %d", seed, threads, len(reduced.Traces), reduced.Runs, len(plain.Traces))
		}
		if !sometimes {
			if exact++; reduced.Runs != len(plain.Traces) || reduced.Redundant != 0 {
				t.Errorf("program %d, %v: %d executions, %d redundant, of %d traces", seed, threads, reduced.Runs, reduced.Redundant, len(plain.Traces))
			}
		}
		runs, traces = runs+reduced.Runs, traces+len(plain.Traces)
	}
	t.Logf("%d executions of %d traces; %d of %d programs have no such step", runs, traces, exact, most)
	if most == 300 && (exact < 50 || runs > traces*5/4) {
		t.Errorf("%d executions of %d traces, %d programs without steps that end it sometimes", runs, traces, exact)
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
