package simtest

import (
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// subject is a program under test, with what it is run by.
type subject struct {
	t          testing.TB
	program    sim.Program
	properties []sim.Property
	options    Options
	runner     *sim.Runner
}

func newSubject(t testing.TB, p sim.Program, o Options, properties []sim.Property) *subject {
	s := &subject{t: t, program: p, properties: orDefault(properties), options: o, runner: sim.NewRunner()}
	t.Cleanup(s.runner.Close)
	return s
}

// run executes the program once, and ends the test if a step blocks for real.
func (s *subject) run(cfg sim.Config, by sim.Scheduler) *sim.Execution {
	var x *sim.Execution
	err := s.runner.Watchdog(scheduler.DefaultWatchdog, func() { x = s.runner.Run(s.program, cfg, by) })
	if err != nil {
		s.t.Helper()
		s.t.Fatalf("simtest: %v", err)
	}
	return x
}

// judge runs the program and says what failed.
func (s *subject) judge(by sim.Scheduler) (*sim.Execution, sim.Verdict, []sim.Failure) {
	x := s.run(s.options.config(), by)
	verdict, failures := sim.Judge(x, s.properties)
	return x, verdict, failures
}

// finding describes an execution that failed.
func (s *subject) finding(x *sim.Execution, f sim.Failure) *scheduler.Finding {
	return &scheduler.Finding{
		Kind: f.Kind, Message: f.Message, Where: f.Where, Token: sim.NewToken(s.program, x), Steps: x.Steps,
		Preemptions: x.Preemptions,
	}
}

// Choices is how many choices the program's execution without a preemption has: a measure for [Schedules].
func Choices[P Source](t testing.TB, program P) int {
	t.Helper()
	s := newSubject(t, programOf(t, program), Options{}.complete(t, Options{}), nil)
	return s.choices()
}

func (s *subject) choices() int {
	return len(s.run(s.options.config(), Schedule{}.Scheduler()).Schedule)
}
