package transcript

import (
	"context"
	"slices"

	"simrun/scheduler/replay"
	"simrun/sim"
)

// Explanation says how a program can print given lines, or that it cannot.
type Explanation struct {
	Found       bool
	Exhausted   bool // nothing was left to try
	Truncated   int  // executions cut short by the step limit, or ended by a livelock: they may have come to it
	Executions  int
	Inputs      []int     // the random numbers with which it prints the lines, in the order in which they were drawn
	Token       sim.Token // of the execution, which it replays if there were no random numbers to choose
	Trace       *sim.Trace
	Steps       int
	Preemptions int
	Log         []string
	Longest     int      // how many of the lines some execution has printed
	Next        []string // what it could have printed then instead, sorted
	Ended       bool     // or it could have ended there
}

// Explain looks for a schedule and random numbers with which the log of the program begins with the lines, of which the
// last one may be cut off; if whole is set, the log is to be these lines and no more. ctx ends the search. Random numbers
// that the lines do not name are taken to be all alike. The error is that of the watchdog.
func Explain(ctx context.Context, of replay.Subject, lines []string, whole bool) (*Explanation, error) {
	r := sim.NewRunner()
	stop := context.AfterFunc(ctx, r.Interrupt)
	defer stop()
	e := &Explanation{}
	err := of.Watched(r, func() { e.search(ctx, r, of.Program, of.Config, newTranscript(lines, whole)) })
	return e, err
}

// search executes the program until it prints the lines.
func (e *Explanation) search(ctx context.Context, r *sim.Runner, p sim.Program, cfg sim.Config, s *transcript) {
	for s.Begin(e.Executions) {
		x := r.Run(p, cfg, s)
		if x.End == sim.Interrupted {
			break
		}
		s.End(x)
		e.Executions++
		switch {
		case s.printed(x):
			e.Found, e.Inputs, e.Token = true, slices.Clone(s.inputs), sim.NewToken(p, x)
		case (x.End == sim.StepLimit || x.End == sim.Livelock) && !s.deviates:
			e.Truncated++
		}
		if e.Found {
			e.record(r, p, cfg, s)
			break
		}
		if ctx.Err() != nil {
			break
		}
	}
	e.Exhausted = s.path.Exhausted() && e.Truncated == 0
	e.Longest, e.Next, e.Ended = s.longest, slices.Sorted(slices.Values(s.next)), s.ended
}

// record executes once more along the path of the search, with everything recorded.
func (e *Explanation) record(r *sim.Runner, p sim.Program, cfg sim.Config, s *transcript) {
	cfg.Record = true
	s.path.Again()
	s.Begin(0)
	x := r.Run(p, cfg, s)
	e.Trace, e.Steps, e.Preemptions = x.Trace, x.Steps, x.Preemptions
	for _, l := range x.Log {
		e.Log = append(e.Log, l.Text)
	}
}
