package simtest

import (
	"testing"
	"time"

	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// Bounds of [Test]; with -short a tenth of the executions.
const (
	DefaultExecutions = 20_000
	DefaultBudget     = 10 * time.Second
)

// mostFindings is how many findings are shown: they often have one cause.
const mostFindings = 5

// Test is the one call for a test in CI. It fails if a property does not hold in some schedule of the program;
// properties.Default() if none is given.
//
// First it looks for the findings that are stored for this test, by [simrun/scheduler/stored.Recheck], so that a regression is seen at
// once, and says what has become of each. Then it executes some schedules twice: a program that does not repeat depends
// on something that the simulator does not control, and the first step that differs is named. Then it searches with the
// strategy auto, within DefaultExecutions and DefaultBudget. It also fails if the program shares something past the models
// (see [scheduler.Report.Sharing]).
//
// A failure is shown as package report does, and its last line replays it. Each finding is stored as
// testdata/simrun/<test>/<hash>.json, to be committed, and a folder of it with text, JSON, HTML and a trace for Perfetto
// is written to [testing.TB.ArtifactDir], which go test keeps if it is told -artifacts.
func Test[P Source](t testing.TB, program P, properties ...sim.Property) {
	t.Helper()
	TestWith(t, Options{}, program, properties...)
}

// TestWith is [Test] with options.
func TestWith[P Source](t testing.TB, o Options, program P, properties ...sim.Property) {
	t.Helper()
	defaults := Options{Strategy: "auto", Executions: DefaultExecutions, Budget: DefaultBudget, Repeats: DefaultRepeats}
	if testing.Short() {
		defaults.Executions /= 10
	}
	o = o.complete(t, defaults)
	s := newSubject(t, t.Cleanup, programOf(t, program), o, properties)
	if s.replayed(t) {
		return
	}
	s.start = time.Now()
	if found := s.recheckStored(t); len(found) > 0 {
		s.fail(t, found, "simtest: no search, because a stored finding is still there")
	}
	s.mustRepeat(t)
	search := o.search(s.properties)
	search.Budget = s.budgetLeft()
	r := s.explore(search)
	switch {
	case len(r.Findings) > 0:
		s.fail(t, r.Findings, s.summary(r)+shared(r))
	case r.Sharing != nil:
		t.Fatalf("simtest: %s", report.Plain(r.Sharing.Message))
	case r.CutShort():
		t.Fatalf("simtest: no execution passed or failed: each of %d was cut short by the limit of %s (Options.Steps)", r.Executions, sim.Count(search.Config.MaxSteps, "step"))
	case r.Verdict() == sim.Inconclusive && o.Exhaustive:
		t.Fatalf("simtest: no failure found, but %s", s.extent(r))
	case r.Verdict() == sim.Inconclusive:
		extent := s.extent(r)
		t.Attr("simrun", extent) // go test -json shows it also if the test passes
		t.Logf("simtest: no failure found; %s%s", extent, s.unchecked())
	default:
		t.Logf("simtest: there is no failure: %s%s", s.extent(r), s.unchecked())
	}
}

// fail shows and keeps the findings, and ends the test. What a reader copies comes last.
func (s *subject) fail(t testing.TB, findings []*scheduler.Finding, summary string) {
	t.Helper()
	t.Errorf("%s", summary)
	shown := findings[:min(len(findings), mostFindings)]
	for _, f := range shown {
		s.writeArtifacts(t, f)
		if !s.options.NoStore {
			s.store(t, f)
		}
	}
	if more := len(findings) - len(shown); more > 0 {
		t.Logf("simtest: %s not shown", count(more, "finding is", "findings are"))
	}
	s.show(t.Output(), t.Name(), shown...)
	t.FailNow()
}
