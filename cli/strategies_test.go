package cli

import (
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// TestComesToAnEnd: a strategy is given a budget unless it comes to an end by itself, as the one schedule of the scenario
// lock shows: a search of it either ends after that, or goes on up to any limit. rff and rare-states went on for ever.
func TestComesToAnEnd(t *testing.T) {
	entry, err := catalog.Lookup("lock")
	if err != nil {
		t.Fatal(err)
	}
	p, properties, err := entry.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	const limit = 1000 // auto samples some hundred times first
	for _, s := range scheduler.Strategies() {
		r, err := scheduler.Explore(t.Context(), p, scheduler.Options{Config: sim.Config{Clock: sim.Anytime}, Strategy: s.Name, Properties: properties, Executions: limit, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if ended := r.Executions < limit; ended != comesToAnEnd(s.Name) {
			t.Errorf("%s: %d executions of %d, and comesToAnEnd is %v", s.Name, r.Executions, limit, comesToAnEnd(s.Name))
		}
	}
}
