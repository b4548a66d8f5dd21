package sampling_test

import (
	"fmt"
	"testing"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// reorderOneByOne is sctbench.Reorder(setters, 1), but the main thread starts one thread after the other, as programs do.
func reorderOneByOne(setters int) func(w *sim.World) {
	return func(w *sim.World) {
		a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
		for i := range setters {
			thread.Go(w, fmt.Sprint("setter ", i), func() {
				a.Store(1)
				b.Store(-1)
			})
		}
		thread.Go(w, "checker", func() {
			if x := a.Load(); x != -b.Load() {
				w.Fail("assertion", "a is %d without b", x)
			}
		})
	}
}

// What a thread that is started and one that ends do to the object of the thread depend on each other in name only. Where
// SURW draws from these, too, it mostly leaves the variables to chance: of 20 seeds it needed a mean of 107 executions.
func TestSURWOfThreadsStartedOneByOne(t *testing.T) {
	sum := 0
	for seed := range 20 {
		sum += firstFinding(reorderOneByOne(9), sampling.NewSURW(uint64(seed)), 2000)
	}
	t.Logf("a mean of %d", sum/20)
	if sum/20 > 50 {
		t.Errorf("a mean of %d executions, want at most 50", sum/20)
	}
}
