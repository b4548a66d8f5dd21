package simtest

import (
	"context"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// Sometimes is the opposite of [Test]: it fails the test unless some schedule of the program shows something. A test of that
// kind keeps another one from passing because nothing happens in it. shows is asked of each execution that has ended, by a
// deadlock too; it may look at what the program has observed, at the log, at how it ended. The name says what is looked for.
//
// The search is that of Test and ends with the first schedule that shows it; the test's log has the line that replays it.
func Sometimes[P Source](t testing.TB, program P, name string, shows func(x *sim.Execution) bool) {
	t.Helper()
	SometimesWith(t, Options{}, program, name, shows)
}

// SometimesWith is [Sometimes] with options.
func SometimesWith[P Source](t testing.TB, o Options, program P, name string, shows func(x *sim.Execution) bool) {
	t.Helper()
	o = o.complete(t, Options{Strategy: "auto", Executions: DefaultExecutions, Budget: DefaultBudget})
	s := newSubject(t, t.Cleanup, programOf(t, program), o, []sim.Property{never{name, shows}})
	search := o.search(s.properties)
	search.First = true
	r, err := scheduler.Explore(context.Background(), s.program, search)
	if err != nil {
		t.Fatalf("simtest: %v", err)
	}
	for _, f := range r.Findings {
		if f.Kind == shown {
			t.Logf("simtest: some schedule shows %s; replay with: %s", name, replayLine(t.Name(), f.Token.String()))
			return
		}
	}
	switch {
	case len(r.Findings) > 0:
		t.Fatalf("simtest: the program failed before a schedule showed %s: %s", name, r.Findings[0].Message)
	case r.Exhausted:
		t.Fatalf("simtest: no schedule shows %s: %s", name, s.extent(r))
	default:
		t.Fatalf("simtest: no schedule that was tried shows %s; %s", name, s.extent(r))
	}
}

// shown is the kind of what [Sometimes] looks for.
const shown = "shown"

// never is the property that no execution shows what [Sometimes] looks for.
type never struct {
	name  string
	shows func(x *sim.Execution) bool
}

func (n never) Name() string { return "never " + n.name }

func (n never) Check(x *sim.Execution) *sim.Failure {
	if !n.shows(x) {
		return nil
	}
	return &sim.Failure{Kind: shown, Message: n.name, Where: "end"}
}
