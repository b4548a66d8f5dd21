package properties_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// Random programs that observe now and then what they load: DPOR shows a monitor all the sequences of observations that
// there are.
func TestObservationsInRandomPrograms(t *testing.T) {
	most := 0
	for seed := range uint64(100) {
		sequences := func(strategy string) []string {
			all := map[string]bool{}
			searched(t, strategy, 0, func(w *sim.World) {
				var seen []string
				m := properties.Watch(w, "m", w.Observations())
				m.Always("", func() bool {
					if v := w.Observation("v"); v != nil {
						seen = append(seen, fmt.Sprint(v))
					}
					return true
				})
				w.OnEnd(func() { all[strings.Join(seen, " ")] = true })
				r := rand.New(rand.NewPCG(seed, 0))
				vars := []*shared.Var[int]{shared.New(w, "a", 0), shared.New(w, "b", 0)}
				threads := 2 + r.IntN(2)
				for i := range threads {
					var list []func()
					for k := range 4 - threads {
						v, value := vars[r.IntN(2)], 10*i+k+1
						switch r.IntN(4) {
						case 0:
							list = append(list, func() { v.Store(value) })
						case 1:
							list = append(list, func() { v.Store(value); w.Observe("v", value) })
						case 2:
							list = append(list, func() { w.Observe("v", 100*value+v.Load()) })
						case 3:
							list = append(list, func() {
								if v.Load() == 0 {
									w.Observe("v", -value)
								}
							})
						}
					}
					w.Spawn("T", func() {
						for _, f := range list {
							f()
							shared.Poll(w)
						}
					})
				}
			})
			return slices.Sorted(maps.Keys(all))
		}
		plain, dpor := sequences("preemption-bound"), sequences("dpor")
		if !slices.Equal(plain, dpor) {
			t.Errorf("program %d: %d sequences, and with DPOR %d", seed, len(plain), len(dpor))
		}
		most = max(most, len(plain))
	}
	if most < 10 {
		t.Errorf("no program has more than %d sequences", most)
	}
}
