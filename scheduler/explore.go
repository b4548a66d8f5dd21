package scheduler

import (
	"context"
	"errors"
	"maps"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"simrun/scheduler/frontier"
	"simrun/scheduler/replay"
	"simrun/scheduler/sharing"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Options say how a program is explored. The zero value means the defaults named.
type Options struct {
	Config     sim.Config     // switching mode, clock, input seed, step limit
	Properties []sim.Property // what should hold
	Strategy   string         // as in Strategies; default auto
	Seed       uint64         // of the strategy
	Executions int            // limit; 0 means none
	Budget     time.Duration  // limit on the wall clock, most of shrinking included; 0 means none
	First      bool           // stop at the first finding
	Workers    int            // default 1
	Watchdog   time.Duration  // limit for one step on the wall clock; default 10 s
	NoShrink   bool           // leave the findings as they were found
	Checkpoint string         // file in which a search that is interrupted goes on where it was
	Elsewhere  Elsewhere      // what carries out the tasks, in place of workers; then there is no checkpoint
	Progress   func(Progress) // called about every 100 ms while the search goes on
}

// Subject is a program as it is executed and judged with these options.
func (o Options) Subject(p sim.Program) replay.Subject {
	return replay.Subject{Program: p, Config: o.Config, Properties: o.Properties, Seed: o.Seed, Watchdog: o.Watchdog}
}

// Progress is how far a search has come.
type Progress struct {
	Executions int
	Truncated  int
	Steps      int64
	Findings   int
	Whole      float64 // estimated executions of the whole search, rather too few; 0 if it has no end, or is not known
	Elapsed    time.Duration
}

// Explore runs the program under the strategy until it has tried everything, or a limit or ctx ends it. The program is
// run by several goroutines if there are several workers: then what it captures from outside must not change. The
// error says that the options are wrong, or that the program misuses the simulator, as by a goroutine that calls a model, or
// is a *sim.StuckError; the report is then nil. That the last checkpoint could not be written is no error:
// Report.Unsaved says so. It panics if a property does, or what the program has for its end.
func Explore(ctx context.Context, p sim.Program, o Options) (*Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	start := time.Now()
	e, err := newExploration(p, o)
	switch {
	case err == nil && o.Elsewhere != nil:
		err = e.resumeElsewhere()
	case err == nil && o.Checkpoint != "":
		err = e.resume()
	}
	if err != nil {
		return nil, err
	}
	for {
		if err := e.search(ctx, start); err != nil && !e.sharesInstead(ctx, err) {
			return nil, e.orDamaged(err)
		}
		next, err := e.again(ctx, o, start)
		switch {
		case err != nil:
			return nil, err
		case next == nil:
			return e.report(ctx, start)
		}
		e = next
	}
}

// again is the search that takes the place of this one, which has ended and turned out not to do; nil if it does. The program may
// have grown: then nothing that was seen counts. Or the strategy has come to know that it knew too little: then it goes on behind
// the execution that has shown it, and what was found stays found.
func (e *exploration) again(ctx context.Context, o Options, start time.Time) (*exploration, error) {
	more, grown := e.grown()
	grown = grown && !e.timeIsUp(start)
	before, shared := e.workers[0].strategy.(strategy.Sharer)
	spoilt := shared && before.Spoilt()
	switch {
	case ctx.Err() != nil, !grown && !spoilt, e.o.First && len(e.tally.findings) > 0:
		return nil, nil
	case grown:
		return e.anew(more, o)
	}
	next, err := e.anew(e.program, o)
	if err != nil {
		return nil, err
	}
	next.earlier = e.tally.findings
	maps.Copy(next.earlier, e.earlier)
	next.workers[0].strategy.(strategy.Sharer).Again(before.(strategy.Strategy))
	return next, nil
}

// anew begins the search again.
func (e *exploration) anew(p sim.Program, o Options) (*exploration, error) {
	next, err := newExploration(p, o)
	if err == nil {
		next.identity, next.attempt = e.identity, e.attempt+1
	}
	return next, err
}

// search runs the workers within the limits.
func (e *exploration) search(ctx context.Context, start time.Time) error {
	e.ctx, e.cancel = context.WithCancel(ctx)
	defer e.cancel()
	if e.o.Budget > 0 {
		timer := time.AfterFunc(time.Until(start.Add(e.searchTime())), e.budgetEnds)
		defer timer.Stop()
	}
	stopWatching := context.AfterFunc(ctx, e.halt)
	defer stopWatching()
	stopProgress := e.reportProgress(start)
	defer stopProgress()
	stopSaving := e.saveRegularly()
	defer stopSaving()
	work := e.work
	if e.o.Elsewhere != nil {
		work = e.searchElsewhere
	}
	if err := work(); err != nil {
		return err
	}
	if e.unsaved = stopSaving(); e.unsaved == nil && e.o.Checkpoint != "" {
		e.unsaved = e.save()
	}
	return e.failed()
}

// exploration is a search that is under way.
type exploration struct {
	program sim.Program
	o       Options
	workers []*worker
	crew    *frontier.Crew[*task]
	ctx     context.Context
	cancel  context.CancelFunc // of ctx
	halted  atomic.Bool
	budget  atomic.Bool  // the time is up
	found   atomic.Int64 // findings, some perhaps twice
	cut     atomic.Int64 // place in the round of the first task with a finding, if that ends the search
	torn    atomic.Bool  // an execution was interrupted: the state of the search is not known
	whole   whole

	identity string   // what a checkpoint is of
	begun    []string // what executions had left behind in the program when the search began
	resumed  bool     // it goes on from one
	attempt  int      // how often the search began again
	unsaved  error    // why the last one could not be written

	executed, truncated, steps atomic.Int64 // elsewhere, for Progress

	// These change between rounds only.
	round     []*task
	tally     *tally
	earlier   map[string]*Finding // of attempts that were given up; the program was the same
	spare     []*tally
	next      int  // number of the first execution of the round
	length    int  // numbers for one task
	estimated int  // executions at the last estimate of the whole
	tried     bool // the strategy has nothing left

	sharing *sharing.Conflict // that explains why the search could not go on
}

func newExploration(p sim.Program, o Options) (*exploration, error) {
	if o.Strategy == "" {
		o.Strategy = "auto"
	}
	if o.Watchdog == 0 {
		o.Watchdog = replay.DefaultWatchdog
	}
	o.Workers = max(o.Workers, 1)
	e := &exploration{program: p, o: o, tally: newTally(nil), length: 1}
	e.begun = e.memory()
	moves := e.stepsMoveClock()
	if moves && o.Strategy == "dpor" {
		return nil, errors.New("the strategy dpor needs the clock anytime here: the steps of this program cost time under the virtual clock, " +
			"so that each moves the clock, and no two steps commute; use --clock anytime, or the strategy auto or dfs")
	}
	e.crew = frontier.NewCrew(e.plan)
	e.cut.Store(math.MaxInt64)
	for i := 0; i < o.Workers; i++ {
		s, err := e.strategyOf(i)
		if err != nil {
			return nil, err
		}
		if s == nil {
			break
		}
		if a, ok := s.(*Auto); ok {
			a.moves = moves
		}
		if b, ok := s.(strategy.Bounder); ok {
			b.LimitRounds(e.mostRounds())
		}
		e.workers = append(e.workers, &worker{e: e, id: i, strategy: s, runner: sim.NewRunner()})
	}
	return e, nil
}

// stepsMoveClock says whether each step of the program moves the clock, which a full search by DPOR must know beforehand. Whether the
// clock stands still the program says before its first choice.
func (e *exploration) stepsMoveClock() (moves bool) {
	if e.o.Config.Clock == sim.Anytime || e.o.Strategy != "dpor" && e.o.Strategy != "auto" {
		return false
	}
	moves = true
	r := sim.NewRunner()
	_ = e.o.Subject(e.program).Watched(r, func() { moves = r.Run(e.program, e.o.Config, stops{}).World().StepsMoveClock() }) // the search will say what is wrong
	r.Close()
	return moves
}

// stops is the schedule that ends at the first choice.
type stops struct{}

func (stops) Choose(*sim.Point) int { return sim.Stop }

// strategyOf makes the strategy of worker i; nil if there is nothing for it to do.
func (e *exploration) strategyOf(i int) (strategy.Strategy, error) {
	if i == 0 {
		return New(e.o.Strategy, e.o.Seed)
	}
	first := e.workers[0].strategy
	if s, ok := first.(strategy.Sharer); ok {
		return s.Share(), nil
	}
	if _, ok := first.(strategy.Sequential); ok {
		return nil, nil // its executions cannot be shared out
	}
	return New(e.o.Strategy, e.o.Seed)
}

// work runs the workers and waits for them.
func (e *exploration) work() error {
	type left struct {
		err      error
		panicked any
	}
	over := make(chan left, len(e.workers))
	for _, w := range e.workers {
		go func() {
			var l left
			defer func() {
				l.panicked = recover()
				if l.panicked != nil || l.err != nil {
					e.crew.Abandon()
					e.halt()
				}
				over <- l
			}()
			l.err = e.o.Subject(e.program).Watched(w.runner, func() { frontier.Work(e.crew, w.carryOut) })
		}()
	}
	var first left
	for range e.workers {
		l := <-over
		if errors.As(l.err, new(*sim.StuckError)) {
			return l.err // the others end by themselves, but one of them may be stuck too
		}
		if first.err == nil && first.panicked == nil {
			first = l
		}
	}
	if first.panicked != nil {
		panic(first.panicked)
	}
	return first.err
}

// reportProgress calls Options.Progress until the function that it returns is called.
func (e *exploration) reportProgress(start time.Time) (stop func()) {
	if e.o.Progress == nil {
		return func() {}
	}
	done := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				e.o.Progress(e.progress(start))
			}
		}
	})
	return func() {
		close(done)
		group.Wait()
	}
}

func (e *exploration) progress(start time.Time) Progress {
	p := Progress{
		Executions: int(e.executed.Load()), Truncated: int(e.truncated.Load()), Steps: e.steps.Load(),
		Findings: int(e.found.Load()), Whole: e.whole.get(), Elapsed: time.Since(start),
	}
	for _, w := range e.workers {
		p.Executions += int(w.executions.Load())
		p.Truncated += int(w.truncated.Load())
		p.Steps += w.steps.Load()
	}
	return p
}
