package scheduler

import (
	"cmp"
	"slices"

	"simrun/scheduler/minimise"
	"simrun/sim"
)

// Finding is one distinct failure: [minimise.Finding].
type Finding = minimise.Finding

// addFindings keeps the first execution for each distinct failure: see [sim.Failure.Same].
func (t *tally) addFindings(p sim.Program, i int, x *sim.Execution, failures []sim.Failure) bool {
	isNew := false
	for _, f := range failures {
		id := f.Identity()
		if t.findings[id] != nil || t.base != nil && t.base.findings[id] != nil {
			continue
		}
		isNew = true
		t.findings[id] = &Finding{
			Kind: f.Kind, Where: f.Where, Message: f.Message, Token: sim.NewToken(p, x), Steps: x.Steps,
			Preemptions: x.Preemptions, FirstExecution: i,
		}
	}
	return isNew
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
