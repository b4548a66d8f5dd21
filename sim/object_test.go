package sim

import (
	"testing"
	"time"
)

// TestKnownAs: the keys of all objects are the same, whichever thread makes the one that both would make.
func TestKnownAs(t *testing.T) {
	keys := func(first int) (list [3]uint64) {
		Run(Program{Main: func(w *World) {
			var common *cell
			for i := range 2 {
				w.Spawn("t", func() {
					w.Do(Op{Name: "turn", Guard: never{}, Timed: true, Deadline: w.After(DefaultStepCost * 10 * time.Duration(1+i^first))})
					if common == nil {
						common = newCell(w)
						common.KnownAs(7)
					}
					list[i] = newCell(w).Key()
				})
			}
			w.OnEnd(func() { list[2] = common.Key() })
		}}, Config{}, carryOn{})
		return list
	}
	a, b := keys(0), keys(1)
	if a != b || a[0] == a[1] || a[2] != 7 {
		t.Errorf("%x, and %x", a, b)
	}
}
