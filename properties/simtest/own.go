package simtest

import (
	"context"
	"sync/atomic"
	"testing"

	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// TestFailedKind is the kind of the failure that the program failed its own test, by testing.T.Error, Fail and the like.
const TestFailedKind = "test-failed"

// ownTest is the property that the program does not fail the test that runs it, as assertions do that it makes with the
// test's T. What failed a test cannot be taken back: so the first execution that does is the finding, the search ends with
// it, and its schedule stays as it is, because another one would fail as well, whatever it did. With several workers it
// cannot be told which of the executions under way it was.
type ownTest struct {
	t      testing.TB
	failed atomic.Bool // it was seen
	stop   context.CancelFunc
}

// Name is what it says.
func (*ownTest) Name() string { return "the test is not failed" }

// Check looks at the test.
func (p *ownTest) Check(x *sim.Execution) *sim.Failure {
	if !p.t.Failed() || p.failed.Swap(true) {
		return nil
	}
	p.stop()
	for _, f := range x.Failures {
		if f.Kind == sim.GoexitKind { // by FailNow: that says where
			return nil
		}
	}
	return &sim.Failure{Kind: TestFailedKind, Message: "the program failed its test, as t.Error and t.Fail do; what it said of it stands above"}
}

// keeps says whether the schedule of a finding stays as it is.
func (s *subject) keeps(f *scheduler.Finding) bool {
	return s.own != nil && s.own.failed.Load() && (f.Kind == TestFailedKind || f.Kind == sim.GoexitKind)
}

// explore searches within the options, and ends the test if that cannot be done.
func (s *subject) explore(o scheduler.Options) *scheduler.Report {
	s.t.Helper()
	r, err := func() (*scheduler.Report, error) {
		defer orFatal(s.t)
		return scheduler.Explore(s.ctx, s.program, o)
	}()
	if err != nil {
		s.t.Fatalf("simtest: %s", report.Plain(err.Error()))
	}
	for _, kind := range []string{sim.GoexitKind, TestFailedKind} { // the first surely failed the test
		for _, f := range r.Findings {
			if kind == TestFailedKind && f.Kind == kind && o.Workers > 1 {
				s.t.Helper()
				s.t.Fatalf("%s; it was one of those that several workers executed at the time: -simrun.workers=1 shows which", failsItsTest)
			}
			if f.Kind == kind && s.keeps(f) {
				r.Findings = []*scheduler.Finding{f}
				s.record(f)
				return r
			}
		}
	}
	return r
}

// record gives a finding the trace of its schedule.
func (s *subject) record(f *scheduler.Finding) {
	cfg := f.Token.Config()
	cfg.MaxSteps, cfg.Record = s.options.Steps, true
	replay := replay.Of(f.Token)
	replay.Begin(0)
	f.Trace = s.run(cfg, replay).Trace
}
