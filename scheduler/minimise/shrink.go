package minimise

import (
	"context"
	"slices"

	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// Limits of shrinking, in executions.
const (
	shrinkRuns = 3000 // changes of the schedule that are tried
	proofRuns  = 3000 // for each number of preemptions below that of the result
	elsewhere  = 10   // a program in another process, whose executions take a hundred times as long, gets one of so many
	longRun    = 100  // steps of an execution on average up to which there are so many: what polls may go on for ever
)

// Shrink gives the finding the schedule with the fewest preemptions that it can find, then the fewest steps, then the
// fewest changes of thread; each candidate is run again and counts only if it shows the same failure at the same
// place. It follows Jalbert and Sen (A Trace Simplification Technique for Effective Debugging of Concurrent Programs,
// FSE 2010, section 3): a schedule is a list of segments, each some steps of one thread, and segments are left out,
// prolonged and joined. The finding's trace is recorded, and the nearest schedule that passes. A bounded search then looks
// for schedules with fewer preemptions, and may prove that there are none. ctx ends it with the best so far. The error is
// that of [sim.Runner.Watchdog].
func Shrink(ctx context.Context, of replay.Subject, f *Finding) error {
	if err := simplify(ctx, of, f); err != nil {
		return err
	}
	return prove(ctx, of, f)
}

// simplify is the part of Shrink that is quick and says most.
func simplify(ctx context.Context, of replay.Subject, f *Finding) error {
	s := newShrinker(ctx, of, f)
	return of.Watched(s.runner, func() {
		if !s.start() {
			return
		}
		if s.last.End == sim.Livelock { // it takes thousands of steps of a fair schedule, from which nothing may be left out
			s.record()
			return
		}
		s.reduce()
		s.record()
		s.nearest()
	})
}

// prove is the rest of Shrink, for a finding that was simplified.
func prove(ctx context.Context, of replay.Subject, f *Finding) error {
	s := newShrinker(ctx, of, f)
	return of.Watched(s.runner, func() {
		if !s.start() || s.last.End == sim.Livelock {
			return
		}
		before := s.best.preemptions
		f.Fewest = s.fewerPreemptions()
		f.Weakest, f.Needed = s.weakestMode()
		if s.best.preemptions < before {
			s.record()
			s.nearest()
		}
	})
}

// shrinker looks for smaller schedules of one finding.
type shrinker struct {
	ctx     context.Context
	of      replay.Subject
	cfg     sim.Config
	finding *Finding
	runner  *sim.Runner
	runs    int
	cut     bool // an execution came to the step limit, or ended by a livelock: the finding may lie behind
	best    candidate
	last    *sim.Execution
}

func newShrinker(ctx context.Context, of replay.Subject, f *Finding) *shrinker {
	s := &shrinker{ctx: ctx, of: of, finding: f, runner: sim.NewRunner(), cfg: f.Token.Config()}
	s.cfg.MaxSteps, s.cfg.Livelock = of.Config.MaxSteps, of.Config.Livelock
	return s
}

// candidate is a schedule that shows the finding.
type candidate struct {
	segments    []replay.Segment
	values      []uint32
	schedule    sim.Schedule
	preemptions int
	steps       int
}

// better orders candidates by what a reader has to follow.
func (c *candidate) better(than *candidate) bool {
	if c.preemptions != than.preemptions {
		return c.preemptions < than.preemptions
	}
	if c.steps != than.steps {
		return c.steps < than.steps
	}
	return len(c.segments) < len(than.segments)
}

// over says whether shrinking has to end.
func (s *shrinker) over() bool { return s.ctx.Err() != nil || s.runs >= shrinkRuns }

// start runs the schedule as it was found.
func (s *shrinker) start() bool {
	g := &replay.Recorder{Inner: replay.New(s.finding.Token.Schedule)}
	c, ok := s.try(g)
	s.best = c
	return ok
}

// try executes and says whether the finding shows.
func (s *shrinker) try(g *replay.Recorder) (candidate, bool) {
	s.runs++
	x := s.runner.Run(s.of.Program, s.cfg, g)
	s.last = x
	if s.shown(x) == nil {
		return candidate{}, false
	}
	return candidate{
		segments: g.Segments, values: g.Values, schedule: slices.Clone(x.Schedule().Trim()),
		preemptions: x.Preemptions, steps: x.Steps,
	}, true
}

// shown is the failure of the finding as an execution has it; nil if it has not.
func (s *shrinker) shown(x *sim.Execution) *sim.Failure {
	_, failures := sim.Judge(x, s.of.Properties)
	s.cut = s.cut || x.End == sim.StepLimit || x.End == sim.Interrupted || x.End == sim.Livelock // and not where it has been, by the bounded search
	return s.finding.In(failures)
}

// reduce changes the list of segments as long as that makes it smaller.
func (s *shrinker) reduce() {
	s.beginning()
	s.halve()
	for again := true; again && !s.over(); {
		again = false
		for i := 0; i < len(s.best.segments) && !s.over(); i++ {
			for _, change := range []func([]replay.Segment, int) []replay.Segment{without, prolonged, joined, shorter} {
				if i < len(s.best.segments) && s.accept(change(s.best.segments, i), s.best.values) {
					again = true
				}
			}
		}
		for i := len(s.best.values) - 1; i >= 0 && !s.over(); i-- {
			if i < len(s.best.values) && s.best.values[i] > 0 {
				values := slices.Clone(s.best.values)
				values[i] = 0
				again = s.accept(slices.Clone(s.best.segments), values) || again
			}
		}
	}
	s.finding.Unfinished = s.over()
}

// beginning keeps only the beginning of the schedule, behind which each thread runs until it blocks: no segment, or 1, 3, 7, … of them. Of a
// program in another process there may be time for a few dozen executions, and one at a time each takes four.
func (s *shrinker) beginning() {
	if s.of.Program.Stands == nil {
		return
	}
	for keep := 0; keep < len(s.best.segments) && !s.over(); keep = 2*keep + 1 {
		if s.accept(slices.Clone(s.best.segments[:keep]), s.best.values) {
			return
		}
	}
}

// halve leaves half of the segments out at once, then a quarter, and so on, and likewise of the steps of a segment: what
// polls goes round thousands of times, and one at a time that would take as many executions.
func (s *shrinker) halve() {
	if s.best.steps < manySteps && s.of.Program.Stands == nil {
		return
	}
	for n := len(s.best.segments) / 2; n > 1 && !s.over(); n /= 2 {
		for i := 0; i+n <= len(s.best.segments) && !s.over(); {
			if list := slices.Clone(s.best.segments); !s.accept(slices.Delete(list, i, i+n), s.best.values) {
				i += n
			}
		}
	}
	for i := 0; i < len(s.best.segments); i++ {
		for again := true; again && i < len(s.best.segments) && s.best.segments[i].Steps > 2; {
			again = s.halfOf(i)
		}
	}
}

// manySteps is the length from which on a schedule is halved; below it the changes one by one find more.
const manySteps = 200

// longestRound is how many steps a round has at most that is left out.
const longestRound = 8

// halfOf leaves about half of the steps of a segment out: where it ends in the middle of a round, the switch there is one
// more preemption, so it tries up to a round of a few steps more.
func (s *shrinker) halfOf(i int) bool {
	steps := s.best.segments[i].Steps / 2
	for more := 0; more < longestRound && steps+more < s.best.segments[i].Steps && !s.over(); more++ {
		list := slices.Clone(s.best.segments)
		if list[i].Steps = steps + more; s.accept(list, s.best.values) {
			return true
		}
	}
	return false
}

// accept takes a candidate if it is better.
func (s *shrinker) accept(segments []replay.Segment, values []uint32) bool {
	if segments == nil {
		return false
	}
	c, ok := s.try(&replay.Recorder{Inner: &replay.Follower{Segments: segments, Values: values}})
	if ok && c.better(&s.best) {
		s.best = c
		return true
	}
	return false
}

// without leaves segment i out: its thread makes these steps later, or not at all.
func without(list []replay.Segment, i int) []replay.Segment {
	return slices.Delete(slices.Clone(list), i, i+1)
}

// prolonged lets the thread of segment i run until it blocks.
func prolonged(list []replay.Segment, i int) []replay.Segment {
	list = slices.Clone(list)
	list[i].Steps = strategy.Unbounded
	return list
}

// joined moves the next segment of the same thread up to segment i.
func joined(list []replay.Segment, i int) []replay.Segment {
	for j := i + 1; j < len(list); j++ {
		if list[j].Thread == list[i].Thread {
			list = slices.Clone(list)
			list[i].Steps += list[j].Steps
			return slices.Delete(list, j, j+1)
		}
	}
	return nil
}

// shorter takes a step from segment i.
func shorter(list []replay.Segment, i int) []replay.Segment {
	if list[i].Steps < 2 {
		return nil
	}
	list = slices.Clone(list)
	list[i].Steps--
	return list
}

// fewerPreemptions looks with a bounded search for schedules with fewer preemptions. It returns whether the result is
// proved to have the fewest.
func (s *shrinker) fewerPreemptions() bool {
	for bound := 0; bound < s.best.preemptions; bound++ {
		search := systematic.NewExactPreemptionBound(bound)
		found := false
		s.cut = false
		runs := s.affords(proofRuns)
		for i, steps := 0, 0; i < runs && steps < runs*longRun && !found && s.ctx.Err() == nil && search.Begin(i); i++ {
			c, ok := s.try(&replay.Recorder{Inner: search})
			search.End(s.last)
			steps += s.last.Steps
			if ok {
				s.best, found = c, true
			}
		}
		if found {
			s.runs = 0
			s.reduce()
			return true // the bounds below were searched in full
		}
		if !search.Covered() || s.cut {
			return false
		}
	}
	return true
}

// affords is how many executions of so many there are for a proof.
func (s *shrinker) affords(runs int) int {
	if s.of.Program.Stands != nil {
		return runs / elsewhere
	}
	return runs
}

// record runs the best schedule once more, with everything recorded.
func (s *shrinker) record() {
	s.cfg.Record = true
	x := s.runner.Run(s.of.Program, s.cfg, replay.New(s.best.schedule))
	shown := s.shown(x)
	if shown == nil {
		sim.Misuse("the program does not repeat: it showed a %s failure, and the same schedule does not show it again; "+
			"it depends on something outside the simulator, such as the order of a map, the clock, or a goroutine", s.finding.Kind)
	}
	f := s.finding
	f.Message = shown.Message // it may name steps, or values
	f.Token, f.Steps, f.Preemptions, f.Trace = sim.NewToken(s.of.Program, x), x.Steps, x.Preemptions, x.Trace
	f.Fewest = f.Fewest || f.Preemptions == 0 // which takes no search
}
