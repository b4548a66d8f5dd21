package catalog_test

import (
	"context"
	"fmt"

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
