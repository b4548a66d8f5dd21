package simtest

import (
	"time"

	"simrun/scheduler"
	"simrun/sim"
)

// Options say how a program is tested. The zero value means the defaults named. An environment variable SIMRUN_NAME
// comes before what the code says, and a flag -simrun.name before both.
type Options struct {
	Strategy   string        // as package scheduler lists them; the default depends on the function
	Seed       uint64        // of the strategy and of the program's own random numbers; default 1
	Switching  sim.Switching // default sim.Call
	Clock      sim.Clock     // default sim.Anytime: a sleep never hides a bug
	Steps      int           // limit for one execution; default 20,000. A test all of whose executions are longer fails
	Executions int           // limit of a search; the default depends on the function
	Budget     time.Duration // limit of a search on the wall clock; the default depends on the function
	Workers    int           // default 1
	Repeats    int           // schedules that Test executes twice; default DefaultRepeats, negative for none
	Exhaustive bool          // Test fails if it could not try everything
	NoStore    bool          // Test does not store what it finds
}

// Defaults of Options.
const (
	DefaultSeed  = 1
	DefaultSteps = 20_000
)

// complete fills in what the environment, the flags and the defaults say.
func (o Options) complete(t host, defaults Options) Options {
	t.Helper()
	for _, s := range settings {
		if s.text == "" {
			continue
		}
		if err := s.apply(&o, s.text); err != nil {
			t.Fatalf("simtest: %s: %v", s.origin(), err)
		}
	}
	if o.Strategy == "" {
		o.Strategy = defaults.Strategy
	}
	if o.Seed == 0 {
		o.Seed = DefaultSeed
	}
	if o.Switching == 0 {
		o.Switching = sim.Call
	}
	if o.Clock == 0 {
		o.Clock = sim.Anytime
	}
	if o.Steps == 0 {
		o.Steps = DefaultSteps
	}
	if o.Executions == 0 {
		o.Executions = defaults.Executions
	}
	if o.Budget == 0 {
		o.Budget = defaults.Budget
	}
	if o.Repeats == 0 {
		o.Repeats = defaults.Repeats
	}
	return o
}

// config is how one execution is run.
func (o Options) config() sim.Config {
	return sim.Config{Switching: o.Switching, Clock: o.Clock, Seed: o.Seed, MaxSteps: o.Steps}
}

// search is how a search is run.
func (o Options) search(properties []sim.Property) scheduler.Options {
	return scheduler.Options{
		Config: o.config(), Properties: properties, Strategy: o.Strategy, Seed: o.Seed,
		Executions: o.Executions, Budget: o.Budget, Workers: o.Workers, Watchdog: watchdog,
	}
}
