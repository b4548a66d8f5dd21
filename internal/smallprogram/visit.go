package smallprogram

import (
	"fmt"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Visited is what a search saw.
type Visited struct {
	Traces    map[uint64]string // fingerprint and outcome
	Runs      int
	Redundant int
	Complete  bool
}

// Visit runs a strategy to its end, or up to a number of executions.
func Visit(p sim.Program, cfg sim.Config, s strategy.Strategy, limit int) Visited {
	r := sim.NewRunner()
	defer r.Close()
	v := Visited{Traces: map[uint64]string{}}
	cfg.Fingerprint = true
	for i := 0; i < limit; i++ {
		if !s.Begin(i) {
			v.Complete = s.(strategy.Sequential).Exhausted()
			return v
		}
		x := r.Run(p, cfg, s)
		s.End(x)
		if d, ok := s.(strategy.Discarder); ok && d.Discard() {
			if d, ok := s.(interface{ Blocked() int }); ok {
				v.Redundant = d.Blocked()
			}
			continue
		}
		v.Runs++
		outcome := fmt.Sprint(x.End, x.Observed)
		for _, t := range x.Unfinished() {
			outcome += fmt.Sprint(" ", t.Index(), t.Pending().Name, t.Ready())
		}
		if old, ok := v.Traces[x.Fingerprint]; ok && old != outcome {
			panic(fmt.Sprintf("one trace, two outcomes: %s and %s", old, outcome))
		}
		v.Traces[x.Fingerprint] = outcome
	}
	return v
}
