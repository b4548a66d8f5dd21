package report_test

import (
	"os"

	"simrun/report"
	"simrun/sim"
)

// A program whose thread waits for a gate that nobody opens.
func Example() {
	type gate struct{ sim.Object }
	x := sim.Run(sim.Program{Name: "gate", Main: func(w *sim.World) {
		g := &gate{}
		g.Init(w, "Gate", "door", g)
		w.Spawn("guest", func() { w.Do(sim.Op{Name: "Gate.pass", Object: &g.Object, Guard: never{}}) })
	}}, sim.Config{Record: true}, carryOn{})
	err := report.Text(os.Stdout, report.Finding{
		Scenario: "gate", Kind: "deadlock", Trace: x.Trace, Steps: x.Steps, Token: "s1.AA", ReplayLine: "simrun replay s1.AA",
	}, report.Options{Width: 72})
	if err != nil {
		panic(err)
	}
	// Output:
	// deadlock in gate
	//   guest waits in Gate.pass on door; no thread is left that could let it
	//   go on.
	//   1 step, 0 preemptions.
	//
	// step  guest
	// ───────────────
	//  end  ✗ door.pass for ever example_test.go:16
	//
	// seed 0   token s1.AA
	// replay with: simrun replay s1.AA
}

type never struct{}

func (never) Effect(*sim.Thread) sim.Effect { return sim.Blocks }

type carryOn struct{}

func (carryOn) Choose(*sim.Point) int { return 0 }
