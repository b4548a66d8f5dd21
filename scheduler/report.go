package scheduler

import (
	"context"
	"time"

	"simrun/scheduler/minimise"
	"simrun/scheduler/sharing"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Report is what a search saw.
type Report struct {
	Program        sim.Program
	Config         sim.Config
	Strategy       string
	Seed           uint64
	Executions     int
	Truncated      int // cut short by the step limit
	Livelocks      int // ended by a livelock, behind which there may be more
	Steps          int64
	Redundant      int  // executions that turned out to show nothing new, and are not counted
	Exhausted      bool // every schedule was tried, none was cut short, nothing is shared past the models, and nothing lies outside
	BudgetUsed     bool // it is not exhaustive because its time was up; making findings smaller may have taken less than was left for that
	Rounds         int  // every schedule with at most so many rounds of polling was tried: see Bounder; 0 if that is not known
	DistinctLogs   int  // different sequences of log messages, times left out
	LogsAtLeast    bool // there were more of them than could be kept: DistinctLogs is a lower bound
	DistinctTraces int  // 0 unless Config.Fingerprint
	TracesAtLeast  bool // there were more traces than could be kept: DistinctTraces is a lower bound
	Outcomes       []*Outcome
	Findings       []*Finding
	Sharing        *sharing.Conflict // what threads share past the models; nil if nothing was found
	Outside        string            // what was done with what lies outside of the program, so that nothing is proved; empty if nothing
	Estimate       *Estimate         // of what was not seen; nil if the strategy does not draw its choices
	Unsaved        error             // why the checkpoint could not be written, a *CheckpointError; nil if it was
	Elapsed        time.Duration
}

// Verdict is Failed if there is a finding or the program shares something past the models, Passed if the search was
// exhaustive, and Inconclusive otherwise.
func (r *Report) Verdict() sim.Verdict {
	switch {
	case len(r.Findings) > 0 || r.Sharing != nil:
		return sim.Failed
	case r.Exhausted:
		return sim.Passed
	}
	return sim.Inconclusive
}

// CutShort says whether no execution came to its end within the limit of steps, so that nothing can be said of the program.
func (r *Report) CutShort() bool { return r.Executions > 0 && r.Truncated == r.Executions }

// report merges the tallies and minimises the findings.
func (e *exploration) report(ctx context.Context, start time.Time) (*Report, error) {
	e.enterRest()
	all := e.tally
	for id, f := range e.earlier { // which this attempt may not have come to
		if all.findings[id] == nil {
			all.findings[id] = f
		}
	}
	r := &Report{
		Program: e.program, Config: e.o.Config, Strategy: e.o.Strategy, Seed: e.o.Seed,
		Executions: all.executions, Truncated: all.truncated, Livelocks: all.livelocks, Redundant: all.redundant, Steps: all.steps,
		Unsaved: e.unsaved, Outcomes: all.sortedOutcomes(), Findings: all.sortedFindings(),
	}
	r.DistinctTraces, r.TracesAtLeast = all.traces.distinct()
	r.DistinctLogs, r.LogsAtLeast = all.logs.distinct()
	if _, ok := e.workers[0].strategy.(strategy.Sequential); !ok {
		r.Estimate = all.estimate(e.workers[0].strategy)
	}
	if s, ok := e.workers[0].strategy.(strategy.Sequential); ok && e.tried {
		r.Exhausted = s.Exhausted() && all.truncated+all.livelocks == 0 && !e.incomplete()
	}
	if e.program.Outside != nil {
		r.Outside = e.program.Outside()
		r.Exhausted = r.Exhausted && r.Outside == ""
	}
	r.BudgetUsed = !r.Exhausted && e.timeIsUp(start) && (!e.tried || e.incomplete())
	r.Sharing = e.findSharing(ctx, start, all, r.Exhausted)
	if r.Sharing != nil {
		r.Exhausted = false
	} else if b, ok := e.workers[0].strategy.(strategy.Bounder); ok && !r.Exhausted && !e.incomplete() && r.Outside == "" {
		r.Rounds = b.Rounds()
	}
	if e.o.First && len(r.Findings) > 1 {
		r.Findings = r.Findings[:1]
	}
	if !e.o.NoShrink {
		if e.o.Budget > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithDeadline(ctx, e.shrinkEnds(start))
			defer cancel()
		}
		if err := minimise.All(ctx, e.o.Subject(e.program), r.Findings, r.Sharing == nil); err != nil {
			return nil, err
		}
	}
	minimise.SimplestFirst(r.Findings)
	r.Elapsed = time.Since(start)
	return r, nil
}
