package replay_test

import (
	"fmt"

	"simrun/models/shared"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// A token holds the choices of an execution. The same program does the same again; one that was edited meanwhile may not
// have the choices any more, and that is said.
func Example() {
	setters := func(threads int) sim.Program {
		return sim.Program{Name: "setters", Main: func(w *sim.World) {
			x := shared.New(w, "x", 0)
			var bodies []func()
			for i := range threads {
				bodies = append(bodies, func() { x.Store(i); w.Logf("%d", i) })
			}
			w.SpawnAll("t", bodies...)
		}}
	}
	r := sim.NewRunner()
	defer r.Close()
	s := sampling.NewRandom(3)
	s.Begin(0)
	token := sim.NewToken(setters(3), r.Run(setters(3), sim.Config{}, s))

	for _, threads := range []int{3, 4} {
		x, diverged := replay.Once(r, setters(threads), token.Config(), token)
		for _, line := range x.World().Lines() {
			fmt.Print(line.Text, " ")
		}
		fmt.Println(diverged)
	}
	// Output:
	// 2 0 1 <nil>
	// diverged at choice 0: recorded 3 alternatives, found 4; t was at Var.store
}
