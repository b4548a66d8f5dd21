package scheduler

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"simrun/sim"
)

// tally counts what a worker saw.
type tally struct {
	executions, truncated int
	steps                 int64
	unordered             int // from this execution on the numbers say nothing
	logs                  map[uint64]struct{}
	traces                *traceCounts
	outcomes              map[string]*Outcome
	findings              map[string]*Finding
	key                   []byte
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

func newTally(unordered int) *tally {
	return &tally{
		unordered: unordered,
		logs:      map[uint64]struct{}{}, traces: newTraceCounts(traceLimit),
		outcomes: map[string]*Outcome{}, findings: map[string]*Finding{},
	}
}

// add counts an execution; it returns whether it showed a failure not seen before by this worker.
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
	t.key = append(t.key[:0], byte(verdict))
	for _, f := range failures {
		t.key = append(append(t.key, f.Kind...), '+')
	}
	for _, o := range x.Observed {
		t.key = appendValue(append(append(t.key, '\n'), o.Name...), o.Value)
	}
	if o := t.outcomes[string(t.key)]; o != nil {
		o.Count++
		if token := t.tokenIfEarlier(p, i, x, o.First, o.Token); token != nil {
			o.First, o.Token = min(i, t.unordered), *token
		}
	} else {
		t.outcomes[string(t.key)] = &Outcome{
			Verdict: verdict, Kind: kinds(x.End, failures), Observed: slices.Clone(x.Observed), Count: 1,
			First: min(i, t.unordered),
			Token: sim.NewToken(p, x),
		}
	}
	return t.addFindings(p, i, x, failures)
}

// appendValue writes an observed value without the cost of fmt for the common types.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case int:
		return strconv.AppendInt(append(b, ' '), int64(v), 10)
	case string:
		return append(append(b, ' '), v...)
	case bool:
		if v {
			return append(b, " true"...)
		}
		return append(b, " false"...)
	}
	return append(append(b, ' '), sim.Observation{Value: v}.Text()...)
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

// addFindings keeps the earliest execution for each distinct failure.
func (t *tally) addFindings(p sim.Program, i int, x *sim.Execution, failures []sim.Failure) bool {
	isNew := false
	for _, f := range failures {
		id := f.Kind + "\n" + f.Where
		token := new(sim.Token)
		if known := t.findings[id]; known == nil {
			isNew = true
			*token = sim.NewToken(p, x)
		} else if token = t.tokenIfEarlier(p, i, x, known.FirstExecution, known.Token); token == nil {
			continue
		}
		t.findings[id] = &Finding{
			Kind: f.Kind, Where: f.Where, Message: f.Message, Token: *token, Steps: x.Steps,
			Preemptions: x.Preemptions, FirstExecution: min(i, t.unordered),
		}
	}
	return isNew
}

// tokenIfEarlier is the token of execution i if it stands for what it shows in place of another execution; otherwise
// nil. It is the earlier one; of those whose numbers say nothing, the one with the shorter schedule, or the smaller one.
func (t *tally) tokenIfEarlier(p sim.Program, i int, x *sim.Execution, than int, token sim.Token) *sim.Token {
	if !t.earlier(i, x.Schedule.Trim(), than, token.Schedule) {
		return nil
	}
	found := sim.NewToken(p, x)
	return &found
}

// earlier orders executions by their number, or by their schedule where the numbers say nothing.
func (t *tally) earlier(i int, a sim.Schedule, j int, b sim.Schedule) bool {
	if i, j = min(i, t.unordered), min(j, t.unordered); i != j {
		return i < j
	}
	return i == t.unordered && cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(x, y sim.Choice) int {
		return cmp.Or(cmp.Compare(x.Index, y.Index), cmp.Compare(x.N, y.N))
	})) < 0
}

// merge adds what another worker saw.
func (t *tally) merge(other *tally) {
	t.executions += other.executions
	t.truncated += other.truncated
	t.steps += other.steps
	for h := range other.logs {
		t.logs[h] = struct{}{}
	}
	t.traces.merge(other.traces)
	for key, o := range other.outcomes {
		if mine := t.outcomes[key]; mine == nil {
			t.outcomes[key] = o
		} else {
			if t.earlier(o.First, o.Token.Schedule, mine.First, mine.Token.Schedule) {
				mine.First, mine.Token = o.First, o.Token
			}
			mine.Count += o.Count
		}
	}
	for id, f := range other.findings {
		if mine := t.findings[id]; mine == nil ||
			t.earlier(f.FirstExecution, f.Token.Schedule, mine.FirstExecution, mine.Token.Schedule) {
			t.findings[id] = f
		}
	}
}

// sortedOutcomes are the outcomes in the order in which they were first seen; in that of their text where that says
// nothing.
func (t *tally) sortedOutcomes() []*Outcome {
	keys := slices.SortedFunc(maps.Keys(t.outcomes), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.outcomes[a].First, t.outcomes[b].First), cmp.Compare(a, b))
	})
	var list []*Outcome
	for _, key := range keys {
		list = append(list, t.outcomes[key])
	}
	return list
}

// sortedFindings are the findings in the order in which they were first seen.
func (t *tally) sortedFindings() []*Finding {
	var list []*Finding
	for _, f := range t.findings {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(a.FirstExecution, b.FirstExecution), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Where, b.Where))
	})
	return list
}
