package simrun_test

import (
	"context"
	"fmt"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// Two threads add one to a counter without a lock. The search tries every schedule, and shows the shortest in which an
// addition is lost.
func Example() {
	program := sim.Program{Name: "counter", Main: func(w *sim.World) {
		counter := shared.New(w, "counter", 0)
		var threads []*thread.Thread
		for _, name := range []string{"a", "b"} {
			threads = append(threads, thread.Go(w, name, func() {
				read := counter.Load()
				shared.Poll(w) // a call: here the thread may lose the interpreter's lock
				counter.Store(read + 1)
			}))
		}
		thread.JoinAll(threads...)
		if n := counter.Load(); n != 2 {
			w.Fail("lost-update", "the counter is %d", n)
		}
	}}
	search := scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}}
	found, err := scheduler.Explore(context.Background(), program, search)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("every schedule was tried:", found.Exhausted)
	for _, f := range found.Findings {
		fmt.Printf("%s: %s\n%s\n", f.Kind, f.Message, f.Why)
	}
	// Output:
	// every schedule was tried: true
	// lost-update: the counter is 1
	// It fails if b's counter.load (step 7) comes before a's counter.store (step 12); the other way round it passes.
}
