package scheduler

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"simrun/scheduler/sharing"
	"simrun/sim"
)

// tally counts what executions showed: those of one task, or all of a search. Numbers of executions in it count from the
// first execution of its task.
type tally struct {
	base                             *tally // what was seen before the task, which does not change meanwhile; nil for all
	executions, truncated, redundant int
	steps                            int64
	logs                             map[uint64]struct{}
	traces                           *traceCounts
	outcomes                         map[string]*Outcome
	findings                         map[string]*Finding // those that base does not have
	sample                           sharing.Sample
	key                              []byte
}

// Outcome is one way in which executions end: verdict, what failed, and what the program observed.
type Outcome struct {
	Verdict  sim.Verdict
	Kind     string // of the failures, joined by "+"; sim.StepLimitKind if that is all there is to say; or empty
	Observed []sim.Observation
	Count    int
	First    int       // number of the first such execution
	Token    sim.Token // of that execution
}

func newTally(base *tally) *tally {
	return &tally{
		base: base,
		logs: map[uint64]struct{}{}, traces: newTraceCounts(traceLimit),
		outcomes: map[string]*Outcome{}, findings: map[string]*Finding{},
	}
}

// reset empties the tally of a task, for another one.
func (t *tally) reset() {
	clear(t.logs)
	clear(t.outcomes)
	clear(t.findings)
	clear(t.traces.seen)
	var before *sharing.Sample
	if t.base != nil {
		before = &t.base.sample
	}
	t.sample.Reset(before)
	t.traces.zeros = 0
	t.executions, t.truncated, t.redundant, t.steps = 0, 0, 0, 0
}

// add counts execution i; it returns whether it showed a failure not seen before.
func (t *tally) add(p sim.Program, i int, x *sim.Execution, verdict sim.Verdict, failures []sim.Failure) bool {
	t.executions++
	t.steps += int64(x.Steps)
	if x.End == sim.Livelock || verdict == sim.Inconclusive || x.End == sim.StepLimit { // there may be more behind it
		t.truncated++
	} else {
		t.logs[x.LogPrint] = struct{}{}
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

// outcome is how execution i ended. If that was seen before the task, only its count says something.
func (t *tally) outcome(p sim.Program, i int, x *sim.Execution, verdict sim.Verdict, failures []sim.Failure) *Outcome {
	if t.base != nil && t.base.outcomes[string(t.key)] != nil {
		return &Outcome{Count: 1}
	}
	return &Outcome{
		Verdict: verdict, Kind: kinds(x.End, failures), Observed: slices.Clone(x.Observed), Count: 1, First: i,
		Token: sim.NewToken(p, x),
	}
}

// kinds joins the kinds of the failures, each once.
func kinds(end sim.End, failures []sim.Failure) string {
	if len(failures) == 0 && end == sim.StepLimit {
		return sim.StepLimitKind
	}
	var list []string
	for _, f := range failures {
		if !slices.Contains(list, f.Kind) {
			list = append(list, f.Kind)
		}
	}
	return strings.Join(list, "+")
}

// merge adds what was seen from execution number "at" on.
func (t *tally) merge(next *tally, at int) {
	t.executions += next.executions
	t.truncated += next.truncated
	t.redundant += next.redundant
	t.steps += next.steps
	for h := range next.logs {
		t.logs[h] = struct{}{}
	}
	t.traces.merge(next.traces)
	t.sample.Merge(&next.sample)
	for key, o := range next.outcomes {
		if mine := t.outcomes[key]; mine != nil {
			mine.Count += o.Count
		} else {
			o.First += at
			t.outcomes[key] = o
		}
	}
	for id, f := range next.findings {
		if t.findings[id] == nil {
			f.FirstExecution += at
			t.findings[id] = f
		}
	}
}

// sortedOutcomes are the outcomes in the order in which they were first seen.
func (t *tally) sortedOutcomes() []*Outcome {
	keys := slices.SortedFunc(maps.Keys(t.outcomes), func(a, b string) int {
		return cmp.Compare(t.outcomes[a].First, t.outcomes[b].First)
	})
	var list []*Outcome
	for _, key := range keys {
		list = append(list, t.outcomes[key])
	}
	return list
}
