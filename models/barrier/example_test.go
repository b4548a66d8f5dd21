package barrier_test

import (
	"context"
	"fmt"

	"simrun/models/barrier"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// Two workers write their cells, meet at a barrier, and each reads the other's cell. There should be a second barrier
// before they write again: a search shows the schedule in which one of them reads the cell of the next round.
func Example() {
	program := sim.Program{Name: "one-barrier-too-few", Main: func(w *sim.World) {
		step := barrier.New(w, "step", 2)
		cells := []*shared.Var[int]{shared.New(w, "cell 0", 0), shared.New(w, "cell 1", 0)}
		work := func(me int) func() {
			return func() {
				for round := 1; round <= 2; round++ {
					cells[me].Store(round)
					step.Wait()
					if got := cells[1-me].Load(); got != round {
						w.Fail("phases", "worker %d reads %d in round %d", me, got, round)
					}
					w.Sleep(0)
				}
			}
		}
		for i := range 2 {
			thread.New(w, thread.Target("work", work(i)), thread.Name(fmt.Sprint("worker ", i))).Start()
		}
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Message, "after", f.Preemptions, "preemptions")
	}
	// Output:
	// worker 0 reads 2 in round 1 after 0 preemptions
	// worker 1 reads 2 in round 1 after 1 preemptions
}
