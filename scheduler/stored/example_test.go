package stored_test

import (
	"context"
	"fmt"

	"simrun/models/lock"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// A deadlock is kept. Then the program is edited: other locks are taken before, so the token does not fit any more, but the
// words do. When both threads take the two locks in one order, what was kept cannot be expressed, and nothing near it fails.
func Example() {
	program := func(edited, ordered bool) sim.Program {
		return sim.Program{Name: "locks", Main: func(w *sim.World) {
			a, b := lock.New(w, "a"), lock.New(w, "b")
			both := func(first, second *lock.Lock) func() {
				return func() {
					if edited {
						lock.New(w, "c").Acquire()
					}
					first.Acquire()
					second.Acquire()
					second.Release()
					first.Release()
				}
			}
			if ordered {
				w.SpawnAll("t", both(a, b), both(a, b))
			} else {
				w.SpawnAll("t", both(a, b), both(b, a))
			}
		}}
	}
	ctx := context.Background()
	o := scheduler.Options{Properties: properties.Default(), Config: sim.Config{Clock: sim.Anytime}}
	report, err := scheduler.Explore(ctx, program(false, false), o)
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := stored.Store(o.Subject(report.Program), report.Findings[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []sim.Program{program(false, false), program(true, false), program(true, true)} {
		now, err := stored.Recheck(ctx, o.Subject(p), kept)
		fmt.Println(now, err)
	}
	// Output:
	// still there: replayed by its token <nil>
	// still there: replayed by the names of its choices <nil>
	// can no longer be expressed: t#2 does not come to Lock.acquire on a; 1000 executions near it do not show it either <nil>
}
