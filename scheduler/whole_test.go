package scheduler

import (
	"testing"

	"simrun/models/shared"
	"simrun/scheduler/dpor"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// TestEstimateOfTheWhole: half-way and at the end the estimate must be within a factor of three of the number that there
// are in the end. Four threads that write one variable have 4! traces and, two writes each, 8!/(2!)^4 = 2520 schedules.
func TestEstimateOfTheWhole(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		write := func() { x.Store(1); x.Store(2) }
		w.SpawnAll("t", write, write, write, write)
	}}
	for name, s := range map[string]strategy.Strategy{"dpor": dpor.New(), "dfs": systematic.NewDFS()} {
		t.Run(name, func(t *testing.T) {
			r := sim.NewRunner()
			defer r.Close()
			var estimates []float64
			n := 0
			for i := 0; s.Begin(i); i++ {
				x := r.Run(p, sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}, s)
				s.End(x)
				if d, ok := s.(strategy.Discarder); ok && d.Discard() {
					continue
				}
				n++
				if part := s.(strategy.Measurer).Part(); part > 0 {
					estimates = append(estimates, float64(n)/part)
				}
			}
			if n != 2520 {
				t.Fatalf("%d executions", n)
			}
			for _, at := range []int{len(estimates) / 2, len(estimates) - 1} {
				if e := estimates[at]; e < 2520/3 || e > 2520*3 {
					t.Errorf("after %d of 2520 executions the whole was estimated as %.0f", at, e)
				}
			}
		})
	}
}
