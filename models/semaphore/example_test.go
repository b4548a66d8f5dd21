package semaphore_test

import (
	"context"
	"fmt"

	"simrun/models/semaphore"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// Three clients share two connections, and each needs both ends of a transfer: it takes one connection and then another
// one. A search shows the schedule in which two of them hold one each.
func Example() {
	program := sim.Program{Name: "connection-pool", Main: func(w *sim.World) {
		connections := semaphore.NewBounded(w, "connections", 2)
		transfer := func() {
			connections.With(func() { connections.With(func() {}) })
		}
		for _, name := range []string{"a", "b", "c"} {
			thread.New(w, thread.Target("transfer", transfer), thread.Name(name)).Start()
		}
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{properties.NoDeadlock}})
	if err != nil {
		fmt.Println(err)
		return
	}
	f := report.Findings[0]
	fmt.Println(f.Kind, "with", f.Preemptions, "preemption")
	for _, e := range f.Trace.Events {
		if e.Kind == "BoundedSemaphore" {
			fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, "→", e.State)
		}
	}
	// Output:
	// deadlock with 1 preemption
	// a Semaphore.acquire → value 1
	// b Semaphore.acquire → value 0
}
