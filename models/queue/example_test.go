package queue_test

import (
	"context"
	"fmt"

	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// Two consumers look whether there is an item before they take it. What empty() said may no longer be true by the time
// they come to get(): a search shows the schedule in which one of them waits for ever.
func Example() {
	program := sim.Program{Name: "look-then-get", Main: func(w *sim.World) {
		q := queue.New(w, "orders", 0)
		q.Put("tea")
		consume := func() {
			if !q.Empty() {
				q.Get()
			}
		}
		thread.New(w, thread.Target("consume", consume), thread.Name("one")).Start()
		thread.New(w, thread.Target("consume", consume), thread.Name("two")).Start()
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
		if e.Kind == "Queue" {
			fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, "→", e.State)
		}
	}
	// Output:
	// deadlock with 1 preemption
	// MainThread Queue.put → 1 [tea]
	// one Queue.empty → 1 [tea]
	// two Queue.empty → 1 [tea]
	// two Queue.get → 0
}
