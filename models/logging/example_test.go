package logging_test

import (
	"context"
	"fmt"

	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// A handler hands its records to a thread that logs itself, and waits for it while it holds its lock. A search shows
// the deadlock.
func Example() {
	program := sim.Program{Name: "logging-handler", Main: func(w *sim.World) {
		logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{logging.NewHandler(w, "sender", func(r *logging.Record) {
			if r.Thread.Name() == "MainThread" {
				t := thread.New(w, thread.Name("sending"), thread.Target("send", func() { logging.Warning(w, "sent") }))
				t.Start()
				t.Join()
			}
		})}})
		logging.Warning(w, "a message")
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dfs", Properties: []sim.Property{properties.NoDeadlock}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Kind)
		for _, e := range f.Trace.Events {
			if e.Kind == "Handler" {
				fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, "→", e.State)
			}
		}
	}
	// Output:
	// deadlock
	// MainThread Handler.acquire → held by MainThread
}
