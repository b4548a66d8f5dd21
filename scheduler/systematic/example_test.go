package systematic_test

import (
	"context"
	"fmt"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// Two threads with three steps each can go on in 20 orders: 6 over 3. Without a preemption there are two. With one, either
// thread is interrupted behind its first or second step and the other runs to its end: four more. Each bound begins with
// what the lower ones have: 2, then 6, 14, 18 and 20, which are 60 executions.
func Example() {
	program := sim.Program{Name: "three steps", Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		adds := func() {
			for range 3 {
				x.FetchAdd(1)
			}
		}
		w.SpawnAll("t", adds, adds)
	}}
	for _, strategy := range []string{"dfs", "preemption-bound-0", "preemption-bound-1", "preemption-bound"} {
		r, err := scheduler.Explore(context.Background(), program, scheduler.Options{Strategy: strategy, Config: sim.Config{Switching: sim.Bytecode}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %d executions, every schedule was tried: %v\n", strategy, r.Executions, r.Exhausted)
	}
	// Output:
	// dfs: 20 executions, every schedule was tried: true
	// preemption-bound-0: 2 executions, every schedule was tried: false
	// preemption-bound-1: 8 executions, every schedule was tried: false
	// preemption-bound: 60 executions, every schedule was tried: true
}
