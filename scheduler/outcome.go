package scheduler

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"simrun/sim"
)

// Outcome is one way in which executions end: verdict, what failed, and what the program observed.
type Outcome struct {
	Verdict  sim.Verdict
	Kind     string // of the failures, joined by "+"; sim.StepLimitKind if that is all there is to say; or empty
	Observed []sim.Observation
	Others   bool // several ways that were seen later than those a search keeps one by one: what they observed differs, and Observed is nil
	Count    int
	First    int        // number of the first such execution
	token    sim.Token  // of that execution, without the schedule
	schedule sim.Packed // its schedule
}

// Token is the first execution that ended in this way.
func (o *Outcome) Token() sim.Token {
	t := o.token
	t.Schedule, _ = o.schedule.Unpack()
	return t
}

// mostOutcomes is how many outcomes a search keeps one by one: those that it sees first. A program that has many more
// observes something that is another one in nearly every execution, and nobody reads all of them. Tests keep fewer.
var mostOutcomes = 4096

// outcome is how execution i ended. If that was seen before the task, only its count says something.
func (t *tally) outcome(p sim.Program, i int, x *sim.Execution, verdict sim.Verdict, failures []sim.Failure) *Outcome {
	if t.base != nil && t.base.outcomes[string(t.key)] != nil {
		return &Outcome{Count: 1}
	}
	o := &Outcome{Verdict: verdict, Kind: kinds(x.End, failures), Observed: slices.Clone(x.Observed), Count: 1, First: i, token: sim.NewToken(p, x)}
	o.schedule, o.token.Schedule = o.token.Schedule.Pack(), nil
	return o
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

// mergeOutcomes adds those that were seen from execution number "at" on.
func (t *tally) mergeOutcomes(next *tally, at int) {
	for _, key := range next.outcomeKeys() {
		o := next.outcomes[key]
		if t.outcomes[key] == nil && len(t.outcomes) >= mostOutcomes && others(key) != key {
			key, o = others(key), o.among()
		}
		if mine := t.outcomes[key]; mine != nil {
			mine.Count += o.Count
		} else {
			o.First += at
			t.outcomes[key] = o
		}
	}
}

// others is the key of the outcomes that are not kept one by one and fail, or not, as that of this key does. What fails alone
// makes few outcomes: without observations it is the key itself.
func others(key string) string {
	verdict, _, observed := strings.Cut(key, "\n")
	if !observed {
		return key
	}
	return verdict + "\n"
}

// among is an outcome as the first of those that are not kept one by one.
func (o *Outcome) among() *Outcome {
	all := *o
	all.Observed, all.Others = nil, true
	return &all
}

// shows is what a tally of one execution says of the outcome that has this key; nil if it is none of those.
func (t *tally) shows(key string) *Outcome {
	for own, o := range t.outcomes {
		switch {
		case own == key:
			return o
		case others(own) == key:
			return o.among()
		}
	}
	return nil
}

// counts is the outcome among which executions of this key are counted; nil if none was seen.
func (t *tally) counts(key string) *Outcome {
	if o := t.outcomes[key]; o != nil {
		return o
	}
	return t.outcomes[others(key)]
}

// outcomeKeys are the keys of the outcomes in the order in which they were first seen.
func (t *tally) outcomeKeys() []string {
	return slices.SortedFunc(maps.Keys(t.outcomes), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.outcomes[a].First, t.outcomes[b].First), cmp.Compare(a, b))
	})
}

// sortedOutcomes are the outcomes in that order.
func (t *tally) sortedOutcomes() []*Outcome {
	var list []*Outcome
	for _, key := range t.outcomeKeys() {
		list = append(list, t.outcomes[key])
	}
	return list
}
