package simtest

import (
	"testing"
	"time"

	"simrun/report"
	"simrun/sim"
)

// Bounds of [Verify].
const (
	VerifyExecutions = 1_000_000
	VerifyBudget     = time.Minute
)

// Verify searches all schedules of the program, one for each order of dependent steps, and fails the test if a property
// does not hold in one of them; properties.Default() if none is given. It also fails if it had to stop before it had
// tried everything, because what was not searched is not verified; and if the program shares something past the models
// (see [scheduler.Report]), because then nothing is.
func Verify[P Source](t testing.TB, program P, properties ...sim.Property) {
	t.Helper()
	VerifyWith(t, Options{}, program, properties...)
}

// VerifyWith is [Verify] with options; by default the strategy is dpor, within VerifyExecutions and VerifyBudget.
func VerifyWith[P Source](t testing.TB, o Options, program P, properties ...sim.Property) {
	t.Helper()
	o = o.complete(t, Options{Strategy: "dpor", Executions: VerifyExecutions, Budget: VerifyBudget})
	s := newSubject(t, t.Cleanup, programOf(t, program), o, properties)
	if s.replayed(t) {
		return
	}
	r := s.explore(o.search(s.properties))
	switch {
	case len(r.Findings) > 0:
		t.Errorf("%s%s", s.summary(r), shared(r))
		s.show(t.Output(), t.Name(), r.Findings[:min(len(r.Findings), mostFindings)]...)
		t.FailNow()
	case r.Sharing != nil:
		t.Fatalf("simtest: %s", report.Plain(r.Sharing.Message))
	case r.Verdict() == sim.Inconclusive:
		t.Fatalf("simtest: no failure found, but %s", s.extent(r))
	default:
		t.Logf("simtest: there is no failure: %s%s", s.extent(r), s.unchecked())
	}
}
