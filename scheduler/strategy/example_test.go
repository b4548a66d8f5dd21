package strategy_test

import (
	"fmt"

	"simrun/models/shared"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// lastFirst is a strategy: of the ready threads it takes the last, but for one choice, which is drawn.
type lastFirst struct {
	random strategy.Random
	left   int // choices until the one that is drawn
}

func (s *lastFirst) Begin(i int) bool { // execution i depends on i alone
	s.random.Begin(1, i)
	s.left = s.random.Below(4)
	return true
}

func (s *lastFirst) Choose(p *sim.Point) int {
	if s.left--; s.left == -1 {
		return s.random.Below(p.Len())
	}
	return p.Len() - 1
}

func (s *lastFirst) End(*sim.Execution) {}

// A strategy of one's own carries out executions without Explore, too.
func Example() {
	update := sim.Program{Name: "update", Main: func(w *sim.World) {
		counter := shared.New(w, "counter", 0)
		increment := func() { counter.Store(counter.Load() + 1) }
		w.OnEnd(func() { w.Observe("counter", counter.Peek()) })
		w.SpawnAll("t", increment, increment)
	}}
	var s strategy.Strategy = &lastFirst{}
	r := sim.NewRunner()
	defer r.Close()
	lost := 0
	for i := 0; i < 100 && s.Begin(i); i++ {
		x := r.Run(update, sim.Config{Switching: sim.Bytecode}, s)
		s.End(x)
		if x.Observation("counter") == 1 {
			lost++
		}
	}
	fmt.Println("an update was lost in", lost, "of 100 executions")
	// Output:
	// an update was lost in 89 of 100 executions
}
