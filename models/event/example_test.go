package event_test

import (
	"context"
	"fmt"
	"time"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// A program takes the result of a wait with a timeout for the state of the event. A search shows the schedule in which
// the two differ: the time is up, and only then the event is set.
func Example() {
	program := sim.Program{Name: "wait-result", Main: func(w *sim.World) {
		ready := event.New(w, "ready")
		t := thread.New(w, thread.Target("worker", func() {
			if !ready.Wait(time.Second) && ready.IsSet() {
				w.Fail("stale", "wait said that the event is not set, but it is")
			}
		}), thread.Name("worker"))
		t.Start()
		logging.Print(w, "about to set ready")
		ready.Set()
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Kind+":", f.Message)
		for _, e := range f.Trace.Events {
			if e.Kind == "Event" {
				fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op, "→", e.State)
			}
		}
	}
	// Output:
	// stale: wait said that the event is not set, but it is
	// worker Event.wait → unset
	// worker Event.wait → unset
	// MainThread Event.set → set
	// worker Event.is_set → set
}
