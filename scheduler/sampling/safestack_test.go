package sampling_test

import (
	"slices"
	"testing"

	"simrun/properties/catalog/sctbench"
	"simrun/scheduler/sampling"
)

// Nobody but SURW is known to have found this bug; it takes SURW a mean of some hundred thousand executions. RareStates are to
// take a median of less than 10,000.
func TestRareStatesFindSafeStack(t *testing.T) {
	seeds := uint64(3)
	if slow {
		seeds = 15
	}
	var needed []int
	for seed := range seeds {
		needed = append(needed, firstFinding(sctbench.SafeStack(2), sampling.NewRareStates(seed), 20_000))
	}
	slices.Sort(needed)
	if t.Log(needed); needed[len(needed)/2] >= 10_000 {
		t.Errorf("a median of %d executions", needed[len(needed)/2])
	}
}
