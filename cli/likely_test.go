package cli

import (
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// TestLikelihoodsOfTheCatalog draws other executions than those from which the likelihoods were estimated, and more of
// them, and counts the intervals that do not hold what these show. At 95 % confidence that is one in twenty.
func TestLikelihoodsOfTheCatalog(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const executions = 2000
	intervals, wrong := 0, 0
	for _, e := range catalog.All() {
		if len(e.Expected.Kinds) == 0 || e.Rare {
			continue
		}
		f := find(t, e)
		for k, draw := range []struct {
			clock    sim.Clock
			strategy strategy.Strategy
		}{
			{sim.Anytime, sampling.NewRandom(1234)},
			{sim.Virtual, sampling.NewTimeSliced(1234, sampling.DefaultInterval)},
		} {
			for i, shown := range f.draw(draw.clock, draw.strategy, executions) {
				l := f.search.Findings[i].Likely[k]
				intervals++
				if p := float64(shown) / executions; p < l.Low || p > l.High {
					wrong++
					t.Logf("%s, %s: %v; of %d others %d", e.Name, f.search.Findings[i].Where, l, executions, shown)
				}
			}
		}
	}
	if t.Logf("%d of %d intervals do not hold", wrong, intervals); wrong > intervals/10 {
		t.Errorf("%d of %d intervals do not hold", wrong, intervals)
	}
}

// draw counts for each finding how many executions show it.
func (f found) draw(clock sim.Clock, strategy strategy.Strategy, executions int) []int {
	shown := make([]int, len(f.search.Findings))
	r := sim.NewRunner()
	defer r.Close()
	cfg := f.search.options.Config
	cfg.Clock = clock
	for i := range executions {
		strategy.Begin(i)
		x := r.Run(f.program, cfg, strategy)
		strategy.End(x)
		_, failures := sim.Judge(x, f.properties)
		for k, finding := range f.search.Findings {
			if finding.In(failures) != nil {
				shown[k]++
			}
		}
	}
	return shown
}
