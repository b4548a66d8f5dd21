package simtest

import (
	"context"
	"testing"

	"simrun/properties"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// host is the test that a program is run in: of package testing, or of rapid.
type host interface {
	Helper()
	Name() string
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// subject is a program under test, with what it is run by.
type subject struct {
	t          host
	program    sim.Program
	properties []sim.Property
	options    Options
	runner     *sim.Runner
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
	cleanup(s.runner.Close)
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
		return s.runner.Watchdog(scheduler.DefaultWatchdog, func() { x = s.runner.Run(s.program, cfg, by) })
	}()
	if err != nil {
		s.t.Helper()
		s.t.Fatalf("simtest: %s", report.Plain(err.Error()))
	}
	return x
}

// judge runs the program and says what failed.
func (s *subject) judge(by sim.Scheduler) (*sim.Execution, sim.Verdict, []sim.Failure) {
	x := s.run(s.options.config(), by)
	verdict, failures := s.judged(x)
	return x, verdict, failures
}

// judged says what failed in an execution.
func (s *subject) judged(x *sim.Execution) (sim.Verdict, []sim.Failure) {
	defer orFatal(s.t)
	return sim.Judge(x, s.properties)
}

// explore searches, and ends the test if that cannot be done.
func (s *subject) explore() *scheduler.Report {
	s.t.Helper()
	r, err := func() (*scheduler.Report, error) {
		defer orFatal(s.t)
		return scheduler.Explore(context.Background(), s.program, s.options.search(s.properties))
	}()
	if err != nil {
		s.t.Fatalf("simtest: %s", report.Plain(err.Error()))
	}
	return r
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
	scheduler.Shrink(context.Background(), s.program, s.options.search(s.properties), f)
}

// choices is how many choices the execution without a preemption has.
func (s *subject) choices() int {
	return len(s.run(s.options.config(), Schedule{}.Scheduler()).Schedule)
}

// Choices is how many choices the program's execution without a preemption has: a measure for [Schedules]. Executions
// with preemptions mostly have more; twice as many is a good guess.
func Choices[P Source](t testing.TB, program P) int {
	t.Helper()
	return newSubject(t, t.Cleanup, asProgram(program), Options{}.complete(t, Options{}), nil).choices()
}
