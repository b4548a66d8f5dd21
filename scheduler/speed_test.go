package scheduler_test

import (
	"slices"
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// TestSpeedChangesNothing runs every strategy on every program of the catalog in four ways, side by side: as a search does
// that nobody watches; with fingerprints; with everything recorded; and in a new runner for each execution, where nothing
// is used again. What is fast must not be so because it does something else: the schedules, verdicts and fingerprints of
// all executions are the same.
func TestSpeedChangesNothing(t *testing.T) {
	const executions = 12
	for _, named := range scheduler.Strategies() {
		t.Run(named.Name, func(t *testing.T) {
			for _, e := range catalog.All() {
				p, properties, err := e.Build(nil)
				if err != nil {
					t.Fatal(err)
				}
				sides := sidesOf(named)
				for i := range executions {
					first, more := sides[0].next(p, properties, i)
					for _, s := range sides[1:] {
						x, same := s.next(p, properties, i)
						if more != same {
							t.Fatalf("%s: %s and %s do not have as much to try, after %d executions", e.Name, sides[0].name, s.name, i)
						}
						if more && first.differs(x) {
							t.Fatalf("%s, execution %d: %s has\n%+v\n%s\n%+v", e.Name, i, sides[0].name, first, s.name, x)
						}
					}
					if !more {
						break
					}
				}
				for _, s := range sides {
					s.runner.Close()
				}
			}
		})
	}
}

// side is one of those that are compared.
type side struct {
	name     string
	strategy strategy.Strategy
	runner   *sim.Runner
	cfg      sim.Config
	fresh    bool // a new runner for each execution
}

func sidesOf(named scheduler.Named) []*side {
	list := []*side{{name: "the recording"}, {name: "the search with fingerprints"}, {name: "the bare search"}, {name: "the new runner", fresh: true}}
	for i, s := range list {
		s.strategy, s.runner = named.New(7), sim.NewRunner()
		s.cfg = sim.Config{Clock: sim.Anytime, MaxSteps: 2000, Fingerprint: i != 2, Record: i == 0}
	}
	return list
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
		a.fingerprint != b.fingerprint && a.fingerprint != 0 && b.fingerprint != 0 || a.logPrint != b.logPrint || a.steps != b.steps || a.preemptions != b.preemptions
}

func (s *side) next(p sim.Program, properties []sim.Property, i int) (outcome, bool) {
	if !s.strategy.Begin(i) {
		return outcome{}, false
	}
	if s.fresh {
		s.runner.Close()
		s.runner = sim.NewRunner()
	}
	x := s.runner.Run(p, s.cfg, s.strategy)
	s.strategy.End(x)
	verdict, failures := sim.Judge(x, properties)
	return outcome{
		x.Schedule().String(), verdict, x.End, x.Fingerprint, x.LogPrint, x.Steps, x.Preemptions, slices.Clone(failures),
	}, true
}
