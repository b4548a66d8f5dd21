package simtest_test

import (
	"fmt"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

// counter adds 1 twice, with a call between the load and the store.
func counter(w *sim.World) {
	n := shared.New(w, "n", 0)
	add := func() {
		v := n.Load()
		shared.Poll(w)
		n.Store(v + 1)
	}
	a, b := thread.New(w, thread.Target("add", add)), thread.New(w, thread.Target("add", add))
	a.Start()
	b.Start()
	a.Join()
	b.Join()
	w.Observe("n", n.Load())
}

// A test is one line:
//
//	func TestCounter(t *testing.T) { simtest.Test(t, counter) }
//
// It runs the program under schedules such as these. The first carries on everywhere. In the second the thread that has
// loaded the number is preempted, and then the other one is chosen before it.
func Example() {
	for _, schedule := range []simtest.Schedule{nil, {{At: 1, To: 1}, {At: 3, To: 1}}} {
		x := sim.Run(sim.Program{Name: "counter", Main: counter}, sim.Config{}, schedule.Scheduler())
		fmt.Printf("schedule %q: n = %v\n", schedule, x.Observation("n"))
	}
	// Output:
	// schedule "": n = 2
	// schedule "1>1 3>1": n = 1
}
