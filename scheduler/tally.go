package scheduler

import (
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// tally counts what executions showed: those of one task, or all of a search. Numbers of executions in it count from the
// first execution of its task.
type tally struct {
	base                  *tally // what was seen before the task, which does not change meanwhile; nil for all
	executions, redundant int
	truncated, livelocks  int // of the executions, none of which is both
	steps                 int64
	logs, traces          *sightings
	outcomes              map[string]*Outcome
	findings              map[string]*Finding // those that base does not have
	sample                sharing.Sample
	key                   []byte
}

func newTally(base *tally) *tally {
	return &tally{
		base: base,
		logs: newSightings(mostSighted), traces: newSightings(mostSighted),
		outcomes: map[string]*Outcome{}, findings: map[string]*Finding{},
	}
}

// reset empties the tally of a task, for another one.
func (t *tally) reset() {
	t.logs.reset()
	t.traces.reset()
	clear(t.outcomes)
	clear(t.findings)
	var before *sharing.Sample
	if t.base != nil {
		before = &t.base.sample
	}
	t.sample.Reset(before)
	t.executions, t.redundant, t.truncated, t.livelocks, t.steps = 0, 0, 0, 0, 0
}

// add counts execution i; it returns whether it showed a failure not seen before.
func (t *tally) add(p sim.Program, i int, x *sim.Execution, verdict sim.Verdict, failures []sim.Failure) bool {
	t.executions++
	t.steps += int64(x.Steps)
	switch {
	case x.End == sim.Livelock:
		t.livelocks++
	case cutShort(x, verdict):
		t.truncated++
	default:
		t.logs.add(sim.Mix(x.LogPrint))
	}
	if x.Fingerprint != 0 {
		t.traces.add(x.Fingerprint)
	}
	t.sample.Add(x)
	t.key = append(t.key[:0], byte(verdict))
	for _, f := range failures {
		t.key = append(append(t.key, f.Kind...), '+')
	}
	for _, o := range x.Observed {
		t.key = sharing.AppendValue(append(append(t.key, '\n'), o.Name...), o.Value)
	}
	if o := t.outcomes[string(t.key)]; o != nil {
		o.Count++
	} else {
		t.outcomes[string(t.key)] = t.outcome(p, i, x, verdict, failures)
	}
	return t.addFindings(p, i, x, failures)
}

// cutShort says whether an execution was ended by a limit. It may have failed before.
func cutShort(x *sim.Execution, verdict sim.Verdict) bool {
	return verdict == sim.Inconclusive || x.End == sim.StepLimit
}

// merge adds what was seen from execution number "at" on.
func (t *tally) merge(next *tally, at int) {
	t.executions += next.executions
	t.truncated += next.truncated
	t.livelocks += next.livelocks
	t.redundant += next.redundant
	t.steps += next.steps
	t.logs.merge(next.logs)
	t.traces.merge(next.traces)
	t.sample.Merge(&next.sample)
	t.mergeOutcomes(next, at)
	for id, f := range next.findings {
		if t.findings[id] == nil {
			f.FirstExecution += at
			t.findings[id] = f
		}
	}
}
