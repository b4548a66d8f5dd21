package stepper

import (
	"cmp"
	"context"
	"slices"
	"time"

	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// lastSteps is how many steps and lines of the log a place shows at most: more than a terminal has lines.
const lastSteps = 300

// session is a walk through the executions of one program. It is a value: each move gives another session, and leaves
// the one that it was made in as it was.
type session struct {
	program    sim.Program
	title      string
	properties []sim.Property
	cfg        sim.Config
	watchdog   time.Duration
	strategy   string // decides where nobody has chosen yet
	place      place
	path       sim.Schedule // the choices that were made, those that were undone behind them
	taken      int          // choices of the path up to here
	at         int          // number of the moment
	far        int          // number of the last moment along the path that is known
	length     int          // steps up to there
}

// place is where an execution stands: at a moment, or at its end.
type place struct {
	Step        int
	Now         time.Duration
	Preemptions int
	End         sim.End // Stopped unless it is over
	Verdict     sim.Verdict
	Failures    []sim.Failure
	report.Moment

	// What can be chosen.
	IsValue      bool
	Alternatives int   // 1 if there is no choice, 0 at the end
	Ready        []int // the threads that are the alternatives, unless these are values
	Running      int   // the thread that carries on with alternative 0, or that chooses a value; -1 if there is none
	Voluntary    bool  // the running thread gives up the processor by itself
}

// Over says whether the execution has ended.
func (p place) Over() bool { return p.End != sim.Stopped }

// start is a session at the beginning of an execution. The path is ahead.
func start(ctx context.Context, o Options) (session, error) {
	s := session{
		program: o.Program, title: cmp.Or(o.Title, o.Program.String()), properties: o.Properties, cfg: o.Config, watchdog: o.Watchdog, strategy: o.Strategy,
		path: o.Path,
	}
	s.cfg.Record = true
	if o.Path != nil { // what is recorded carries on behind its last choice, whatever the strategy is to be from here
		s.strategy = carryOn
		var err error
		if s, err = s.run(ctx, len(s.path)); err != nil {
			return s, err
		}
		s.strategy = o.Strategy
	}
	return s.move(ctx, 0, toMoment(0))
}

// carryOn is the strategy with which the running thread always goes on.
const carryOn = "run-to-block"

// take goes on with one of the alternatives, by one moment, or as far as there is no choice. What was undone stays ahead
// if it began in the same way.
func (s session) take(ctx context.Context, alternative int, far bool) (session, error) {
	if s.place.Over() || alternative >= s.place.Alternatives {
		return s, nil
	}
	taken := s.taken
	if s.place.Alternatives > 1 {
		taken++
		c := sim.Choice{N: uint32(s.place.Alternatives), Index: uint32(alternative)}
		if s.taken == len(s.path) || s.path[s.taken] != c {
			s.path = append(slices.Clone(s.path[:s.taken]), c)
			s.far = s.at
		}
	}
	if far {
		return s.move(ctx, taken, toChoice(s.at+1))
	}
	return s.move(ctx, taken, toMoment(s.at+1))
}

// to goes to a moment that is known.
func (s session) to(ctx context.Context, moment int) (session, error) {
	if moment = min(max(moment, 0), s.far); moment == s.at {
		return s, nil
	}
	return s.move(ctx, len(s.path), toMoment(moment))
}

// jump goes to the moment after so many steps: along the path, and behind its end with the strategy.
func (s session) jump(ctx context.Context, step int) (session, error) {
	return s.move(ctx, len(s.path), toStep(step))
}

// finish goes to the end with the strategy, whatever is ahead.
func (s session) finish(ctx context.Context) (session, error) {
	if s.place.Over() {
		return s, nil
	}
	s.path = s.path[:s.taken]
	return s.run(ctx, s.taken)
}

// run goes along the first choices of the path, and with the strategy to the end.
func (s session) run(ctx context.Context, along int) (session, error) {
	return s.move(ctx, along, toEnd)
}

// with is the session in which another strategy decides from here on.
func (s session) with(strategy string) (session, error) {
	if _, err := scheduler.New(strategy, 0); err != nil {
		return s, err
	}
	s.strategy = strategy
	return s, nil
}

// token is the execution that is here if nothing more is chosen: everybody carries on.
func (s session) token(ctx context.Context) (sim.Token, error) {
	s.strategy, s.cfg = carryOn, unrecorded(s.cfg)
	var t sim.Token
	err := s.execute(ctx, newWalk(s.path[:s.taken], toEnd, nil), nil, func(x *sim.Execution) { t = sim.NewToken(s.program, x) })
	return t, err
}

// preferred is the alternative that the path has here, or else to carry on.
func (s session) preferred() int {
	if s.place.Alternatives > 1 && s.taken < len(s.path) {
		return int(s.path[s.taken].Index)
	}
	return 0
}

// move executes the program along the first choices of the path, up to the target. Beyond the path the strategy decides.
func (s session) move(ctx context.Context, along int, to target) (session, error) {
	var by strategy.Strategy
	if to == toEnd || to.step > s.length {
		var err error
		if by, err = scheduler.New(s.strategy, s.cfg.Seed); err != nil {
			return s, err
		}
	}
	w := newWalk(s.path[:along], to, by)
	err := s.execute(ctx, w, by, func(x *sim.Execution) { s.arrive(x, w) })
	return s, err
}

// execute runs the program once. The error says that it blocks for real, that ctx ended it, or that it did not repeat
// itself.
func (s *session) execute(ctx context.Context, w *walk, by strategy.Strategy, seen func(*sim.Execution)) error {
	r := sim.NewRunner()
	stop := context.AfterFunc(ctx, r.Interrupt)
	defer stop()
	err := r.Watchdog(s.watchdog, func() {
		if by != nil {
			strategy.BeginFirst(by, r, s.program, unrecorded(s.cfg))
		}
		seen(r.Run(s.program, s.cfg, w))
	})
	if err != nil {
		return err
	}
	r.Close()
	if d := w.path.Diverged(); d != nil {
		return d
	}
	return ctx.Err()
}

func unrecorded(cfg sim.Config) sim.Config {
	cfg.Record = false
	return cfg
}

// arrive notes where an execution stands.
func (s *session) arrive(x *sim.Execution, w *walk) {
	s.place, s.cfg = w.place, x.World().Config()
	p := &s.place
	p.Step, p.Now, p.Preemptions, p.End = x.Steps, x.Now, x.Preemptions, x.End
	p.Verdict, p.Failures = sim.Judge(x, s.properties)
	p.Failures = slices.Clone(p.Failures)
	p.Moment = report.NewMoment(report.WithLines(x.Trace), lastSteps)
	s.at, s.taken = w.at, x.Choices()
	if s.taken > len(s.path) {
		s.path = slices.Clone(x.Schedule())
		s.far = s.at
	}
	if s.at >= s.far {
		s.far, s.length = s.at, x.Steps
	}
}
