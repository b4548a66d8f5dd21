package sampling_test

import (
	"testing"

	"simrun/models/shared"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestSURWOfThreadsWithAnotherCreator: while SURW learns each of three writers writes once and creates a thread that does, too; later
// they write twice, and another thread creates the three, as may be in a program where that depends on the schedule. SURW took the writes
// of these from the writers. If all stood at their second write there was nothing left to draw from when the first of them, which had been
// drawn before, and the new threads were done.
func TestSURWOfThreadsWithAnotherCreator(t *testing.T) {
	for seed := range uint64(20) {
		s, learned := sampling.NewSURW(seed), false
		program := sim.Program{Name: "creators", Main: func(w *sim.World) {
			x, own := shared.New(w, "x", 0), shared.New(w, "own", 0)
			write := func() { x.Store(1) }
			bodies := make([]func(), 4)
			for i := range 3 {
				bodies[i] = func() {
					write()
					if learned {
						write()
					} else {
						w.Spawn("created", write)
					}
				}
			}
			bodies[3] = func() {
				for range 12 {
					own.Store(1)
				}
				for range 3 {
					if learned {
						w.Spawn("created", write)
					}
				}
			}
			w.SpawnAll("t", bodies...)
		}}
		for i := range 200 {
			learned = i >= 20
			s.Begin(i)
			x := sim.Run(program, sim.Config{Switching: sim.Bytecode}, s)
			s.End(x)
			if x.End != sim.Completed {
				t.Fatalf("seed %d, execution %d: %v", seed, i, x.End)
			}
		}
	}
}
