package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"simrun/models/logging"
	"simrun/python"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// execution is the result of one execution. It does not refer to the world, so it stays valid.
type execution struct {
	program     sim.Program
	strategy    string
	cfg         sim.Config
	end         sim.End
	verdict     sim.Verdict
	failures    []sim.Failure
	steps       int
	preemptions int
	now         time.Duration
	exitCode    int
	observed    []sim.Observation
	log         []logLine
	token       sim.Token
	trace       *sim.Trace         // if it failed, or everything is to be shown
	diverged    *replay.Divergence // of a replay
	compared    *scheduler.Finding // the first failure beside a schedule that passes; nil if it was not compared
}

// logLine is one line of the log, with what it says in parts for JSON.
type logLine struct {
	Time    string `json:"time"`
	Thread  string `json:"thread"`
	Message string `json:"message"`
	text    string
}

// plan says what is executed, and how.
type plan struct {
	program    sim.Program
	properties []sim.Property
	cfg        sim.Config
	name       string // of the strategy
	strategy   strategy.Strategy
	record     bool // keep the trace of a passing execution, too
	compare    bool // look for a schedule that passes beside one that fails
}

// execute carries out a plan. ctx ends the execution early. The error is about a program that blocks for real.
func (a *app) execute(ctx context.Context, p plan, out output) (*execution, error) {
	r := sim.NewRunner()
	stop := context.AfterFunc(ctx, r.Interrupt)
	defer stop()
	shown := a.startProgress(out, 0)
	defer shown.stop()
	var e *execution
	var compared error
	err := r.Watchdog(a.watchdog, func() {
		strategy.BeginFirst(p.strategy, r, p.program, p.cfg)
		e = describe(p, r.Run(p.program, p.cfg, p.strategy), p.properties)
		if p.record || e.verdict == sim.Failed {
			e.record(r, p.properties)
		}
		if p.compare && e.trace != nil && len(e.failures) > 0 && e.steps <= mostCompared {
			compared = e.compare(ctx, p, a.watchdog)
		}
	})
	r.Close()
	if err = errors.Join(err, compared); err != nil {
		return nil, stuck(err)
	}
	return e, nil
}

// describe copies what an execution shows.
func describe(p plan, x *sim.Execution, properties []sim.Property) *execution {
	p.strategy.End(x)
	verdict, failures := sim.Judge(x, properties)
	e := &execution{
		program: p.program, strategy: p.name, cfg: x.World().Config(), end: x.End, verdict: verdict,
		failures: slices.Clone(failures), steps: x.Steps, preemptions: x.Preemptions, now: x.Now, exitCode: x.ExitCode,
		observed: slices.Clone(x.Observed), token: sim.NewToken(p.program, x),
	}
	for _, l := range x.Log {
		line := logLine{Time: logging.Asctime(l.At), Message: l.Text, text: logging.Text(l)}
		if strings.HasPrefix(p.program.Name, python.Prefix) { // it writes the time itself, if it wants to
			line.text = l.Text
		}
		if l.Thread != nil {
			line.Thread = l.Thread.Name()
		}
		e.log = append(e.log, line)
	}
	if replay, ok := p.strategy.(*replay.Replay); ok && x.End != sim.StepLimit {
		e.diverged = replay.Diverged()
	}
	return e
}

// record executes once more with everything recorded, which would cost too much in a search.
func (e *execution) record(r *sim.Runner, properties []sim.Property) {
	cfg := e.cfg
	cfg.Record = true
	if x, diverged := replay.Once(r, e.program, cfg, e.token); diverged == nil {
		e.trace = x.Trace
	}
}

// mostCompared is the number of steps up to which a schedule that passes is looked for. That takes hundreds of
// executions, and must be over in a second or two.
const mostCompared = 2000

// compare gives the first failure what a search would have said about it.
func (e *execution) compare(ctx context.Context, p plan, watchdog time.Duration) error {
	first := e.failures[0]
	f := &scheduler.Finding{Kind: first.Kind, Message: first.Message, Where: first.Where, Token: e.token}
	o := scheduler.Options{Config: e.cfg, Properties: p.properties, Seed: e.cfg.Seed, Watchdog: watchdog}
	o.Config.MaxSteps = exploreSteps
	err := minimise.Compare(ctx, o.Subject(e.program), f)
	e.compared = f
	return err
}

// stuck is the error for a program that blocked for real. It ends with what to do.
func stuck(err error) error {
	var s *sim.StuckError
	if errors.As(err, &s) {
		return &exit{exitUsage, "the program blocks: " + s.Error()}
	}
	return err
}
