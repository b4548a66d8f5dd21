package properties_test

import (
	"context"
	"fmt"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// A box for one message, without anything that keeps the producer from putting the next one before the first was taken.
// The box is a variable, so the program keeps the books itself.
func Example() {
	program := sim.Program{Name: "box", Main: func(w *sim.World) {
		box, full := shared.New(w, "box", 0), lock.New(w, "full")
		ledger := properties.NewLedger(w, "box")
		full.Acquire()
		producer := thread.New(w, thread.Name("producer"), thread.Target("produce", func() {
			for message := 1; message <= 2; message++ {
				box.Store(message)
				ledger.Sent(message)
				if full.Locked() {
					full.Release()
				}
			}
		}))
		producer.Start()
		full.Acquire()
		ledger.Received(box.Load())
		producer.Join()
	}}
	r, err := scheduler.Explore(context.Background(), program, scheduler.Options{
		Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: properties.Default(),
	})
	if err != nil {
		panic(err)
	}
	for _, f := range r.Findings {
		fmt.Println(f.Kind+":", f.Message)
	}
	// Output:
	// lost-message: 1, sent by producer, was never received from box
}
