package catalog_test

import (
	"context"
	"testing"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// TestAutoFindsTheHangOfTheQueuePipeline: on real Python uniform random switching found it in none of 500 seeds.
func TestAutoFindsTheHangOfTheQueuePipeline(t *testing.T) {
	e, err := catalog.Lookup("queue-pipeline")
	if err != nil {
		t.Fatal(err)
	}
	for _, messages := range []string{"0", "3"} {
		found := 0
		for seed := range uint64(20) {
			p, _, err := e.Build(map[string]string{"messages": messages})
			if err != nil {
				t.Fatal(err)
			}
			r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
				Strategy: "auto", Seed: seed, Executions: 200, First: true, NoShrink: true,
				Config: sim.Config{Clock: sim.Anytime, Seed: seed, MaxSteps: 2000}, Properties: []sim.Property{hangs{}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) > 0 {
				found++
			}
		}
		if found < 19 {
			t.Errorf("messages=%s: found with %d of 20 seeds within 200 executions", messages, found)
		}
	}
}

// hangs fails only for a deadlock, so that a lost message does not count.
type hangs struct{}

func (hangs) Name() string { return "hangs" }

func (hangs) Check(x *sim.Execution) *sim.Failure {
	if x.End == sim.Deadlock {
		return &sim.Failure{Kind: "deadlock"}
	}
	return nil
}
