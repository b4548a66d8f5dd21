package scheduler_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// TestStepsThatTouchWhatTheyFind: in the switching mode call an access of a variable folds into the step before, and
// whether there is one, and of which variable, may depend on what that has read. DPOR finds all ways in which such random
// programs end.
func TestStepsThatTouchWhatTheyFind(t *testing.T) {
	// Of 3,000 programs, in the first six some were missed without the plan in which all others come first, in the rest
	// without the one in which the step comes as soon as it can.
	seeds := []uint64{377, 1003, 1543, 1717, 1787, 2778, 263, 537, 943}
	for seed := range uint64(100) {
		seeds = append(seeds, seed)
	}
	most := 0
	for _, seed := range seeds {
		ends := func(strategy string) []string {
			all := map[string]bool{}
			p := sim.Program{Main: func(w *sim.World) { conditional(w, seed, all) }}
			if r := explore(t, p, scheduler.Options{Strategy: strategy, Config: sim.Config{Clock: sim.Anytime}}); !r.Exhausted {
				t.Errorf("program %d: %s did not come to its end", seed, strategy)
			}
			return slices.Sorted(maps.Keys(all))
		}
		bounded, dpor := ends("preemption-bound"), ends("dpor")
		if !slices.Equal(bounded, dpor) {
			t.Errorf("program %d ends in %d ways, and with DPOR in %d", seed, len(bounded), len(dpor))
		}
		most = max(most, len(bounded))
	}
	if most < 8 {
		t.Errorf("no program ends in more than %d ways", most)
	}
}

// conditional is a random program of such steps; it enters how it ends.
func conditional(w *sim.World, seed uint64, ends map[string]bool) {
	r := rand.New(rand.NewPCG(seed, 0))
	vars := []*shared.Var[int]{shared.New(w, "a", 0), shared.New(w, "b", 0), shared.New(w, "c", 0)}
	var seen [3]string
	w.OnEnd(func() { ends[fmt.Sprint(seen, vars[0].Peek(), vars[1].Peek(), vars[2].Peek())] = true })
	for i := range 2 + r.IntN(2) {
		var steps []func()
		for k := range 1 + r.IntN(2) {
			v, then, other, value := vars[r.IntN(3)], vars[r.IntN(3)], vars[r.IntN(3)], 10*i+k+1
			steps = append(steps, []func(){
				func() { v.Store(value) },
				func() {
					if v.Load() == 0 {
						then.Store(value)
					}
				},
				func() { seen[i] += fmt.Sprint(" ", v.Load()) },
				func() {
					if v.Load() == 0 {
						then.Store(value)
					} else {
						other.Store(value)
					}
				},
			}[r.IntN(4)])
		}
		w.Spawn("T", func() {
			for _, step := range steps {
				step()
				shared.Poll(w)
			}
		})
	}
}
