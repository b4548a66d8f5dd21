package minimise

import (
	"cmp"
	"slices"
)

// SimplestFirst orders findings as they are read: of each kind the simplest one, which mostly shows what they all have in
// common, then the others. The kinds stay in the order in which they were first seen.
func SimplestFirst(findings []*Finding) {
	kinds := map[string]int{} // looked up only
	for _, f := range findings {
		if _, ok := kinds[f.Kind]; !ok {
			kinds[f.Kind] = len(kinds)
		}
	}
	slices.SortStableFunc(findings, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(kinds[a.Kind], kinds[b.Kind]), cmp.Compare(a.Preemptions, b.Preemptions), cmp.Compare(a.Steps, b.Steps))
	})
	seen := map[string]bool{} // looked up only
	later := make(map[*Finding]bool, len(findings))
	for _, f := range findings {
		later[f], seen[f.Kind] = seen[f.Kind], true
	}
	slices.SortStableFunc(findings, func(a, b *Finding) int {
		switch {
		case later[a] == later[b]:
			return 0
		case later[b]:
			return -1
		}
		return 1
	})
}
