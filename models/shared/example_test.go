package shared_test

import (
	"context"
	"fmt"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// Two threads read a counter, compute, and write it back. A search shows the schedule in which one of the updates is
// lost.
func Example() {
	program := sim.Program{Name: "lost-update", Main: func(w *sim.World) {
		counter := shared.New(w, "counter", 0)
		update := func() {
			v := counter.Load()
			shared.Poll(w) // v = compute(v)
			counter.Store(v + 1)
		}
		var threads []*thread.Thread
		for _, name := range []string{"a", "b"} {
			t := thread.New(w, thread.Target("update", update), thread.Name(name))
			t.Start()
			threads = append(threads, t)
		}
		for _, t := range threads {
			t.Join()
		}
		if v := counter.Load(); v != 2 {
			w.Fail("lost-update", "the counter is %d after 2 updates", v)
		}
	}}
	report, err := scheduler.Explore(context.Background(), program, scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Message)
		for _, e := range f.Trace.Events {
			if e.Kind == "Var" {
				fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, e.Note)
			}
		}
	}
	// Output:
	// the counter is 1 after 2 updates
	// a Var.load 0
	// b Var.load 0
	// b Var.store 1
	// a Var.store 1
	// MainThread Var.load 1
}
