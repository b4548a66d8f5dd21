package minimise

import (
	"context"

	"simrun/scheduler/dpor"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// Limits of the searches, in executions.
const (
	weakestRuns = 500 // for each weaker switching mode, and each of two strategies
	seekRuns    = 200 // of the one that may prove something, of a program in another process, too
)

// Sought is what came of looking for a finding elsewhere than where it was found.
type Sought struct {
	Shown      bool
	Covered    bool // not shown, and every schedule was tried
	Executions int
}

// Seek looks for a finding in another program, or in another configuration, whose threads may switch elsewhere, or whose time passes
// otherwise: along the schedule that shows it, then everywhere, then at random. It is bounded by executions. ctx ends it early. The
// error is that of [sim.Runner.Watchdog].
func Seek(ctx context.Context, of, elsewhere replay.Subject, f *Finding) (sought Sought, err error) {
	s := newShrinker(ctx, of, f)
	err = of.Watched(s.runner, func() {
		if !s.start() {
			return
		}
		s.of, s.cfg = elsewhere, elsewhere.Config
		sought = s.seek(seekRuns)
	})
	return sought, err
}

// seek is the search in the present configuration; up to so many of its executions may prove something.
func (s *shrinker) seek(runs int) (sought Sought) {
	s.cut, s.runs = false, 0
	defer func() { sought.Executions = s.runs }()
	along := &replay.Recorder{Inner: &replay.Follower{Segments: s.best.segments, Values: s.best.values}}
	if _, shows := s.try(along); shows {
		return Sought{Shown: true}
	}
	all := s.everything()
	if s.showsBy(all, runs) {
		return Sought{Shown: true}
	}
	if all.(strategy.Sequential).Exhausted() && !s.cut && s.repeats() {
		return Sought{Covered: true}
	}
	return Sought{Shown: s.showsBy(sampling.NewRandom(1), s.affords(weakestRuns))}
}

// repeats says whether the executions so far have shown all that there is to the program, and nothing from outside of it.
func (s *shrinker) repeats() bool {
	p := s.of.Program
	if p.Outside != nil && p.Outside() != "" {
		return false
	}
	if p.Grown == nil {
		return true
	}
	_, grown := p.Grown()
	return !grown
}

// weakestMode looks for the finding in the weaker switching modes, the weakest first. It returns also whether the weaker ones
// cannot show it, because the strongest of them, which has all schedules of the others, was searched in full. The mode is 0 if there
// was no time for that.
func (s *shrinker) weakestMode() (mode sim.Switching, needed bool) {
	mode = s.finding.Token.Switching
	defer func(cfg sim.Config) { s.cfg = cfg }(s.cfg)
	for m := sim.Block; m < mode; m++ {
		s.cfg.Switching = m
		sought := s.seek(s.affords(weakestRuns))
		if sought.Shown {
			return m, needed
		}
		if needed = sought.Covered; s.ctx.Err() != nil {
			return 0, false
		}
	}
	return mode, needed
}

// everything is a search that may come to its end soon, in the configuration of the last execution.
func (s *shrinker) everything() strategy.Strategy {
	if s.last.World().StepsMoveClock() {
		return systematic.NewPreemptionBound(strategy.Unbounded)
	}
	return dpor.New()
}

// showsBy says whether a strategy shows the finding in so many executions.
func (s *shrinker) showsBy(by strategy.Strategy, runs int) bool {
	for i, steps := 0, 0; i < runs && steps < runs*longRun && s.ctx.Err() == nil && by.Begin(i); i++ {
		x := s.runner.Run(s.of.Program, s.cfg, by)
		s.runs++
		by.End(x)
		steps += x.Steps
		if s.shown(x) != nil {
			return true
		}
	}
	return false
}
