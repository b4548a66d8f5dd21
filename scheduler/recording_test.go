package scheduler_test

import (
	"slices"
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// TestRecordingChangesNothing runs every strategy on every program of the catalog twice, side by side: as a search does,
// and with everything recorded. What is fast must not be so because it does something else: the schedules, verdicts and
// fingerprints of all executions are the same.
func TestRecordingChangesNothing(t *testing.T) {
	const executions = 12
	for _, named := range scheduler.Strategies() {
		t.Run(named.Name, func(t *testing.T) {
			for _, e := range catalog.All() {
				p, properties, err := e.Build(nil)
				if err != nil {
					t.Fatal(err)
				}
				search, record := newSide(named, false), newSide(named, true)
				for i := range executions {
					a, more := search.next(p, properties, i)
					b, same := record.next(p, properties, i)
					if more != same {
						t.Fatalf("%s: one of them has tried everything after %d executions", e.Name, i)
					}
					if !more {
						break
					}
					if a.differs(b) {
						t.Fatalf("%s, execution %d: the search has\n%+v\nthe recording\n%+v", e.Name, i, a, b)
					}
				}
				search.runner.Close()
				record.runner.Close()
			}
		})
	}
}

// side is one of the two that are compared.
type side struct {
	strategy scheduler.Strategy
	runner   *sim.Runner
	cfg      sim.Config
}

func newSide(named scheduler.Named, record bool) *side {
	return &side{named.New(7), sim.NewRunner(),
		sim.Config{Clock: sim.Anytime, MaxSteps: 2000, Fingerprint: true, Record: record}}
}

// outcome is what has to be the same.
type outcome struct {
	schedule              string
	verdict               sim.Verdict
	end                   sim.End
	fingerprint, logPrint uint64
	steps, preemptions    int
	failures              []sim.Failure
}

func (a outcome) differs(b outcome) bool {
	sameFailures := slices.Equal(a.failures, b.failures)
	return !sameFailures || a.schedule != b.schedule || a.verdict != b.verdict || a.end != b.end ||
		a.fingerprint != b.fingerprint || a.logPrint != b.logPrint || a.steps != b.steps || a.preemptions != b.preemptions
}

func (s *side) next(p sim.Program, properties []sim.Property, i int) (outcome, bool) {
	if !s.strategy.Begin(i) {
		return outcome{}, false
	}
	x := s.runner.Run(p, s.cfg, s.strategy)
	s.strategy.End(x)
	verdict, failures := sim.Judge(x, properties)
	return outcome{
		x.Schedule.String(), verdict, x.End, x.Fingerprint, x.LogPrint, x.Steps, x.Preemptions, slices.Clone(failures),
	}, true
}
