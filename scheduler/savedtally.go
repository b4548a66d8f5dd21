package scheduler

import (
	"errors"
	"maps"
	"slices"

	"simrun/scheduler/sharing"
	"simrun/sim"
)

// savedTally is a tally in a checkpoint. Each outcome and finding is saved as a schedule that shows it.
type savedTally struct {
	Executions, Redundant, Truncated, Livelocks int
	Steps                                       int64
	Logs, Traces                                savedSightings
	Outcomes                                    map[string]savedSight
	Findings                                    map[string]savedSight
	Sample                                      sharing.Saved
}

// savedSight is an execution that shows an outcome or a finding.
type savedSight struct {
	Count    int  // executions that end in this way
	Known    bool // it was seen before the task, and there is no schedule
	First    int
	Length   int
	Schedule sim.Packed
}

// save copies the tally.
func (t *tally) save() savedTally {
	s := savedTally{
		Executions: t.executions, Redundant: t.redundant, Truncated: t.truncated, Livelocks: t.livelocks, Steps: t.steps,
		Logs: t.logs.save(), Traces: t.traces.save(), Outcomes: map[string]savedSight{}, Findings: map[string]savedSight{},
		Sample: t.sample.Save(),
	}
	for key, o := range t.outcomes {
		known := t.base != nil && t.base.outcomes[key] != nil
		s.Outcomes[key] = savedSight{Count: o.Count, Known: known, First: o.First, Length: o.token.Length, Schedule: o.schedule}
	}
	for id, f := range t.findings {
		s.Findings[id] = savedSight{Count: 1, First: f.FirstExecution, Length: f.Token.Length, Schedule: f.Token.Schedule.Pack()}
	}
	return s
}

// errTotals is the error of a checkpoint whose counts contradict each other.
var errTotals = errors.New("its totals do not fit together")

// load takes up a tally that was saved, of so many executions and those that showed nothing new. Each outcome and finding
// is executed once more by show.
func (t *tally) load(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	t.executions, t.redundant, t.truncated, t.livelocks, t.steps = s.Executions, s.Redundant, s.Truncated, s.Livelocks, s.Steps
	if !s.fits(used) || !t.sample.Load(s.Sample) || !t.traces.load(s.Traces, s.Executions) || !t.logs.load(s.Logs, s.ended()) {
		return errTotals
	}
	if err := t.loadOutcomes(s, used, show); err != nil {
		return err
	}
	return t.loadFindings(s, used, show)
}

// ended is how many executions came to their end.
func (s *savedTally) ended() int { return s.Executions - s.Truncated - s.Livelocks }

// fits says whether the counts can be those of so many executions, each of which has a log if it came to its end.
func (s *savedTally) fits(used int) bool {
	negative := min(s.Executions, s.Redundant, s.Truncated, s.Livelocks, s.ended()) < 0 || s.Steps < 0
	noLog := len(s.Logs.Seen) == 0 && s.Logs.Zeros == 0
	return !negative && s.Executions+s.Redundant == used && !(s.ended() > 0 && noLog) && !(s.Executions == 0 && len(s.Findings) > 0)
}

// loadOutcomes takes up the outcomes, and holds what they count against the totals. No two were first seen in one execution, and the first
// execution of a search shows one, unless it does not count.
func (t *tally) loadOutcomes(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	sum, of, at := 0, map[sim.Verdict]int{}, map[int]bool{}
	for _, key := range slices.Sorted(maps.Keys(s.Outcomes)) {
		saved := s.Outcomes[key]
		known := t.base != nil && t.base.outcomes[key] != nil
		switch {
		case known != saved.Known || saved.Count < 1:
			return errTotals
		case known:
			t.outcomes[key] = &Outcome{Count: saved.Count}
		case saved.First < 0 || saved.First >= used || at[saved.First]:
			return errSight
		default:
			at[saved.First] = true
			if err := t.loadOutcome(key, saved, s.Findings, show); err != nil {
				return err
			}
		}
		sum += saved.Count
		of[sim.Verdict(key[0])] += saved.Count
	}
	short, most := of[sim.Inconclusive], of[sim.Inconclusive]+of[sim.Failed] // what was cut short may have failed before
	lacksFirst := t.base == nil && s.Redundant == 0 && sum > 0 && !at[0]
	if sum != s.Executions || s.Truncated < short || s.Truncated+s.Livelocks > most || lacksFirst {
		return errTotals
	}
	return nil
}

// loadOutcome executes an outcome. Its log was seen, and what fails there is a finding, no later than the outcome.
func (t *tally) loadOutcome(key string, saved savedSight, findings map[string]savedSight, show func(savedSight) (*tally, error)) error {
	seen, err := show(saved)
	if err != nil {
		return err
	}
	o := seen.shows(key)
	if o == nil {
		return errSight
	}
	for h := range seen.logs.seen {
		if t.logs.lacks(h) {
			return errTotals
		}
	}
	for id := range seen.findings {
		f, found := findings[id]
		if before := t.base != nil && t.base.findings[id] != nil; !before && !(found && f.First <= saved.First) {
			return errTotals
		}
	}
	o.Count, o.First = saved.Count, saved.First
	t.outcomes[key] = o
	return nil
}

// errSight is the error of a schedule that does not show what the checkpoint says.
var errSight = errors.New("a schedule in it does not show what it should")

func (t *tally) loadFindings(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	for _, id := range slices.Sorted(maps.Keys(s.Findings)) {
		saved := s.Findings[id]
		seen, err := show(saved)
		if err != nil {
			return err
		}
		f := seen.findings[id]
		if f == nil || saved.First < 0 || saved.First >= used || t.base != nil && t.base.findings[id] != nil {
			return errSight
		}
		for key := range seen.outcomes {
			if o := t.counts(key); o == nil || !s.Outcomes[key].Known && o.First > saved.First {
				return errTotals
			}
		}
		f.FirstExecution = saved.First
		t.findings[id] = f
	}
	return nil
}
