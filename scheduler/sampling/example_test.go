package sampling_test

import (
	"fmt"

	"simrun/properties/catalog/sctbench"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Twenty threads set two variables, one after the other, and one thread fails if it comes between the first thread's
// two. How soon that is found depends on what is drawn: each next thread, priorities of the threads, or an order of the
// operations on one variable.
func Example() {
	program := sim.Program{Name: "reorder", Main: sctbench.Reorder(20, 1)}
	for _, s := range []strategy.Strategy{sampling.NewRandom(1), sampling.NewPCT(1, 3), sampling.NewSURW(1)} {
		r, needed := sim.NewRunner(), 0
		for i := 0; i < 1000 && needed == 0; i++ {
			s.Begin(i)
			x := r.Run(program, sim.Config{Switching: sim.Bytecode}, s)
			if s.End(x); len(x.Failures) > 0 {
				needed = i
			}
		}
		r.Close()
		fmt.Printf("%T: found in execution %d\n", s, needed)
	}
	// Output:
	// *sampling.Random: found in execution 70
	// *sampling.PCT: found in execution 103
	// *sampling.SURW: found in execution 16
}
