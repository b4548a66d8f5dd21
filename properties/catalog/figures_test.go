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

// build makes a program; the parameters are in the form "messages=2 workers=1".
func build(t *testing.T, name, params string) (sim.Program, []sim.Property) {
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
	return p, properties
}

// search explores a program with every schedule and insists that it came to the end.
func search(t *testing.T, name, params string) *scheduler.Report {
	t.Helper()
	p, properties := build(t, name, params)
	r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
		Config: sim.Config{Clock: sim.Anytime}, Properties: properties, Strategy: "dpor", NoShrink: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("%s: the search did not come to its end after %d executions", p, r.Executions)
	}
	t.Logf("%s: %d executions", p, r.Executions)
	return r
}

// The number of different logs that a report has; the cases of the notebook in models/cpython say which they are.
func TestDistinctLogs(t *testing.T) {
	for i, want := range []int{1, 2, 5, 13, 34} {
		if r := search(t, "lock-pipeline", fmt.Sprintf("messages=%d", i+1)); r.DistinctLogs != want {
			t.Errorf("%d messages: %d logs, want %d", i+1, r.DistinctLogs, want)
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
		got := classes(search(t, "queue-pipeline", fmt.Sprintf("messages=%d", k)))
		if !slices.Equal(got, want) {
			t.Errorf("messages=%d: %v, want %v", k, got, want)
		}
	}
}

// With one worker the consumer starts when the producer has ended: that stops in time, or blocks for ever at the
// eleventh message.
func TestQueuePipelineOneWorker(t *testing.T) {
	var want []string
	for n := range 11 {
		want = append(want, fmt.Sprintf("passed %d %d 0", n, n))
	}
	want = append(want, "deadlock 10 0 10")
	slices.Sort(want)
	r := search(t, "queue-pipeline", "messages=0 workers=1")
	if got := classes(r); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
