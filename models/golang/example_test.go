package golang_test

import (
	"context"
	"fmt"

	"simrun/models/golang"
	"simrun/scheduler"
	"simrun/sim"
)

// A worker sends its result on a channel without room. If the receiver gives up first, the worker is blocked for ever; with
// room for one value it is not.
func Example() {
	for size := range 2 {
		p := golang.Program("timeout", func(w *sim.World) {
			result, timeout := golang.Make[int](w, "result", size), golang.Make[int](w, "timeout", 1)
			golang.Go(w, "worker", func() { result.Send(17) })
			golang.Go(w, "clock", func() { timeout.Send(0) })
			golang.Select(w, &golang.Receives[int]{C: result}, &golang.Receives[int]{C: timeout})
		})
		r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
			Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{golang.NoDeadlock, golang.NoLeak, golang.NoPanic},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("room for %d: every schedule tried: %v\n", size, r.Exhausted)
		for _, f := range r.Findings {
			fmt.Println(f.Kind+":", f.Message)
		}
	}
	// Output:
	// room for 0: every schedule tried: true
	// leak: worker waits in chan.send on result
	// room for 1: every schedule tried: true
}
