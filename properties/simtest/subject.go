package simtest

import (
	"context"
	"slices"
	"testing"
	"time"

	"simrun/properties"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// host is the test that a program is run in: of package testing, or of rapid.
type host interface {
	Helper()
	Name() string
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// watchdog is the limit for one step on the wall clock.
var watchdog = replay.DefaultWatchdog

// subject is a program under test, with its options and properties.
type subject struct {
	t          host
	program    sim.Program
	properties []sim.Property
	options    Options
	runner     *sim.Runner
	start      time.Time       // of what the budget is for
	own        *ownTest        // nil if the test was failed before
	ctx        context.Context // ends when the program fails the test
}

func newSubject(t host, cleanup func(func()), p sim.Program, o Options, given []sim.Property) *subject {
	if p.Main == nil {
		t.Fatalf("simtest: the program is nil: give the function of its main thread")
	}
	if p.Name == "" {
		p.Name = t.Name()
	}
	if len(given) == 0 {
		given = properties.Default()
	}
	s := &subject{t: t, program: p, properties: given, options: o, runner: sim.NewRunner()}
	ctx, cancel := context.WithCancel(context.Background())
	s.ctx = ctx
	cleanup(cancel)
	cleanup(s.runner.Close)
	if test, ok := t.(testing.TB); ok && !test.Failed() {
		s.own = &ownTest{t: test, stop: cancel}
		s.properties = append(slices.Clone(given), s.own)
	}
	return s
}

// orFatal is deferred: it ends the test in one line if what it is given is wrong, as a property that panics.
func orFatal(t host) {
	t.Helper()
	if v := recover(); v != nil {
		t.Fatalf("simtest: %s", report.Plain(sim.NewCrash(v).Error()))
	}
}

// run executes the program once, and ends the test if a step blocks for real.
func (s *subject) run(cfg sim.Config, by sim.Scheduler) *sim.Execution {
	var x *sim.Execution
	err := func() error {
		defer orFatal(s.t)
		return s.runner.Watchdog(watchdog, func() { x = s.runner.Run(s.program, cfg, by) })
	}()
	if err != nil {
		s.t.Helper()
		s.t.Fatalf("simtest: %s", report.Plain(err.Error()))
	}
	return x
}

// budgetLeft is what is left of the budget, but at least a tenth of it: 0 if there is none. The stored findings that are
// looked for first share it with the search.
func (s *subject) budgetLeft() time.Duration {
	left := s.options.Budget
	if !s.start.IsZero() {
		left -= time.Since(s.start)
	}
	return max(left, s.options.Budget/10)
}

// judge runs the program and says what failed.
func (s *subject) judge(by sim.Scheduler) (*sim.Execution, sim.Verdict, []sim.Failure) {
	x := s.run(s.options.config(), by)
	verdict, failures := s.judged(x)
	s.failAtOnce(x, failures)
	return x, verdict, failures
}

// judged says what failed in an execution.
func (s *subject) judged(x *sim.Execution) (sim.Verdict, []sim.Failure) {
	defer orFatal(s.t)
	return sim.Judge(x, s.properties)
}

// failAtOnce ends the test if the execution has failed it.
func (s *subject) failAtOnce(x *sim.Execution, failures []sim.Failure) {
	if s.own == nil || !s.own.failed.Load() {
		return
	}
	for _, f := range failures {
		if found := s.finding(x, f); s.keeps(found) {
			s.record(found)
			s.fail(s.own.t, []*scheduler.Finding{found}, failsItsTest)
		}
	}
}

// finding describes an execution that failed.
func (s *subject) finding(x *sim.Execution, f sim.Failure) *scheduler.Finding {
	return &scheduler.Finding{
		Kind: f.Kind, Message: f.Message, Where: f.Where, Token: sim.NewToken(s.program, x), Steps: x.Steps,
		Preemptions: x.Preemptions,
	}
}

// shrink makes a finding small, and records its trace.
func (s *subject) shrink(f *scheduler.Finding) {
	if s.keeps(f) {
		s.record(f)
		return
	}
	if err := minimise.Shrink(context.Background(), s.options.search(s.properties).Subject(s.program), f); err != nil {
		s.t.Helper()
		s.t.Fatalf("simtest: %v", err)
	}
}

// choices is how many choices the execution without a preemption has.
func (s *subject) choices() int {
	return s.run(s.options.config(), Schedule{}.Scheduler()).Choices()
}

// Choices is how many choices the program's execution without a preemption has: a measure for [Schedules]. Executions
// with preemptions mostly have more; twice as many is a good guess.
func Choices[P Source](t testing.TB, program P) int {
	t.Helper()
	return newSubject(t, t.Cleanup, asProgram(program), Options{}.complete(t, Options{}), nil).choices()
}
