package scheduler

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"simrun/sim"
)

// Options say how a program is explored. The zero value means the defaults named.
type Options struct {
	Config     sim.Config     // switching mode, clock, input seed, step limit
	Properties []sim.Property // what should hold
	Strategy   string         // as in Strategies; default auto
	Seed       uint64         // of the strategy
	Executions int            // limit; 0 means none
	Budget     time.Duration  // limit on the wall clock, shrinking included; 0 means none
	First      bool           // stop at the first finding
	Workers    int            // default 1
	Watchdog   time.Duration  // limit for one step on the wall clock; default 10 s
	NoShrink   bool           // leave the findings as they were found
	Checkpoint string         // file in which a search that is interrupted goes on where it was
	Progress   func(Progress) // called about every 100 ms while the search goes on
}

// DefaultWatchdog is how long a step may take on the wall clock.
const DefaultWatchdog = 10 * time.Second

// Progress is where a search stands.
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
// error says that the options are wrong, or is a *sim.StuckError; the report is then nil.
func Explore(ctx context.Context, p sim.Program, o Options) (*Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	start := time.Now()
	for again := false; ; again = true {
		e, err := newExploration(p, o)
		if err != nil {
			return nil, err
		}
		if o.Checkpoint != "" && !again {
			if err := e.resume(); err != nil {
				return nil, err
			}
		}
		if err := e.search(ctx, start); err != nil {
			return nil, err
		}
		if s, ok := e.workers[0].strategy.(Sharer); ok && s.Spoilt() && ctx.Err() == nil {
			o.Workers = 1
			continue
		}
		return e.report(ctx, start), nil
	}
}

// search runs the workers within the limits.
func (e *exploration) search(ctx context.Context, start time.Time) error {
	if e.o.Budget > 0 {
		timer := time.AfterFunc(time.Until(start.Add(e.searchTime())), e.budgetEnds)
		defer timer.Stop()
	}
	stopWatching := context.AfterFunc(ctx, e.halt)
	defer stopWatching()
	stopProgress := e.reportProgress(start)
	defer stopProgress()
	stopSaving := e.saveRegularly()
	err := e.work()
	if saveErr := stopSaving(); err == nil {
		err = saveErr
	}
	if err != nil {
		return err
	}
	for _, w := range e.workers {
		if s, ok := w.strategy.(interface{ Err() error }); ok && s.Err() != nil {
			return s.Err()
		}
	}
	return nil
}

// exploration is a search under way.
type exploration struct {
	program sim.Program
	o       Options
	workers []*worker
	next    atomic.Int64 // number of the next execution
	halted  atomic.Bool
	budget  atomic.Bool // the time is up
	found   atomic.Int64
	lowest  atomic.Int64 // number of the first execution with a finding so far
	learned atomic.Int64 // executions of the learning that were counted

	between sync.RWMutex // held for reading by a worker at work, so that a checkpoint is written between executions
	whole   whole
	torn    atomic.Bool // an execution was interrupted: what is left to explore is not known
}

func newExploration(p sim.Program, o Options) (*exploration, error) {
	if o.Strategy == "" {
		o.Strategy = "auto"
	}
	if o.Watchdog == 0 {
		o.Watchdog = DefaultWatchdog
	}
	o.Workers = max(o.Workers, 1)
	if o.Strategy == "dpor" && o.Config.Clock != sim.Anytime {
		return nil, errors.New("the strategy dpor needs the clock anytime: under the virtual clock every step moves the clock, " +
			"and no two steps commute; use --clock anytime, or the strategy auto or dfs")
	}
	e := &exploration{program: p, o: o}
	e.lowest.Store(int64(Unbounded))
	for i := 0; i < o.Workers; i++ {
		s, err := e.strategyOf(i)
		if err != nil {
			return nil, err
		}
		if s == nil {
			break
		}
		w := &worker{e: e, id: i, strategy: s, runner: sim.NewRunner(), tally: newTally(e.unordered(s))}
		e.workers = append(e.workers, w)
	}
	return e, nil
}

// unordered is the number of the first execution from which on the numbers say nothing, because workers share what each
// execution depends on the ones before it.
func (e *exploration) unordered(s Strategy) int {
	if _, ok := s.(Sharer); !ok || e.o.Workers == 1 {
		return Unbounded
	}
	if _, ok := s.(*Auto); ok {
		return autoSampling
	}
	return 0
}

// strategyOf makes the strategy of worker i; nil if there is nothing for it to do.
func (e *exploration) strategyOf(i int) (Strategy, error) {
	if i == 0 {
		return New(e.o.Strategy, e.o.Seed)
	}
	first := e.workers[0].strategy
	if s, ok := first.(Sharer); ok {
		return s.Share(), nil
	}
	if _, ok := first.(Sequential); ok {
		return nil, nil // its executions cannot be shared out
	}
	return New(e.o.Strategy, e.o.Seed)
}

// searchTime is the part of the budget after which the search ends if there is a finding: the rest is for making the
// finding small.
func (e *exploration) searchTime() time.Duration {
	if e.o.NoShrink {
		return e.o.Budget
	}
	return e.o.Budget - min(e.o.Budget/5, 2*time.Second)
}

// budgetEnds stops the search, or lets it go on for the rest of the time if there is nothing to shrink.
func (e *exploration) budgetEnds() {
	e.budget.Store(true)
	if e.found.Load() > 0 {
		e.halt()
		return
	}
	time.AfterFunc(e.o.Budget-e.searchTime(), e.halt)
}

// halt ends the search at the next point of each execution that is under way.
func (e *exploration) halt() {
	e.halted.Store(true)
	if e.o.Checkpoint == "" {
		e.interrupt()
	} else {
		time.AfterFunc(haltGrace, e.interrupt) // an execution that comes to its end need not be repeated
	}
	if s, ok := e.workers[0].strategy.(Sharer); ok {
		s.Halt()
	}
}

// haltGrace is how long an execution may go on when a search with a checkpoint is to end.
const haltGrace = 50 * time.Millisecond

// interrupt ends the executions that are under way.
func (e *exploration) interrupt() {
	for _, w := range e.workers {
		w.runner.Interrupt()
	}
}

// work runs the workers and waits for them.
func (e *exploration) work() error {
	errs := make([]error, len(e.workers))
	panics := make([]any, len(e.workers))
	var group sync.WaitGroup
	for i, w := range e.workers {
		group.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					panics[i] = r
					e.halt()
				}
			}()
			errs[i] = w.runner.Watchdog(e.o.Watchdog, w.run)
			if errs[i] != nil {
				e.halt()
			}
		})
	}
	group.Wait()
	for i := range e.workers {
		if panics[i] != nil {
			panic(panics[i])
		}
		if errs[i] != nil {
			return errs[i]
		}
		e.workers[i].runner.Close()
	}
	return nil
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
	p := Progress{Findings: int(e.found.Load()), Whole: e.whole.get(), Elapsed: time.Since(start)}
	for _, w := range e.workers {
		p.Executions += int(w.executions.Load())
		p.Truncated += int(w.truncated.Load())
		p.Steps += w.steps.Load()
	}
	return p
}
