package minimise_test

import (
	"context"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestBeginning: of a program in another process a failure that shows whatever the schedule is told without a preemption also where
// there is time for two executions only: as it was found, and with each thread running until it blocks.
func TestBeginning(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	of := replay.Subject{
		Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime},
		Program: sim.Program{Name: "fails", Main: func(w *sim.World) {
			if runs++; runs > 3 {
				cancel()
			}
			v := shared.New(w, "v", 0)
			w.OnEnd(func() { w.Fail("wrong", "whatever comes") })
			adds := func() {
				for range 5 {
					v.Add(1)
				}
			}
			w.SpawnAll("t", adds, adds, adds)
		}, Stands: func(*sim.World) (line, thread string) { return "", "" }},
	}
	s := sampling.NewRandom(1)
	s.Begin(0)
	r := sim.NewRunner()
	defer r.Close()
	x := r.Run(of.Program, of.Config, s)
	f := &minimise.Finding{Kind: "wrong", Where: x.Failures[0].Where, Token: sim.NewToken(of.Program, x), Preemptions: x.Preemptions}
	if f.Preemptions < 3 {
		t.Fatalf("it was found with %d preemptions, which shows nothing", f.Preemptions)
	}
	if err := minimise.Shrink(ctx, of, f); err != nil {
		t.Fatal(err)
	}
	if f.Preemptions != 0 {
		t.Errorf("%d preemptions are left after %d executions", f.Preemptions, runs)
	}
}
