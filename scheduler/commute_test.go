package scheduler_test

import (
	"testing"

	"simrun/internal/smallprogram"
	pythread "simrun/models/thread"
	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/sharing"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// The exit of the interpreter looks who is there in a step of its own: a daemon that starts a thread meanwhile comes
// before or after it. It was looked up in another step once, and DPOR visited 26 of 49 traces.
func TestExitLooksInItsOwnStep(t *testing.T) {
	main := func(w *sim.World) {
		th := pythread.New(w, pythread.Target("", func() {}))
		pythread.New(w, pythread.Daemon(true), pythread.Target("", func() { th.Start() })).Start()
	}
	cfg := sim.Config{Clock: sim.Anytime}
	p := sim.Program{Main: main}
	dfs, dpor := smallprogram.Visit(p, cfg, systematic.NewDFS(), 1<<20), smallprogram.Visit(p, cfg, dpor.New(), 1<<20)
	if len(dfs.Traces) != len(dpor.Traces) || !dpor.Complete {
		t.Errorf("DPOR visits %d of %d traces", len(dpor.Traces), len(dfs.Traces))
	}
}

// Random programs on models share nothing past them, and their steps commute: under the virtual clock those between two lulls.
func TestRandomProgramsCommute(t *testing.T) {
	for i := range 300 {
		p := programOf(uint64(i))
		mode := []sim.Switching{sim.Bytecode, sim.Call, sim.IO, sim.Block}[i%4]
		clock := []sim.Clock{sim.Anytime, sim.Virtual}[i/4%2]
		if s := sharing.Commute(p.Build(i%3-1), sim.Config{Switching: mode, Clock: clock}, sampling.NewRandom(1), 5); s != nil {
			t.Errorf("%v in mode %v, %v: %s", p, mode, clock, s.Message)
		}
	}
}

// programOf is a small program for a number.
func programOf(seed uint64) smallprogram.Program {
	next := func(n int) int { seed = sim.Mix(seed); return int(seed % uint64(n)) }
	p := make(smallprogram.Program, 2+next(3))
	for i := range p {
		for range 1 + next(4) {
			p[i] = append(p[i], smallprogram.Action{Op: smallprogram.Actions[next(len(smallprogram.Actions))], On: next(2)})
		}
	}
	return p
}
