package simtest

import (
	"slices"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// The bytes of the corpus lead to the executions that they were taken from.
func TestCorpusRepeatsItsExecutions(t *testing.T) {
	program := sim.Program{Name: "three", Main: func(w *sim.World) {
		guard := lock.New(w, "")
		for range 3 {
			thread.New(w, thread.Target("work", func() { guard.Acquire(); guard.Release() })).Start()
		}
	}}
	s := newSubject(t, t.Cleanup, program, Options{}.complete(t, Options{}), nil)
	portfolio := sampling.NewPortfolio(s.options.Seed)
	switches := 0
	for i, choices := range s.corpus()[1:] {
		portfolio.Begin(i)
		x := s.run(s.options.config(), portfolio)
		want := slices.Clone(x.Schedule())
		portfolio.End(x)
		switches += len(want.Trim())
		if got := s.run(s.options.config(), &fromBytes{choices: choices}).Schedule(); !slices.Equal(got, want) {
			t.Errorf("seed %d: got %v, want %v", i, got, want)
		}
	}
	if switches == 0 {
		t.Error("no seed has a choice")
	}
}
