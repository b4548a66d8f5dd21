package catalog

import (
	"fmt"

	"simrun/models/barrier"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// Workers who compute in phases, each from what its neighbour computed in the same phase:
//
//	def worker(i):
//	    for phase in range(1, phases + 1):
//	        cells[i] = phase
//	        barrier.wait()
//	        assert cells[(i + 1) % n] == phase
//	        barrier.wait()
//
// The twin leaves out the second wait.
func init() {
	register(barrierPhases(Entry{
		Name:     "barrier-phases",
		Summary:  "workers who wait for each other before and after they read",
		Expected: Expected{Note: "nobody writes while somebody reads"},
	}, true))
	register(barrierPhases(Entry{
		Name:    "barrier-phases-once",
		Summary: "barrier-phases without the wait after the read",
		Expected: Expected{
			Kinds: []string{"wrong-phase"},
			Note:  "a fast worker is in the next phase when the slow one reads",
		},
	}, false))
}

func barrierPhases(e Entry, twice bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("workers", 2, 2, 8, "how many there are"),
		Number("phases", 2, 1, 8, "how many phases they compute"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) { runPhases(w, v.Int("workers"), v.Int("phases"), twice) }
		return run, properties.Default()
	}
	return e
}

func runPhases(w *sim.World, workers, phases int, twice bool) {
	b, crew := barrier.New(w, "barrier", workers), newCrew(w)
	cells := make([]*shared.Var[int], workers)
	for i := range cells {
		cells[i] = shared.New(w, fmt.Sprintf("cell-%d", i), 0)
	}
	for i := range workers {
		crew.add(fmt.Sprintf("worker-%d", i), func() {
			for phase := 1; phase <= phases; phase++ {
				shared.Poll(w) // it computes
				cells[i].Store(phase)
				b.Wait()
				if got := cells[(i+1)%workers].Load(); got != phase {
					w.Fail("wrong-phase", "worker-%d is in phase %d and reads a cell of phase %d", i, phase, got)
				}
				if twice {
					b.Wait()
				}
			}
		})
	}
	crew.run()
}
