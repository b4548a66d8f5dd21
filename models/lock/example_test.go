package lock_test

import (
	"context"
	"fmt"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// Two threads take two locks, one in the other order. A search tries every schedule and shows the deadlock with the
// fewest preemptions.
func Example() {
	program := sim.Program{Name: "two-locks", Main: func(w *sim.World) {
		a, b := lock.New(w, "a"), lock.New(w, "b")
		work := func(first, second *lock.Lock) func() {
			return func() { first.With(func() { second.With(func() {}) }) }
		}
		thread.New(w, thread.Target("one", work(a, b)), thread.Name("one")).Start()
		thread.New(w, thread.Target("two", work(b, a)), thread.Name("two")).Start()
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{properties.NoDeadlock}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Kind, "with", f.Preemptions, "preemption")
		for _, e := range f.Trace.Events {
			if e.Kind == "Lock" {
				fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, e.Object, "→", e.State)
			}
		}
	}
	// Output:
	// deadlock with 1 preemption
	// one Lock.acquire a → held by one
	// two Lock.acquire b → held by two
}
