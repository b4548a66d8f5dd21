package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// TestReasonOfTheBudget: a search that has found something ends before the whole budget is over, because the rest is for making the
// findings smaller. It says so, and not that its strategy tries no more, also where that has taken next to nothing of the rest.
func TestReasonOfTheBudget(t *testing.T) {
	found := []*scheduler.Finding{{}}
	for _, c := range []struct {
		report scheduler.Report
		want   string
	}{
		{scheduler.Report{BudgetUsed: true, Elapsed: 201 * time.Second, Findings: found}, "the part of the budget of 5m0s that is for the search was used up"},
		{scheduler.Report{BudgetUsed: true, Elapsed: 301 * time.Second, Findings: found}, "the budget of 5m0s was used up"},
		{scheduler.Report{BudgetUsed: true, Elapsed: 300 * time.Second}, "the budget of 5m0s was used up"},
		{scheduler.Report{Strategy: "run-to-block", Elapsed: 299 * time.Second}, "the strategy run-to-block tries no more"},
	} {
		s := &search{Report: &c.report, options: scheduler.Options{Budget: 5 * time.Minute}}
		if got := s.reason(); got != c.want {
			t.Errorf("after %v: %q, want %q", c.report.Elapsed, got, c.want)
		}
	}
}

// TestExecutionsIn: no search takes no time.
func TestExecutionsIn(t *testing.T) {
	for long, want := range map[time.Duration]string{
		0:                        "1 execution in less than 10ms",
		9 * time.Millisecond:     "1 execution in less than 10ms",
		12 * time.Millisecond:    "1 execution in 10ms",
		12345 * time.Millisecond: "1 execution in 12.35s",
	} {
		if got := executionsIn(1, long); got != want {
			t.Errorf("%v: %q, want %q", long, got, want)
		}
	}
}

// TestNothingToSwitchTo: that there is no failure says little of a program that starts no thread, as a script whose main function is
// not called; it is told so. A program that starts one in some executions is not.
func TestNothingToSwitchTo(t *testing.T) {
	for name, c := range map[string]struct {
		main func(w *sim.World)
		told bool
	}{
		"none": {func(w *sim.World) { w.Logf("alone") }, true},
		"one":  {func(w *sim.World) { w.SpawnAll("t", func() {}) }, false},
		"sometimes": {func(w *sim.World) {
			if w.Choose(2) == 1 { // not in the execution that is looked at
				w.SpawnAll("t", func() {})
			}
		}, false},
	} {
		program := func(catalog.Values) (func(*sim.World), []sim.Property) { return c.main, nil }
		var out, errs bytes.Buffer
		code := newApp("simrun", []catalog.Entry{{Name: name, Program: program}}, strings.NewReader(""), &out, &errs).run([]string{"explore", name})
		if told := strings.Contains(out.String(), "\nIt starts no thread, so there was nothing to switch to.\n"); code != exitPassed || told != c.told {
			t.Errorf("%s: exit code %d, told %v, want %v\n%s%s", name, code, told, c.told, out.String(), errs.String())
		}
	}
}
