package bench

import (
	"time"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// build makes a program of the catalog with its default parameters.
func build(name string) (sim.Program, []sim.Property) {
	e, err := catalog.Lookup(name)
	if err != nil {
		panic(err)
	}
	p, properties, err := e.Build(nil)
	if err != nil {
		panic(err)
	}
	return p, properties
}

// series is a strategy that executes a program again and again, as a search does.
type series struct {
	program  sim.Program
	cfg      sim.Config
	runner   *sim.Runner
	name     string
	strategy strategy.Strategy
	next     int
	ran      Work // executions and steps since the last turn
}

// newSeries begins with what the strategy learns from, which is not what is measured.
func newSeries(p sim.Program, cfg sim.Config, strategy string) *series {
	s := &series{program: p, cfg: cfg, runner: sim.NewRunner(), name: strategy}
	s.restart()
	for range 20 {
		s.one()
	}
	return s
}

// restart begins the search anew.
func (s *series) restart() {
	strategy, err := scheduler.New(s.name, 1)
	if err != nil {
		panic(err)
	}
	s.strategy, s.next = strategy, 0
}

// one is one execution. A search that has tried everything begins again.
func (s *series) one() {
	if !s.strategy.Begin(s.next) {
		s.restart()
		s.strategy.Begin(0)
	}
	s.next++
	x := s.runner.Run(s.program, s.cfg, s.strategy)
	s.strategy.End(x)
	if d, ok := s.strategy.(strategy.Discarder); !ok || !d.Discard() {
		s.ran.Executions++
	}
	s.ran.Steps += x.Steps
}

// subject makes one execution one operation. Those that a strategy discards take time and do not count.
func (s *series) subject() subject {
	return subject{close: s.runner.Close, turn: func() Work {
		const enough = 5 * time.Millisecond
		s.ran = Work{}
		start := ProcessorTime()
		for s.ran.Time < enough || s.ran.Executions == 0 {
			for range 20 {
				s.one()
			}
			s.ran.Time = ProcessorTime() - start
		}
		s.ran.Ops = s.ran.Executions
		return s.ran
	}}
}
