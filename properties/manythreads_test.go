package properties_test

import (
	"testing"
	"time"

	"simrun/models/event"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// A deadlock of four times as many threads takes about four times as long to describe, not sixteen times.
func TestDeadlockOfManyThreads(t *testing.T) {
	takes := func(n int) time.Duration {
		x := sim.Run(sim.Program{Main: func(w *sim.World) {
			e := event.New(w, "e")
			bodies := make([]func(), n)
			for i := range bodies {
				bodies[i] = func() { e.Wait() }
			}
			w.SpawnAll("T", bodies...)
		}}, sim.Config{}, sampling.NewRunToBlock())
		least := time.Hour
		for range 5 { // the least is what the machine's other work adds nothing to
			start := time.Now()
			if properties.NoDeadlock.Check(x) == nil {
				t.Fatal("no deadlock")
			}
			least = min(least, time.Since(start))
		}
		return least
	}
	if few, many := takes(1000), takes(4000); many > 10*few {
		t.Errorf("1,000 threads take %v, 4,000 take %v", few, many)
	}
}
