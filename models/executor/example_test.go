package executor_test

import (
	"context"
	"fmt"

	"simrun/models/executor"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// A task submits a part of its work to its own pool and waits for that. With as many such tasks as workers nobody is
// left to do the parts: whether that happens depends on the schedule.
func Example() {
	program := sim.Program{Name: "pool-in-pool", Main: func(w *sim.World) {
		pool := executor.New(w, 2)
		page := func() any {
			picture := pool.Submit("picture", func() any { return "cat" })
			v, _ := picture.Result()
			return v
		}
		pool.With(func() {
			pool.Submit("page 1", page)
			pool.Submit("page 2", page)
		})
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{properties.NoDeadlock}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range report.Outcomes {
		fmt.Println(o.Verdict)
	}
	trace := report.Findings[0].Trace
	for _, b := range trace.Waiting {
		t := trace.Threads[b.Thread]
		fmt.Printf("%s (%s) waits in %s on %s\n", t.Name, t.Label, b.Op, b.Object)
	}
	// Output:
	// passed
	// failed
	// MainThread () waits in Thread.join on ThreadPoolExecutor-0_0
	// ThreadPoolExecutor-0_0 (page 1) waits in Future.result on picture
	// ThreadPoolExecutor-0_1 (page 2) waits in Future.result on picture
}
