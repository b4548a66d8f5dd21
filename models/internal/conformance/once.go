package conformance

import (
	"simrun/models/thread"
	"simrun/sim"
)

// CarryOn is the schedule in which a thread goes on as long as it can.
type CarryOn struct{}

// Choose takes the first alternative, which is to carry on.
func (CarryOn) Choose(*sim.Point) int { return 0 }

// Once executes a program once, under [CarryOn].
func Once(main func(w *sim.World)) *sim.Execution {
	return sim.Run(sim.Program{Main: main}, sim.Config{}, CarryOn{})
}

// Start begins a thread that outcomes call by the name.
func Start(w *sim.World, name string, f func()) *thread.Thread {
	t := thread.New(w, thread.Target(name, f), thread.Name(name))
	t.Start()
	return t
}
