package scheduler_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/properties/catalog"
	"simrun/scheduler/dpor"
	"simrun/scheduler/replay"
	"simrun/scheduler/transcript"
	"simrun/sim"
)

// The transcripts of the notebook.
var (
	lockTranscript = []string{
		"Producer set message: 15", "Producer set message: 88", "Consumer get message: 15", "Producer set message: 83",
		"Consumer get message: 88", "Producer set message: 60", "Consumer get message: 83", "Producer set message: 92",
		"Consumer get message: 60", "Consumer get message: 92",
	}
	queueTranscript  = queueLines("38 81 c 55 c 27 c 1 c 53 c 1 c 46 c 61 c 71 c 55 c 75 c 18 c 54 c 2", "Consumer get me")
	threadTranscript = []string{"Thread 1: starting", "Main    : wait for the thread to finish", "Main    : all done"}
	eventTranscript  = []string{"Main\t\t:child starting", "Child\t\t:Thread is waiting for event", "Main\t\t:event set",
		"Child\t\t:Thread is executing", "Main\t\t:terminating"}
)

// queueLines are the lines of a queue pipeline: a number is put, and "c" gets the first of those that are there.
func queueLines(moves string, last ...string) []string {
	var lines, there []string
	for _, m := range strings.Fields(moves) {
		if m == "c" {
			lines = append(lines, "Consumer get message: "+there[0])
			there = there[1:]
		} else {
			lines, there = append(lines, "Producer set message: "+m), append(there, m)
		}
	}
	return append(lines, last...)
}

// explain looks for the lines in a scenario of the catalog.
func explain(t *testing.T, scenario string, params map[string]string, whole bool, lines []string) *transcript.Explanation {
	t.Helper()
	e, err := catalog.Lookup(scenario)
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := e.Build(params)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	x, err := transcript.Explain(ctx, replay.Subject{Program: p, Config: sim.Config{Clock: sim.Anytime, MaxSteps: 10_000}}, lines, whole)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d executions, found %v, exhausted %v", scenario, x.Executions, x.Found, x.Exhausted)
	return x
}

// What the notebook printed is possible, and what is shown prints it.
func TestExplainTheNotebook(t *testing.T) {
	for _, c := range []struct {
		scenario string
		params   map[string]string
		whole    bool
		lines    []string
	}{
		{"lock-pipeline", nil, true, lockTranscript},
		{"queue-pipeline", map[string]string{"messages": "0"}, false, queueTranscript},
		{"thread", nil, false, threadTranscript},
		{"event", nil, true, eventTranscript},
	} {
		x := explain(t, c.scenario, c.params, c.whole, c.lines)
		if !x.Found || x.Trace == nil || len(x.Log) < len(c.lines) {
			t.Errorf("%s: %+v", c.scenario, x)
			continue
		}
		last := len(c.lines) - 1
		if !slices.Equal(x.Log[:last], c.lines[:last]) || !strings.HasPrefix(x.Log[last], c.lines[last]) {
			t.Errorf("%s: it prints\n%s", c.scenario, strings.Join(x.Log, "\n"))
		}
		if c.whole && len(x.Log) != len(c.lines) {
			t.Errorf("%s: it prints %d lines, want %d", c.scenario, len(x.Log), len(c.lines))
		}
	}
}

// Five messages cannot be got six times; after the ten lines nothing can come.
func TestExplainTheImpossible(t *testing.T) {
	x := explain(t, "lock-pipeline", nil, false, append(slices.Clone(lockTranscript), "Consumer get message: 92"))
	if x.Found || !x.Exhausted || x.Longest != 10 || len(x.Next) != 0 || !x.Ended {
		t.Errorf("%+v", x)
	}
	// The consumer gets a message only after it was set.
	x = explain(t, "lock-pipeline", nil, false, []string{"Producer set message: 15", "Consumer get message: 88"})
	if x.Found || !x.Exhausted || x.Longest != 1 || !slices.Contains(x.Next, "Consumer get message: 15") || x.Ended {
		t.Errorf("%+v", x)
	}
}

// The set of logs that can be explained is exactly the set that an exhaustive search sees.
func TestExplainAgreesWithTheSearch(t *testing.T) {
	e, err := catalog.Lookup("queue-pipeline")
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := e.Build(map[string]string{"messages": "1"})
	if err != nil {
		t.Fatal(err)
	}
	logs := map[string]bool{}
	cfg := sim.Config{Clock: sim.Anytime, MaxSteps: 10_000}
	search := dpor.New()
	for i := 0; search.Begin(i); i++ {
		x := sim.Run(p, cfg, search)
		var lines []string
		for _, l := range x.Log {
			lines = append(lines, l.Text)
		}
		logs[strings.Join(lines, "\n")] = true
		search.End(x)
	}
	all := []string{"Main: about to set event", "Producer set message: 51", "Consumer get message: 51"}
	for _, n := range [][]int{{0}, {1}, {2}, {0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 1}, {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var lines []string
		for _, i := range n {
			lines = append(lines, all[i])
		}
		x := explain(t, "queue-pipeline", map[string]string{"messages": "1"}, true, lines)
		if want := logs[strings.Join(lines, "\n")]; x.Found != want || !x.Found && !x.Exhausted {
			t.Errorf("%q: found %v, exhausted %v; the search says %v", lines, x.Found, x.Exhausted, want)
		}
	}
	if len(logs) != 6 {
		t.Errorf("the search sees %d logs, want 6", len(logs))
	}
}
