package minimise

import (
	"context"

	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// nearestRuns limits the executions in which the nearest schedule that passes is looked for.
const nearestRuns = 1000

// Compare gives a finding, whose schedule stays as it is, what a search gives it besides: the trace, the nearest schedule
// that passes, what makes the difference, and how likely the finding is. ctx ends it with what it has. The error is
// that of [sim.Runner.Watchdog].
func Compare(ctx context.Context, of replay.Subject, f *Finding) error {
	s := newShrinker(ctx, of, f)
	shows := false
	err := of.Watched(s.runner, func() {
		if shows = s.start(); !shows {
			return
		}
		s.record()
		if f.Kind != sim.LivelockKind {
			s.nearest()
		}
	})
	if err != nil || !shows {
		return err
	}
	return estimateLikelihoods(ctx, of, []*Finding{f})
}

// nearest gives the finding a schedule that passes and has the longest common beginning with the one that fails. Behind
// the last choice at which the failing execution can still be led to a good end, the failure is certain: what comes
// first there makes the difference. The choices are left from the last to the first, each for every other alternative,
// and behind it the execution goes along the rest of the failing one, so that little else differs. Of the passing
// schedules that leave at the same choice it takes the one with the fewest pairs of operations in another order.
func (s *shrinker) nearest() {
	s.cfg.Record = false
	s.finding.Passing, s.finding.Why = nil, ""
	if s.ctx.Err() != nil {
		return
	}
	c := &course{guide: replay.Recorder{Inner: replay.New(s.best.schedule)}}
	s.runner.Run(s.of.Program, s.cfg, c)
	left := nearestRuns
	for k := len(c.choices) - 1; k >= 0 && left > 0; k-- {
		var best *contrast
		for a := 0; a < int(c.choices[k].N) && left > 0; a++ {
			if a == int(c.choices[k].Index) {
				continue
			}
			for _, d := range c.detours(k, a) {
				left--
				if found := s.passes(d); found != nil && (best == nil || found.cost() < best.cost()) {
					best = found
				}
				if s.ctx.Err() != nil {
					return
				}
			}
		}
		if best != nil {
			s.finding.Passing, s.finding.Why = best.passing, best.sentence()
			return
		}
	}
}

// detours are the ways to go on with alternative a of choice k: its thread makes one step and the rest follows, or as
// many as fit, or it runs until it blocks, or all run until they block.
func (c *course) detours(k, a int) []*detour {
	all := c.leave(k, a, strategy.Unbounded)
	all.rest.Segments = nil
	return []*detour{c.leave(k, a, 1), c.leave(k, a, 2), c.leave(k, a, strategy.Unbounded), all}
}

// passes returns how the detour differs from the failing execution if it passes, and nil if it does not.
func (s *shrinker) passes(d *detour) *contrast {
	x := s.runner.Run(s.of.Program, s.cfg, d)
	if verdict, _ := sim.Judge(x, s.of.Properties); verdict != sim.Passed {
		return nil
	}
	cfg := s.cfg
	cfg.Record = true
	schedule := append(sim.Schedule(nil), x.Schedule()...)
	return newContrast(s.finding.Trace, s.runner.Run(s.of.Program, cfg, replay.New(schedule)).Trace)
}
