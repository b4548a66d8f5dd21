package dpor_test

import (
	"fmt"

	"simrun/models/shared"
	"simrun/scheduler/dpor"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// Four threads read a variable, and one writes it. They have 120 orders, but the reads commute: what matters is which of
// them come before the write, and that are 16 traces. Beside it, every schedule.
func Example() {
	program := sim.Program{Name: "readers", Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		read := func() { x.Load() }
		w.SpawnAll("t", read, read, read, read, func() { x.Store(1) })
	}}
	r := sim.NewRunner()
	defer r.Close()
	for _, s := range []strategy.Strategy{dpor.New(), systematic.NewDFS()} {
		n := 0
		for ; s.Begin(n); n++ {
			s.End(r.Run(program, sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}, s))
		}
		fmt.Printf("%T: %d executions, all of them: %v\n", s, n, s.(strategy.Sequential).Exhausted())
	}
	// Output:
	// *dpor.DPOR: 16 executions, all of them: true
	// *systematic.DFS: 120 executions, all of them: true
}
