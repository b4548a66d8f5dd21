package sharing_test

import (
	"fmt"

	"simrun/models/lock"
	"simrun/scheduler/sampling"
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// Two threads append to a plain slice, each under a lock of its own. No two of their operations are on one object, so a
// search takes their order for irrelevant. It is not, and that is found. Under one lock it would be right.
func Example() {
	program := sim.Program{Name: "append", Main: func(w *sim.World) {
		var list []string
		w.OnEnd(func() { w.Observe("list", fmt.Sprint(list)) })
		adds := func(name string) func() {
			return func() {
				mine := lock.New(w, name)
				mine.Acquire()
				list = append(list, name)
				mine.Release()
			}
		}
		w.Spawn("a", adds("a"))
		w.Spawn("b", adds("b"))
	}}
	conflict := sharing.Commute(program, sim.Config{Clock: sim.Anytime}, sampling.NewRandom(1), 10)
	fmt.Println(conflict.Message)
	// Output:
	// the program shares something past the models: what a does from example_test.go:21 to example_test.go:23 and what b does from example_test.go:21 to example_test.go:23 have no object in common, but in the other order list is [b a], not [a b]
}
