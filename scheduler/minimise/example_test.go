package minimise_test

import (
	"context"
	"fmt"

	"simrun/models/shared"
	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// A random walk has found a lost update with many switches of threads. One suffices; and it is said what makes the
// difference to a schedule that passes.
func Example() {
	of := replay.Subject{
		Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime},
		Program: sim.Program{Name: "update", Main: func(w *sim.World) {
			counter := shared.New(w, "counter", 0)
			w.OnEnd(func() {
				if n := counter.Peek(); n != 6 {
					w.Fail("lost-update", "the counter is %d", n)
				}
			})
			adds := func() {
				for range 3 {
					counter.Store(counter.Load() + 1)
				}
			}
			w.SpawnAll("t", adds, adds)
		}},
	}
	s := sampling.NewRandom(1)
	s.Begin(0)
	r := sim.NewRunner()
	defer r.Close()
	x := r.Run(of.Program, of.Config, s)
	f := &minimise.Finding{
		Kind: x.Failures[0].Kind, Where: x.Failures[0].Where, Token: sim.NewToken(of.Program, x), Steps: x.Steps, Preemptions: x.Preemptions,
	}
	fmt.Println("preemptions:", f.Preemptions)
	if err := minimise.Shrink(context.Background(), of, f); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("preemptions:", f.Preemptions, "and that it is the fewest was proved:", f.Fewest)
	fmt.Println(f.Why)
	// Output:
	// preemptions: 4
	// preemptions: 1 and that it is the fewest was proved: true
	// It fails if t 1's counter.load (step 4) comes before t 2's counter.store (step 10); the other way round it passes.
}
