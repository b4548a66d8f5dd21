package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"simrun/bench"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// nanoseconds is how much processor time each further execution of a search takes. The number of executions grows until
// they fill half of the time that they are given. What a search takes besides, however many they are, is left out: at its end it
// executes up to 30,000 steps once more in another order, to see that threads share nothing past the models.
func nanoseconds(name, strategy string, seconds float64) float64 {
	first := search(name, strategy, 1)
	for n := 2; ; {
		took := search(name, strategy, n) - first
		if 2*took.Seconds() >= seconds {
			return float64(took.Nanoseconds()) / float64(n-1)
		}
		n = int(float64(n)*min(max(seconds/max(took.Seconds(), 1e-9), 1.5), 10)) + 1
	}
}

// search explores a program as the command does, in the switching mode in which each operation is a point, as it is for
// the peer.
func search(name, strategy string, executions int) time.Duration {
	for _, p := range programs {
		if p.name != name {
			continue
		}
		start := bench.ProcessorTime()
		r, err := scheduler.Explore(context.Background(), sim.Program{Name: name, Main: p.main}, scheduler.Options{
			Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}, Properties: properties.Default(),
			Strategy: strategy, Seed: 1, Executions: executions,
		})
		if err != nil || r.Verdict() == sim.Failed {
			fmt.Fprintln(os.Stderr, name, strategy, err, r)
			os.Exit(1)
		}
		return bench.ProcessorTime() - start
	}
	fmt.Fprintf(os.Stderr, "peers: there is no program %s\n", name)
	os.Exit(1)
	return 0
}
