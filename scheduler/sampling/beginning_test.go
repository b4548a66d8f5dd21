package sampling

import (
	"testing"

	"simrun/models/shared"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// late is a program whose main thread makes so many steps before there is a choice. Of the two threads that it has then the second one
// stores x between the two steps of the first, or does not.
func late(steps int) sim.Program {
	return sim.Program{Main: func(w *sim.World) {
		x, y := shared.New(w, "x", 0), shared.New(w, "y", 0)
		for range steps {
			y.Store(1)
		}
		w.SpawnAll("t", func() { x.Store(1); x.Load() }, func() { x.Store(2) })
	}}
}

// TestBeginningAtTheFirstChoice: what the main thread does before there is a choice makes no difference to what is chosen then. A strategy
// that counted its steps would spread the few places at which PCT lowers a priority over them, where that does nothing.
func TestBeginningAtTheFirstChoice(t *testing.T) {
	for name, strategies := range map[string]func() strategy.Strategy{
		"pct":       func() strategy.Strategy { return NewPCT(1, 3) },
		"fair-pct":  func() strategy.Strategy { return NewFairPCT(1, 3) },
		"urw":       func() strategy.Strategy { return NewURW(1) },
		"surw":      func() strategy.Strategy { return NewSURW(1) },
		"portfolio": func() strategy.Strategy { return NewPortfolio(1) },
	} {
		at, behind := strategies(), strategies()
		for i := range 100 {
			if a, b := schedule(late(0), at, i), schedule(late(500), behind, i); a != b {
				t.Errorf("%s, execution %d: %s, and behind 500 steps %s", name, i, a, b)
				break
			}
		}
	}
}

// schedule is that of execution i.
func schedule(p sim.Program, s strategy.Strategy, i int) string {
	s.Begin(i)
	x := sim.Run(p, eachStep, s)
	s.End(x)
	return x.Schedule().String()
}
