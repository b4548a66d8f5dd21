package bench

import (
	"context"
	"math"
	"slices"
	"testing"

	"simrun/properties"
	"simrun/properties/catalog/sctbench"
	"simrun/scheduler"
	"simrun/sim"
)

// huntFor is the hunt for a program of the literature under a strategy.
func huntFor(t *testing.T, program, strategy string) Hunt {
	t.Helper()
	i := slices.IndexFunc(Hunts(), func(h Hunt) bool { return h.literature == program && h.Strategy == strategy })
	if i < 0 {
		t.Fatalf("no hunt for %s under %s", program, strategy)
	}
	return Hunts()[i]
}

func quiet(int, int, int) {}

// late is a property that holds in the first executions, whatever they show: those that a strategy learns from.
type late struct {
	sim.Property
	learning int
}

func (l *late) Check(x *sim.Execution) *sim.Failure {
	if l.learning--; l.learning >= 0 {
		return nil
	}
	return l.Property.Check(x)
}

// TestHuntCountsAsASearchDoes compares the counts with the number of the execution in which a search sees its first
// finding, for each strategy and many seeds.
func TestHuntCountsAsASearchDoes(t *testing.T) {
	const first, seeds, limit = 7, 20, 200
	learning := map[string]int{"pct-2": 10, "pct-3": 10, "urw": 10, "surw": 10, "portfolio": 10}
	for _, name := range hunters {
		h := huntFor(t, "philosophers(3)", name)
		p := h.Run(t.Context(), first, seeds, limit, quiet)
		for i, n := range p.Executions {
			r, err := scheduler.Explore(context.Background(), h.Program, scheduler.Options{
				Config: h.cfg, Properties: []sim.Property{&late{properties.NoDeadlock, learning[name]}}, Strategy: name,
				Seed: uint64(first + i), Executions: learning[name] + limit, First: true, NoShrink: true,
			})
			if err != nil || len(r.Findings) == 0 {
				t.Fatalf("%s: the search found nothing: %v", h.Name(), err)
			}
			if want := r.Findings[0].FirstExecution + 1 - learning[name]; n != want {
				t.Errorf("%s, seed %d: %d executions, a search needs %d", h.Name(), first+i, n, want)
			}
		}
	}
}

// A limit that was hit is no finding.
func TestHuntLimit(t *testing.T) {
	h := huntFor(t, "reorder_3", "random")
	free := h.Run(t.Context(), 0, 20, 1000, quiet)
	cut := h.Run(t.Context(), 0, 20, free.Max-1, quiet)
	if free.Found != 20 || cut.Found != 19 || cut.Max != 0 || cut.Min != free.Min || cut.Median != free.Median {
		t.Errorf("%+v without a limit that matters, %+v with one", free, cut)
	}
	if i := slices.Index(free.Executions, free.Max); cut.Executions[i] != 0 {
		t.Errorf("seed %d: %d executions, the limit is %d", i, cut.Executions[i], cut.Limit)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if p := h.Run(stopped, 0, 20, 1000, quiet); p.Found != 0 {
		t.Errorf("%+v after the end", p)
	}
}

// TestHuntsAgreeWithWhatWasPublished: none of the table's means is too far off, and all of the hunts for a published
// probability find the bug with each seed.
func TestHuntsAgreeWithWhatWasPublished(t *testing.T) {
	compared := 0
	for _, h := range Hunts() {
		if h.published == nil || h.published.Probability == 0 {
			continue
		}
		compared++
		if p := h.Run(t.Context(), 0, 20, 10_000, quiet); p.Found != 20 || p.Published.Differs {
			t.Errorf("%s: found with %d seeds, %+.1f standard errors", h.Name(), p.Found, p.Published.Off)
		}
	}
	if compared != 45 {
		t.Errorf("%d figures, want 45", compared)
	}
}

func TestConclude(t *testing.T) {
	for _, c := range []struct {
		executions       []int
		median, mean     float64
		lowest, greatest int
		found            int
		off              float64
		differs          bool
	}{
		{[]int{4, 1, 3, 8}, 3.5, 4, 1, 8, 4, 0, false},
		{[]int{4, 1, 3}, 3, 8. / 3, 1, 4, 3, -.816, false},
		{[]int{0, 1, 5, 2}, 3.5, 18. / 3, 1, 0, 3, .816, false}, // 10 executions in vain
		{[]int{0, 1, 0, 2}, 0, 23. / 2, 1, 0, 2, 1.805, false},
		{[]int{0, 0, 0}, 0, 0, 0, 0, 0, 3.160, false},
		{slices.Repeat([]int{0}, 20), 0, 0, 0, 0, 0, 8.124, true},
		{slices.Repeat([]int{1}, 20), 1, 1, 1, 1, 20, -7.742, true},
		{slices.Repeat([]int{4}, 20), 4, 4, 4, 4, 20, 0, false},
		{slices.Repeat([]int{10}, 20), 10, 10, 10, 10, 20, 4.875, true},
	} {
		p := Power{Limit: 10, Executions: c.executions}
		for _, n := range c.executions {
			if n > 0 {
				p.Found++
			}
		}
		p.conclude(&sctbench.ByStrategy{Strategy: "random", Probability: .25})
		e := p.Published
		if p.Median != c.median || p.Mean != c.mean || p.Min != c.lowest || p.Max != c.greatest || p.Found != c.found ||
			math.Abs(e.Off-c.off) > .001 || e.Differs != c.differs || e.Mean != 4 || e.Median != 3 {
			t.Errorf("%v: %+v, %+v, want %+v", c.executions, p, *e, c)
		}
	}
}

// A mean that was published with other steps is shown and not judged.
func TestConcludeWithAMean(t *testing.T) {
	p := Power{Limit: 10, Executions: []int{1, 1}, Found: 2}
	p.conclude(&sctbench.ByStrategy{Strategy: "surw", Mean: 454})
	if e := p.Published; e.Mean != 454 || e.Median != 0 || e.Differs {
		t.Errorf("%+v", e)
	}
	if p.conclude(nil); p.Mean != 1 {
		t.Errorf("%+v", p)
	}
}
