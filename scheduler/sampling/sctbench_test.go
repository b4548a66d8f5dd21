package sampling_test

import (
	"math"
	"slices"
	"testing"

	"simrun/properties/catalog"
	"simrun/properties/catalog/sctbench"
	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// bugOf is the main function of a program of the literature.
func bugOf(t *testing.T, row sctbench.Published) func(w *sim.World) {
	t.Helper()
	e, err := catalog.Lookup(row.Entry)
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := e.Build(row.Params)
	if err != nil {
		t.Fatal(err)
	}
	return p.Main
}

// Each measured probability is within 4 standard errors of the published one. The slow test measures with five times as
// many executions as the figures rest on, so that nearly all of what remains is the error of the figures.
func TestPublishedProbabilities(t *testing.T) {
	runs, tolerance := 2000, 2000
	if slow {
		runs, tolerance = 5*sctbench.PublishedRuns, sctbench.PublishedRuns
	}
	cells := 0
	for _, row := range sctbench.Literature() {
		for _, by := range row.By {
			want := by.Probability
			if want == 0 {
				continue
			}
			cells++
			t.Run(row.Name+"/"+by.Strategy, func(t *testing.T) {
				strategy, err := scheduler.New(by.Strategy, 1)
				if err != nil {
					t.Fatal(err)
				}
				got := probability(bugOf(t, row), sampling.LearnFrom(strategy, sctbench.PublishedLearning), runs)
				z := (got - want) / math.Sqrt(want*(1-want)/float64(tolerance))
				t.Logf("%.4f, published %.3f, %+.1f standard errors", got, want, z)
				if math.Abs(z) > 4 {
					t.Errorf("%.4f, published %.3f: %+.1f standard errors", got, want, z)
				}
			})
		}
	}
	if cells != 45 {
		t.Errorf("%d figures, want 45", cells)
	}
}

// The programs have as many steps as the published ones, or the probabilities would agree by accident.
func TestPublishedSteps(t *testing.T) {
	r := sim.NewRunner()
	defer r.Close()
	for _, row := range sctbench.Literature() {
		if row.Steps == 0 {
			continue
		}
		k, main := 0, bugOf(t, row)
		s := sampling.NewRandom(1)
		for i := range sctbench.PublishedLearning {
			s.Begin(i)
			k = max(k, r.Run(sim.Program{Main: main}, bytecode, s).Steps-1) // without the creation of the threads
		}
		if k != row.Steps {
			t.Errorf("%s: the longest of %d executions has %d steps, published are %d", row.Name, sctbench.PublishedLearning, k, row.Steps)
		}
	}
}

// SURW finds the bugs that need one thread of many to come first, in a median of under 500 executions over 20 seeds.
// The programs are twostage and reorder of SCTBench with up to a hundred threads; published are means of 454 executions
// for twostage with 99 writers, where PCT-3 needs 7466, POS 6674, and a random walk finds nothing in 10,000.
func TestSURWFindsTheOneThreadOfMany(t *testing.T) {
	for _, c := range []struct {
		name  string
		main  func(w *sim.World)
		quick bool
		below int
	}{
		{"twostage with 20 writers", sctbench.Twostage(20), true, 250},
		{"reorder with 20 setters", sctbench.Reorder(20, 1), true, 500},
		{"reorder with 100 setters", sctbench.Reorder(100, 1), false, 500},
		{"twostage with 99 writers", sctbench.Twostage(99), false, 500},
	} {
		if !c.quick && !slow {
			continue
		}
		var needed []int
		for seed := range 20 {
			needed = append(needed, firstFinding(c.main, sampling.NewSURW(uint64(seed)), 20*c.below))
		}
		slices.Sort(needed)
		t.Logf("%s: %v", c.name, needed)
		if median := (needed[9] + needed[10]) / 2; median >= c.below {
			t.Errorf("%s: a median of %d executions; want under %d", c.name, median, c.below)
		}
	}
}

var bytecode = sim.Config{Switching: sim.Bytecode}

// probability is the share of n executions that show the bug, not counting those that the strategy learns from.
func probability(main func(w *sim.World), s strategy.Strategy, n int) float64 {
	r := sim.NewRunner()
	defer r.Close()
	from := 0
	if l, ok := s.(strategy.Learner); ok {
		from = l.Learning()
	}
	found := 0
	for i := range from + n {
		s.Begin(i)
		x := r.Run(sim.Program{Main: main}, bytecode, s)
		s.End(x)
		if i >= from && shows(x) {
			found++
		}
	}
	return float64(found) / float64(n)
}

// firstFinding is the number of executions up to the first that shows the bug, those that are learned from included, or
// limit if there is none.
func firstFinding(main func(w *sim.World), s strategy.Strategy, limit int) int {
	r := sim.NewRunner()
	defer r.Close()
	for i := range limit {
		s.Begin(i)
		x := r.Run(sim.Program{Main: main}, bytecode, s)
		s.End(x)
		if shows(x) {
			return i + 1
		}
	}
	return limit
}

func shows(x *sim.Execution) bool { return x.End == sim.Deadlock || len(x.Failures) > 0 }
