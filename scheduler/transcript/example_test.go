package transcript_test

import (
	"context"
	"fmt"

	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler/replay"
	"simrun/scheduler/transcript"
	"simrun/sim"
)

// Somebody has seen a log in which the consumer speaks first, and one that speaks of an item that never was. For the first
// there is a schedule, for the second there is none.
func Example() {
	program := sim.Program{Name: "pair", Main: func(w *sim.World) {
		q := queue.New(w, "q", 0)
		thread.Go(w, "producer", func() {
			q.Put(7)
			shared.Poll(w) // a call: here the thread may lose the interpreter's lock
			w.Logf("put 7")
		})
		item, _ := q.Get()
		w.Logf("got %v", item)
	}}
	of := replay.Subject{Program: program, Config: sim.Config{Clock: sim.Anytime}}
	for _, lines := range [][]string{{"got 7", "put 7"}, {"got 8"}} {
		e, err := transcript.Explain(context.Background(), of, lines, false)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%q: found %v; otherwise %d lines at most, and then %q\n", lines, e.Found, e.Longest, e.Next)
	}
	// Output:
	// ["got 7" "put 7"]: found true; otherwise 2 lines at most, and then []
	// ["got 8"]: found false; otherwise 0 lines at most, and then ["got 7" "put 7"]
}
