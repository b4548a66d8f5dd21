package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// search explores an entry with every schedule and insists that it came to the end.
func search(t *testing.T, name, params string, clock sim.Clock) *scheduler.Report {
	t.Helper()
	e, err := catalog.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for _, field := range strings.Fields(params) {
		k, v, _ := strings.Cut(field, "=")
		given[k] = v
	}
	p, properties, err := e.Build(given)
	if err != nil {
		t.Fatal(err)
	}
	strategy := "dpor"
	if clock == sim.Virtual {
		strategy = "dfs" // the order of independent steps decides when a timer elapses
	}
	r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
		Config: sim.Config{Clock: clock}, Properties: properties, Strategy: strategy, NoShrink: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("%s: the search did not come to its end after %d executions", p, r.Executions)
	}
	t.Logf("%s, %s: %d executions", p, clock, r.Executions)
	return r
}

// The figures of the tutorial.
func TestDistinctLogs(t *testing.T) {
	for _, c := range []struct {
		name, params     string
		anytime, virtual int
	}{
		{"thread", "daemon=false join=false", 6, 3},
		{"thread", "daemon=false join=true", 3, 2},
		{"thread", "daemon=true join=true", 3, 2},
		{"thread", "daemon=true join=false", 10, 4},
		{"lock", "", 1, 1},
		{"event", "", 2, 1},
		{"lock-pipeline", "messages=1", 1, 0},
		{"lock-pipeline", "messages=2", 2, 0},
		{"lock-pipeline", "messages=3", 5, 0},
		{"lock-pipeline", "messages=4", 13, 0},
		{"lock-pipeline", "messages=5", 34, 0},
		{"lock-pipeline", "messages=5 first=consumer", 34, 0},
	} {
		if r := search(t, c.name, c.params, sim.Anytime); r.DistinctLogs != c.anytime {
			t.Errorf("%s %s: %d logs, want %d", c.name, c.params, r.DistinctLogs, c.anytime)
		}
		if c.virtual == 0 {
			continue
		}
		if r := search(t, c.name, c.params, sim.Virtual); r.DistinctLogs != c.virtual {
			t.Errorf("%s %s, virtual: %d logs, want %d", c.name, c.params, r.DistinctLogs, c.virtual)
		}
	}
}

// classes lists the outcomes as verdict or kind and the observations, sorted.
func classes(r *scheduler.Report) []string {
	var list []string
	for _, o := range r.Outcomes {
		text := o.Kind
		if text == "" {
			text = o.Verdict.String()
		}
		for _, v := range o.Observed {
			text += fmt.Sprint(" ", v.Value)
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestQueuePipelineOutcomes(t *testing.T) {
	for k := 1; k <= 3; k++ {
		var want []string
		for n := range k + 1 {
			want = append(want, fmt.Sprintf("passed %d %d 0", n, n), fmt.Sprintf("deadlock %d %d 0", n, n))
			if n > 0 {
				want = append(want, fmt.Sprintf("lost-message %d %d 1", n, n-1))
			}
		}
		slices.Sort(want)
		got := classes(search(t, "queue-pipeline", fmt.Sprintf("messages=%d", k), sim.Anytime))
		if !slices.Equal(got, want) {
			t.Errorf("messages=%d: %v, want %v", k, got, want)
		}
	}
}
