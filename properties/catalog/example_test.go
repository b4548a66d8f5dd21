package catalog_test

import (
	"context"
	"fmt"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// All schedules of a program by name, with another value for one of its parameters.
func Example() {
	entry, err := catalog.Lookup("bank-transfer-unordered")
	if err != nil {
		panic(err)
	}
	program, properties, err := entry.Build(map[string]string{"transfers": "2"})
	if err != nil {
		panic(err)
	}
	r, err := scheduler.Explore(context.Background(), program, scheduler.Options{
		Config: sim.Config{Clock: sim.Anytime}, Properties: properties, Strategy: "dpor",
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Program, "- expected:", entry.Expected.Kinds)
	for _, f := range r.Findings {
		fmt.Printf("%s with %d preemption: %s\n", f.Kind, f.Preemptions, f.Message)
	}
	// Output:
	// bank-transfer-unordered transfers=2 - expected: [deadlock]
	// deadlock with 1 preemption: clerk-1 waits in Lock.acquire on lock-1, held by clerk-2; clerk-2 waits in Lock.acquire on lock-0, held by clerk-1; MainThread waits in Thread.join on clerk-1 (MainThread → clerk-1 → clerk-2 → clerk-1)
}

// An entry of one's own: what cli.Main takes, and what is searched here.
func ExampleEntry() {
	entry := catalog.Entry{
		Name:    "self-deadlock",
		Summary: "a thread that takes its lock twice",
		Params:  []catalog.Param{catalog.Flag("reentrant", false, "the lock is an RLock")},
		Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				l := lock.New(w, "lock").With
				if v.Bool("reentrant") {
					l = lock.NewRLock(w, "lock").With
				}
				t := thread.New(w, thread.Target("worker", func() { l(func() { l(func() {}) }) }))
				t.Start()
				t.Join()
			}, properties.Default()
		},
	}
	for _, reentrant := range []string{"false", "true"} {
		program, checked, err := entry.Build(map[string]string{"reentrant": reentrant})
		if err != nil {
			panic(err)
		}
		r, err := scheduler.Explore(context.Background(), program, scheduler.Options{
			Config: sim.Config{Clock: sim.Anytime}, Properties: checked, Strategy: "dpor",
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(program, "-", r.Verdict())
	}
	// Output:
	// self-deadlock reentrant=false - failed
	// self-deadlock reentrant=true - passed
}
