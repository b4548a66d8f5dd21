package linearizability_test

import (
	"context"
	"fmt"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties/linearizability"
	"simrun/scheduler"
	"simrun/sim"
)

// A stack whose pop is two operations: between them another thread may pop the same item.
func Example() {
	program := sim.Program{Name: "stack", Main: func(w *sim.World) {
		items := shared.New(w, "items", "")
		pop := func() string {
			s := items.Load()
			shared.Poll(w) // a call that any thread may come before
			items.Store(s[1:])
			return s[:1]
		}
		items.Store("ab")
		h := linearizability.New(w, "stack", "ab")
		for _, name := range []string{"T1", "T2"} {
			thread.New(w, thread.Name(name), thread.Target("", func() {
				linearizability.Call(h, "pop", pop, func(s string) (string, string, bool) { return s[1:], s[:1], true })
			})).Start()
		}
	}}
	r, err := scheduler.Explore(context.Background(), program, scheduler.Options{
		Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Findings[0].Message)
	// Output:
	// stack is not linearizable: no order explains pop of T1 → a (steps 3 to 17); beside pop of T2 → a (steps 9 to 13)
}
