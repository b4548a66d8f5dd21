package condition_test

import (
	"context"
	"fmt"

	"simrun/models/condition"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// A consumer waits with "if" and not with "while": when it is notified it takes for granted that there is an item. A
// search shows the schedule in which another consumer, which did not have to wait, has taken it meanwhile.
func Example() {
	program := sim.Program{Name: "wait-with-if", Main: func(w *sim.World) {
		cond, items := condition.New(w, "cond", nil), 0
		consume := func() {
			cond.With(func() {
				if items == 0 {
					cond.Wait()
				}
				if items == 0 {
					w.Fail("empty", "%s was notified, and there is no item", w.Current().Name())
				}
				items--
			})
		}
		thread.New(w, thread.Target("consume", consume), thread.Name("first")).Start()
		thread.New(w, thread.Target("consume", consume), thread.Name("second")).Start()
		cond.With(func() {
			items++
			cond.Notify()
		})
	}}
	report, err := scheduler.Explore(context.Background(), program,
		scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if err != nil {
		fmt.Println(err)
		return
	}
	f := report.Findings[0]
	fmt.Println(f.Message)
	for _, e := range f.Trace.Events {
		if e.Kind == "Condition" {
			fmt.Println(f.Trace.Threads[e.Thread].Name, e.Op)
		} else if e.Kind == "RLock" && e.Op == "RLock.acquire" {
			fmt.Println(f.Trace.Threads[e.Thread].Name, "has the lock")
		}
	}
	// Output:
	// first was notified, and there is no item
	// first has the lock
	// MainThread has the lock
	// MainThread Condition.notify
	// second has the lock
	// first Condition.wait
	// first has the lock
}
