package scheduler_test

import (
	"fmt"
	"slices"
	"testing"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/properties/catalog/sctbench"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

var bytecode = sim.Config{Switching: sim.Bytecode}

// schedules runs the executions with the given numbers, after those that the strategy learns from, and returns their
// schedules by number.
func schedules(t *testing.T, name string, main func(w *sim.World), numbers []int) map[int]string {
	t.Helper()
	s, err := scheduler.New(name, 7)
	if err != nil {
		t.Fatal(err)
	}
	learning := 0
	if l, ok := s.(strategy.Learner); ok {
		learning = l.Learning()
	}
	r := sim.NewRunner()
	defer r.Close()
	list := map[int]string{}
	run := func(i int) {
		if !s.Begin(i) {
			t.Fatalf("%s does not begin execution %d", name, i)
		}
		x := r.Run(sim.Program{Main: main}, bytecode, s)
		s.End(x)
		list[i] = x.Schedule().String()
	}
	for i := range learning {
		run(i)
	}
	for _, i := range numbers {
		run(i)
	}
	return list
}

// nested has threads that create threads, values, and more threads in some schedules than in others.
func nested(w *sim.World) {
	m, x := lock.New(w, "m"), shared.New(w, "x", 0)
	for range 2 {
		w.Spawn("outer", func() {
			m.Acquire()
			v := x.Load() + w.Choose(3)
			x.Store(v)
			m.Release()
			for range v % 3 {
				w.Spawn("inner", func() {
					y := shared.New(w, "", 0)
					y.Store(1)
					x.FetchAdd(1)
				})
			}
		})
	}
	x.Load()
}

// What a strategy does in execution i depends on the seed, on i and on what was learned, not on the executions between:
// so they can be shared out among workers.
func TestExecutionDependsOnItsNumberAlone(t *testing.T) {
	forward, backward, other := []int{}, []int{}, []int{}
	for i := 10; i < 60; i++ {
		forward, backward = append(forward, i), append([]int{i}, backward...)
		if i%3 == 0 {
			other = append(other, i)
		}
	}
	for _, name := range guided {
		for p, main := range map[string]func(w *sim.World){"nested": nested, "wronglock": sctbench.Wronglock(3)} {
			all := schedules(t, name, main, forward)
			distinct := map[string]bool{}
			for i, want := range all {
				distinct[want] = true
				for _, numbers := range [][]int{backward, other} {
					if got, ok := schedules(t, name, main, numbers)[i], slices.Contains(numbers, i); ok && got != want {
						t.Fatalf("%s, %s: execution %d is %s after another one than before, when it was %s", name, p, i, got, want)
					}
				}
			}
			if len(distinct) < 10 {
				t.Errorf("%s, %s: %d executions have only %d different schedules", name, p, len(all), len(distinct))
			}
		}
	}
}

// The same search with 1, 2 and 8 workers sees the same.
func TestGuidedSearchIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	for _, name := range guided {
		var want string
		for _, workers := range []int{1, 2, 8} {
			r := explore(t, sim.Program{Main: nested}, scheduler.Options{
				Strategy: name, Config: sim.Config{Switching: sim.Bytecode, Fingerprint: true}, Executions: 200,
				Workers: workers, NoShrink: true,
			})
			got := fmt.Sprint(r.Executions, r.Steps, r.DistinctTraces, *r.Estimate, len(r.Findings))
			for _, o := range r.Outcomes {
				got += fmt.Sprint(" ", o.Count, "×", o.First, o.Token())
			}
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s: with %d workers\n%s\nwith one\n%s", name, workers, got, want)
			}
		}
	}
}

// The portfolio makes, in turn, the very executions that its members would make. Four threads contend for the variable of the
// program, so SURW has four turns of ten.
func TestPortfolioRotates(t *testing.T) {
	members := []string{"fair-pct-2", "pos", "surw", "random", "surw", "fair-pct-3", "urw", "surw", "fair-pct-5", "surw"}
	var numbers []int
	for i := range 5 * len(members) {
		numbers = append(numbers, 10+i)
	}
	main := sctbench.Wronglock(3)
	portfolio := schedules(t, "portfolio", main, numbers)
	for j, name := range members {
		alone := schedules(t, name, main, numbers)
		for i := j; i < len(numbers); i += len(members) {
			if got, want := portfolio[numbers[i]], alone[numbers[i]]; got != want {
				t.Errorf("execution %d of the portfolio is %s; that of %s is %s", numbers[i], got, name, want)
			}
		}
	}
}

// A thread that waits in a loop for another one keeps PCT busy to the step limit whenever it has the higher priority;
// the fair strategies end every execution.
func TestFairStrategiesDoNotStarve(t *testing.T) {
	spin := func(w *sim.World) {
		done := shared.New(w, "done", false)
		w.SpawnAll("t", func() {
			for !done.Load() {
			}
		}, func() { done.Store(true) })
	}
	for _, name := range guided {
		r := explore(t, sim.Program{Main: spin}, scheduler.Options{
			Strategy: name, Config: sim.Config{Switching: sim.Bytecode, MaxSteps: 2000}, Executions: 200,
		})
		if starves := name == "pct"; (r.Truncated > 0) != starves {
			t.Errorf("%s: %d of %d executions did not end", name, r.Truncated, r.Executions)
		}
	}
}

// A strategy's name may end in the depth of the bugs it looks for.
func TestDepthInTheName(t *testing.T) {
	for _, name := range []string{"pct", "pct-1", "pct-12", "fair-pct-2"} {
		if _, err := scheduler.New(name, 1); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"pct-0", "pct-", "pct--1", "pct-02", "pct-x", "pos-2", "-2", ""} {
		if _, err := scheduler.New(name, 1); err == nil {
			t.Errorf("%q is taken for a strategy", name)
		}
	}
}

// An execution under a guided strategy allocates no more than one under the random walk: what depends on the number of
// steps is kept from one execution to the next.
func TestNoAllocationPerStep(t *testing.T) {
	allocations := func(name string) float64 {
		s, err := scheduler.New(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		r := sim.NewRunner()
		defer r.Close()
		program := sim.Program{Main: sctbench.Reorder(8, 1)}
		i := 0
		run := func() {
			s.Begin(i)
			s.End(r.Run(program, bytecode, s))
			i++
		}
		for range 40 {
			run()
		}
		return testing.AllocsPerRun(200, run)
	}
	walk := allocations("random")
	for _, name := range guided {
		if n := allocations(name); n > walk {
			t.Errorf("%s: %.0f allocations an execution, random has %.0f", name, n, walk)
		}
	}
}

// What was learned may be too little: once in 64 executions a thread does far more, and creates threads that were not
// known. Every execution ends all the same, and these are found too.
func TestMoreThanWasLearned(t *testing.T) {
	main := func(w *sim.World) {
		x := shared.New(w, "x", 0)
		body := func() { x.Store(1) }
		w.SpawnAll("t", body, body, func() {
			body()
			if w.Choose(64) == 63 {
				w.Observe("more", true)
				w.SpawnAll("more", body, body, body)
				for range 20 {
					body()
				}
			}
		})
	}
	for _, name := range guided {
		r := explore(t, sim.Program{Main: main}, scheduler.Options{Strategy: name, Config: bytecode, Executions: 2000})
		if len(r.Findings) > 0 || r.Truncated > 0 || len(r.Outcomes) != 2 {
			t.Errorf("%s: %d findings, %d executions cut short, %d outcomes of 2", name, len(r.Findings), r.Truncated, len(r.Outcomes))
		}
	}
}
