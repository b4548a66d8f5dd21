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
func build(t *testing.T, name, params string) (sim.Program, []sim.Property, catalog.Entry) {
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
	return p, properties, e
}

// rerun replays a token.
func rerun(t *testing.T, name, params string, token sim.Token) *sim.Execution {
	t.Helper()
	p, _, _ := build(t, name, params)
	s := scheduler.NewReplayOf(token)
	s.Begin(0)
	x := sim.Run(p, token.Config(), s)
	if d := s.Diverged(); d != nil {
		t.Fatal(d)
	}
	return x
}

// shape numbers the lines of the producer and of the consumer: "P1 P2 C1".
func shape(x *sim.Execution) string {
	var lines []string
	var p, c int
	for _, line := range x.Log {
		switch {
		case strings.HasPrefix(line.Text, "Producer"):
			p++
			lines = append(lines, fmt.Sprint("P", p))
		case strings.HasPrefix(line.Text, "Consumer"):
			c++
			lines = append(lines, fmt.Sprint("C", c))
		}
	}
	return strings.Join(lines, " ")
}

// search explores a program with every schedule and insists that it came to the end.
func search(t *testing.T, name, params string, clock sim.Clock) *scheduler.Report {
	t.Helper()
	p, properties, _ := build(t, name, params)
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

// With one worker the consumer starts when the producer has ended: that stops in time, or blocks for ever at the
// eleventh message.
func TestQueuePipelineOneWorker(t *testing.T) {
	var want []string
	for n := range 11 {
		want = append(want, fmt.Sprintf("passed %d %d 0", n, n))
	}
	want = append(want, "deadlock 10 0 10")
	slices.Sort(want)
	r := search(t, "queue-pipeline", "messages=0 workers=1", sim.Anytime)
	if got := classes(r); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	x := rerun(t, "queue-pipeline", "messages=0 workers=1", r.Findings[0].Token)
	if n := strings.Count(shape(x), "P"); n != 11 {
		t.Errorf("%d lines of the producer, want 11: %s", n, shape(x))
	}
}

// With one worker the producer sets two messages, or the consumer waits for the first.
func TestLockPipelineOneWorker(t *testing.T) {
	for first, want := range map[string]string{"producer": "P1 P2", "consumer": ""} {
		params := "workers=1 first=" + first
		r := search(t, "lock-pipeline", params, sim.Anytime)
		if len(r.Outcomes) != 1 || r.Outcomes[0].Kind != "deadlock" || r.DistinctLogs != 1 {
			t.Fatalf("%s: %v", params, classes(r))
		}
		if got := shape(rerun(t, "lock-pipeline", params, r.Findings[0].Token)); got != want {
			t.Errorf("%s: %q, want %q", params, got, want)
		}
	}
}

// What CPython does with a program that waits for nothing but its locks, and so the notebook's order of lines.
func TestLockPipelineAsInTheNotebook(t *testing.T) {
	for _, switching := range []sim.Switching{sim.Block, sim.IO} {
		p, _, _ := build(t, "lock-pipeline", "")
		s := scheduler.NewRunToBlock()
		s.Begin(0)
		if got := shape(sim.Run(p, sim.Config{Switching: switching}, s)); got != "P1 P2 C1 P3 C2 P4 C3 P5 C4 C5" {
			t.Errorf("%s: %s", switching, got)
		}
	}
}
