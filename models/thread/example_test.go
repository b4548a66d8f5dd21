package thread_test

import (
	"context"
	"fmt"

	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// A daemon writes records that it was given. A search shows the schedule in which the process is gone before it has
// written one.
func Example() {
	program := sim.Program{Name: "daemon-writer", Main: func(w *sim.World) {
		written := shared.New(w, "written", false)
		thread.New(w, thread.Target("write", func() {
			logging.Print(w, "record")
			written.Store(true)
		}), thread.Daemon(true), thread.Name("writer")).Start()
		w.OnEnd(func() {
			if written.State() == "false" {
				w.Fail("lost-record", "the process ended before the record was written")
			}
		})
	}}
	report, err := scheduler.Explore(context.Background(), program, scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Message)
		for _, e := range f.Trace.Events {
			fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op)
		}
	}
	// Output:
	// the process ended before the record was written
	// MainThread Thread.start
	// writer Thread.bootstrap
	// MainThread Thread.started
	// MainThread threading._shutdown
	// MainThread interpreter.exit
}
