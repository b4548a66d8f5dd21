package catalog_test

import (
	"context"
	"slices"
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// expectationLimit is enough to find everything in each program, and for the correct ones to be searched to the end.
const expectationLimit = 60_000

// Every entry does what it says with its default parameters: one with findings has exactly these, and one without passes
// an exhaustive search.
func TestExpectations(t *testing.T) {
	for _, e := range catalog.All() {
		if e.Rare {
			continue
		}
		t.Run(e.Name, func(t *testing.T) {
			p, properties, err := e.Build(nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
				Config: sim.Config{Clock: sim.Anytime, Switching: e.Switching}, Properties: properties, Strategy: "dpor",
				Executions: expectationLimit, NoShrink: true, Workers: 2, // as the command has several
			})
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for _, f := range r.Findings {
				if !slices.Contains(kinds, f.Kind) {
					kinds = append(kinds, f.Kind)
				}
			}
			slices.Sort(kinds)
			t.Logf("%d executions in %v, exhausted %t", r.Executions, r.Elapsed, r.Exhausted)
			if !slices.Equal(kinds, e.Expected.Kinds) {
				for _, f := range r.Findings {
					t.Logf("%s: %s [%s]", f.Kind, f.Message, f.Where)
				}
				t.Errorf("findings %v, want %v", kinds, e.Expected.Kinds)
			}
			if len(e.Expected.Kinds) == 0 && !r.Exhausted {
				t.Errorf("the search did not come to its end after %d executions", r.Executions)
			}
		})
	}
}
