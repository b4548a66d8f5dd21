package replay

import (
	"time"

	"simrun/sim"
)

// Subject is a program, with how it is executed and judged.
type Subject struct {
	Program    sim.Program
	Config     sim.Config     // switching mode, clock, input seed, step limit
	Properties []sim.Property // what should hold
	Seed       uint64         // of the strategies that draw executions
	Watchdog   time.Duration  // limit for one step on the wall clock; 0 means DefaultWatchdog
}

// DefaultWatchdog is how long a step may take on the wall clock.
const DefaultWatchdog = 10 * time.Second

// Watched carries out what executes programs with the runner, under the watchdog, and closes it. The error says that a
// step does not end, or that the program misuses the simulator. It panics with any other panic of f.
func (s Subject) Watched(r *sim.Runner, f func()) (err error) {
	defer func() {
		if v := recover(); v != nil {
			if err = sim.MisuseError(v); err == nil {
				panic(v)
			}
		}
	}()
	limit := s.Watchdog
	if limit == 0 {
		limit = DefaultWatchdog
	}
	err = r.Watchdog(limit, f)
	r.Close()
	return err
}
