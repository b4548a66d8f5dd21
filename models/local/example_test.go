package local_test

import (
	"context"
	"fmt"

	"simrun/models/local"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// Two threads keep the number of the request that they serve: in a variable that they share, and in one of their own.
// A search shows that the first goes wrong, and that the second never does.
func Example() {
	serve := func(w *sim.World, set func(int), get func() int) {
		for request := range 2 {
			thread.New(w, thread.Target("serve", func() {
				set(request)
				shared.Poll(w) // the work
				if got := get(); got != request {
					w.Fail("mixed-up", "request %d was taken for %d", request, got)
				}
			})).Start()
		}
	}
	explore := func(name string, main func(*sim.World)) {
		report, err := scheduler.Explore(context.Background(), sim.Program{Name: name, Main: main},
			scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name, report.Verdict())
		for _, f := range report.Findings {
			fmt.Println(f.Message)
		}
	}
	explore("shared", func(w *sim.World) {
		request := shared.New(w, "request", 0)
		serve(w, request.Store, request.Load)
	})
	explore("local", func(w *sim.World) {
		l := local.New(w)
		serve(w, func(r int) { l.Set("request", r) }, func() int { return l.Get("request").(int) })
	})
	// Output:
	// shared failed
	// request 0 was taken for 1
	// request 1 was taken for 0
	// local passed
}
