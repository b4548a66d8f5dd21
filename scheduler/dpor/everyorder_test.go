package dpor_test

import (
	"context"
	"path/filepath"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// In flags, tries and depend_4 a thread sleeps that covers the reversal of a race behind one continuation and not behind
// another: whoever looks at the race only when it is new misses a trace, in 4, 2 and 244 of the orders of the threads.
var everyOrder = []struct {
	name    string
	n       int
	threads func(w *sim.World) []func()
	traces  int
}{
	{"flags", 5, func(w *sim.World) []func() { // x.is_set ‖ y.set ‖ x.set ‖ y.is_set; y.is_set ‖ x.is_set
		x, y := event.New(w, "x"), event.New(w, "y")
		return []func(){
			func() { x.IsSet() }, func() { y.Set() }, func() { x.Set() }, func() { y.IsSet(); y.IsSet() }, func() { x.IsSet() },
		} // the set of x comes before 0, 1 or 2 of its readers, 4 ways; that of y in one of 3 places
	}, 12},
	{"tries", 4, func(w *sim.World) []func() { // e.set ‖ e.is_set ‖ l.try; l.try ‖ l.release; e.is_set
		e, l := event.New(w, "e"), lock.New(w, "l")
		try := func() { l.Acquire(lock.Blocking(false)) }
		return []func(){
			func() { e.Set() }, func() { e.IsSet() }, func() { try(); try() },
			func() { l.Release(); e.IsSet() }, // an exception if the lock is free: then nothing comes behind it
		}
	}, 10},
	{"depend_1", 5, func(w *sim.World) []func() { return depend(w)[:5] }, 12},
	{"depend_4", 6, func(w *sim.World) []func() { return depend(w) }, 30},
	{"depend_6", 4, func(w *sim.World) []func() { // R y; R z ‖ R y ‖ W z=1 ‖ W y=1; W y=2
		y, z := shared.New(w, "y", 0), shared.New(w, "z", 0)
		return []func(){
			func() { y.Load(); z.Load() }, func() { y.Load() }, func() { z.Store(1) }, func() { y.Store(1); y.Store(2) },
		} // each reader of y in one of 3 places, that of z in one of 2
	}, 18},
}

// depend are the threads of depend_4 of Concuerror's test suite; without the last one, of depend_1.
func depend(w *sim.World) []func() {
	x, y, z := shared.New(w, "x", 0), shared.New(w, "y", 0), shared.New(w, "z", 0)
	readYZ := func() {
		if y.Load() == 1 {
			z.Load()
		}
	}
	return []func(){
		func() { z.Store(1) }, func() { x.Store(1) }, func() { y.Store(1) },
		func() {
			if x.Load() == 1 {
				readYZ()
			}
		}, readYZ, func() { x.Store(2) },
	}
}

// TestEveryOrderOfThreads counts the traces by plain search, and by DPOR in every order of the threads; with three
// workers and in pieces, of which each takes up what the one before has left, in the first.
func TestEveryOrderOfThreads(t *testing.T) {
	cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}
	for _, c := range everyOrder {
		t.Run(c.name, func(t *testing.T) {
			in := func(order []int) sim.Program {
				return sim.Program{Name: c.name, Main: func(w *sim.World) {
					all, ordered := c.threads(w), []func(){}
					for _, i := range order {
						ordered = append(ordered, all[i])
					}
					w.SpawnAll("t", ordered...)
				}}
			}
			if plain := smallprogram.Visit(in(ascending(c.n)), cfg, systematic.NewDFS(), 1<<20); !plain.Complete || len(plain.Traces) != c.traces {
				t.Errorf("there are %d traces, not %d", len(plain.Traces), c.traces)
			}
			wrong := 0
			for k, order := range orders(ascending(c.n)) {
				d := smallprogram.Visit(in(order), cfg, dpor.New(), 1<<20)
				ok := d.Complete && len(d.Traces) == c.traces && d.Runs == c.traces && d.Redundant == 0
				for seed := range uint64(3) {
					d := smallprogram.Visit(in(order), cfg, dpor.NewInRounds(seed), 1<<20)
					ok = ok && d.Complete && len(d.Traces) == c.traces && d.Runs == c.traces && d.Redundant == 0
				}
				if k == 0 {
					shared, pieces := withThreeWorkers(t, in(order), cfg), inPieces(t, in(order), cfg)
					ok = ok && shared.Exhausted && shared.DistinctTraces == c.traces && shared.Executions == c.traces &&
						pieces.Exhausted && pieces.DistinctTraces == c.traces && pieces.Executions == c.traces
				}
				if !ok {
					wrong++
				}
			}
			if wrong > 0 {
				t.Errorf("wrong in %d orders of the threads", wrong)
			}
		})
	}
}

// withThreeWorkers searches a program.
func withThreeWorkers(t *testing.T, p sim.Program, cfg sim.Config) *scheduler.Report {
	t.Helper()
	return explore(t, p, scheduler.Options{Config: cfg, Workers: 3})
}

// inPieces searches a program by four executions at a time, each time from the checkpoint of the time before.
func inPieces(t *testing.T, p sim.Program, cfg sim.Config) *scheduler.Report {
	t.Helper()
	o := scheduler.Options{Config: cfg, Checkpoint: filepath.Join(t.TempDir(), "search")}
	for o.Executions = 4; ; o.Executions += 4 {
		if r := explore(t, p, o); r.Exhausted {
			return r
		} else if r.Executions < o.Executions {
			t.Fatalf("%d of %d executions, and not exhausted", r.Executions, o.Executions)
		}
	}
}

func explore(t *testing.T, p sim.Program, o scheduler.Options) *scheduler.Report {
	t.Helper()
	o.Strategy, o.NoShrink = "dpor", true
	r, err := scheduler.Explore(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ascending is 0, 1, …, n-1.
func ascending(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
