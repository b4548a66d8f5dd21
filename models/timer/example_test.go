package timer_test

import (
	"context"
	"fmt"
	"time"

	"simrun/models/shared"
	"simrun/models/timer"
	"simrun/scheduler"
	"simrun/sim"
)

// A program closes a connection after cancelling the timer that would use it. A search shows the schedule in which the
// timer has looked for the last time before the cancel, and uses the connection after it was closed.
func Example() {
	program := sim.Program{Name: "late-timer", Main: func(w *sim.World) {
		open := shared.New(w, "open", true)
		t := timer.New(w, time.Second, func() {
			if !open.Load() {
				w.Fail("use-after-close", "the timer used the connection after it was closed")
			}
		})
		t.Start()
		t.Cancel()
		open.Store(false) // t.Join() before this line would help
	}}
	for _, clock := range []sim.Clock{sim.Virtual, sim.Anytime} {
		report, err := scheduler.Explore(context.Background(), program,
			scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: clock}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(clock, len(report.Findings))
		for _, f := range report.Findings {
			fmt.Println(f.Message)
		}
	}
	// Output:
	// virtual 0
	// anytime 1
	// the timer used the connection after it was closed
}
