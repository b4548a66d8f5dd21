package contradiction

import (
	"fmt"
	"reflect"
	"slices"

	"simrun/scheduler"
	"simrun/sim"
)

// walk is a scheduler that chooses what was chosen in a trace.
type walk struct {
	trace   *sim.Trace
	choices int
	values  int
}

// Choose takes the thread of the step that was chosen there, or the value that was given.
func (s *walk) Choose(p *sim.Point) int {
	s.choices++
	if p.IsValue() {
		if s.values++; s.values > len(s.trace.Chosen) {
			return sim.Stop
		}
		return s.trace.Chosen[s.values-1].Value
	}
	at := slices.IndexFunc(s.trace.Events, func(e sim.Event) bool { return e.Choice == s.choices-1 })
	if at < 0 {
		return sim.Stop
	}
	return p.Index(p.World().Threads()[s.trace.Events[at].Thread])
}

// again executes a trace in a world of its own, and returns how it fails. The error says that it is another execution.
func again(p sim.Program, o scheduler.Options, cfg sim.Config, trace *sim.Trace) ([]sim.Failure, error) {
	if trace == nil {
		return nil, fmt.Errorf("there is no trace")
	}
	cfg.MaxSteps, cfg.Livelock, cfg.Record = o.Config.MaxSteps, o.Config.Livelock, true
	x := sim.Run(p, cfg, &walk{trace: trace})
	if !reflect.DeepEqual(trace, x.Trace) {
		return nil, fmt.Errorf("it is another execution, with %d events and not %d", len(x.Trace.Events), len(trace.Events))
	}
	verdict, failures := sim.Judge(x, o.Properties)
	if verdict == sim.Inconclusive {
		return nil, fmt.Errorf("the verdict is %v", verdict)
	}
	return failures, nil
}
