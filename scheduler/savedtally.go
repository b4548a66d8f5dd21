package scheduler

import (
	"errors"

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
// is executed once more; r is nil if there is none to be.
func (t *tally) load(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	t.executions, t.redundant, t.truncated, t.livelocks, t.steps = s.Executions, s.Redundant, s.Truncated, s.Livelocks, s.Steps
	ended := s.Executions - s.Truncated - s.Livelocks
	if !t.sample.Load(s.Sample) || s.Executions < 0 || s.Redundant < 0 || s.Executions+s.Redundant != used || s.Truncated < 0 || s.Livelocks < 0 || ended < 0 ||
		s.Steps < 0 || len(s.Findings) > 0 && s.Executions == 0 ||
		!t.traces.load(s.Traces, s.Executions) || !t.logs.load(s.Logs, ended) ||
		ended > 0 && len(s.Logs.Seen) == 0 && s.Logs.Zeros == 0 {
		return errTotals
	}
	if err := t.loadOutcomes(s, used, show); err != nil {
		return err
	}
	return t.loadFindings(s, used, show)
}

// loadOutcomes executes each outcome. What fails there is a finding, no later than the outcome.
func (t *tally) loadOutcomes(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	sum, short, failed, at := 0, 0, 0, map[int]bool{}
	for key, saved := range s.Outcomes {
		sum += saved.Count
		switch {
		case key == "":
		case sim.Verdict(key[0]) == sim.Inconclusive:
			short += saved.Count
		case sim.Verdict(key[0]) == sim.Failed:
			failed += saved.Count
		}
		o := &Outcome{Count: saved.Count}
		if known := t.base != nil && t.base.outcomes[key] != nil; known != saved.Known || saved.Count < 1 {
			return errTotals
		} else if !known {
			seen, err := show(saved)
			if err != nil {
				return err
			}
			if o = seen.shows(key); o == nil || saved.First < 0 || saved.First >= used || at[saved.First] {
				return errSight
			}
			for h := range seen.logs.seen {
				if t.logs.lacks(h) {
					return errTotals
				}
			}
			for id := range seen.findings {
				if f, ok := s.Findings[id]; !(ok && f.First <= saved.First || t.base != nil && t.base.findings[id] != nil) {
					return errTotals
				}
			}
			at[saved.First] = true
			o.Count, o.First = saved.Count, saved.First
		}
		t.outcomes[key] = o
	}
	if sum != s.Executions || s.Truncated < short || s.Truncated+s.Livelocks > short+failed || t.base == nil && s.Redundant == 0 && sum > 0 && !at[0] {
		return errTotals
	}
	return nil
}

// errSight is the error of a schedule that does not show what the checkpoint says.
var errSight = errors.New("a schedule in it does not show what it should")

func (t *tally) loadFindings(s savedTally, used int, show func(savedSight) (*tally, error)) error {
	for id, saved := range s.Findings {
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
