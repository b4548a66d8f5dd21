package scheduler

import (
	"maps"
	"slices"

	"simrun/sim"
)

// savedTally is a tally in a checkpoint.
type savedTally struct {
	Executions, Truncated int
	Steps                 int64
	Logs                  []uint64
	Traces                map[uint64]uint8
	Zeros                 uint
	Outcomes              map[string]Outcome
	Findings              map[string]Finding
}

// save copies the tally. Values that a program observed become text unless they are of a basic type.
func (t *tally) save() savedTally {
	s := savedTally{
		Executions: t.executions, Truncated: t.truncated, Steps: t.steps, Logs: slices.Sorted(maps.Keys(t.logs)),
		Traces: t.traces.seen, Zeros: t.traces.zeros, Outcomes: map[string]Outcome{}, Findings: map[string]Finding{},
	}
	for key, o := range t.outcomes {
		saved := *o
		saved.Observed = slices.Clone(o.Observed)
		for i, v := range saved.Observed {
			switch v.Value.(type) {
			case int, bool, string, float64:
			default:
				saved.Observed[i] = sim.Observation{Name: v.Name, Value: v.Text()}
			}
		}
		s.Outcomes[key] = saved
	}
	for key, f := range t.findings {
		s.Findings[key] = *f
	}
	return s
}

// load takes up a tally that was saved.
func (t *tally) load(s savedTally) {
	t.executions, t.truncated, t.steps = s.Executions, s.Truncated, s.Steps
	for _, h := range s.Logs {
		t.logs[h] = struct{}{}
	}
	if s.Traces != nil {
		t.traces.seen = s.Traces
	}
	t.traces.zeros = s.Zeros
	for key, o := range s.Outcomes {
		t.outcomes[key] = &o
	}
	for key, f := range s.Findings {
		t.findings[key] = &f
	}
}

// clone is a tally that can be merged into another one without being changed by that.
func (t *tally) clone() *tally {
	c := newTally(t.unordered)
	c.load(t.save())
	c.traces.seen = maps.Clone(c.traces.seen)
	return c
}
