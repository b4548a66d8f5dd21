package scheduler_test

import (
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// spins is a thread that looks at a variable until another one sets it, if that does.
func spins(sets bool) sim.Program {
	return program(func(w *sim.World) []func() {
		x, y := newVar(w, "x"), newVar(w, "y")
		return []func(){
			func() {
				for x.Load() == 0 {
				}
			},
			func() {
				if y.Store(1); sets {
					x.Store(1)
				}
			},
		}
	})
}

// naps does the same with a sleep and an event; the other thread waits before it sets it.
func naps(sets bool) sim.Program {
	return program(func(w *sim.World) []func() {
		e := event.New(w, "e")
		return []func(){
			func() {
				for !e.IsSet() {
					w.Sleep(time.Millisecond)
				}
			},
			func() {
				if w.Sleep(time.Hour); sets {
					e.Set()
				}
			},
		}
	})
}

// tries does the same with a lock that is tried, or waited for with a timeout.
func tries(sets bool) sim.Program {
	return program(func(w *sim.World) []func() {
		l := lock.New(w, "l")
		l.Acquire()
		return []func(){
			func() {
				for !l.Acquire(lock.Blocking(false)) {
				}
				l.Release()
			},
			func() {
				for !l.Acquire(lock.Timeout(time.Second)) {
				}
				l.Release()
			},
			func() {
				if sets {
					l.Release()
				}
			},
		}
	})
}

var polling = []struct {
	name string
	p    func(sets bool) sim.Program
}{{"spins", spins}, {"naps", naps}, {"tries", tries}}

func anytime(steps int) sim.Config {
	return sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, MaxSteps: steps}
}

// TestFairDFSEnds: it comes to the end of programs with loops that wait, and cuts no execution short, while the plain
// search goes round without end.
func TestFairDFSEnds(t *testing.T) {
	for _, test := range polling {
		r := explore(t, test.p(true), scheduler.Options{Strategy: "fair-dfs", Config: anytime(2000), Executions: 20000})
		if r.Truncated > 0 || r.Exhausted || r.Executions < 2 || r.Executions == 20000 || len(r.Findings) > 0 {
			t.Errorf("%s: %d executions, %d truncated, exhausted %v, findings %v", test.name, r.Executions, r.Truncated, r.Exhausted, r.Findings)
		}
		r = explore(t, test.p(true), scheduler.Options{Strategy: "dfs", Config: anytime(300), Executions: 20})
		if r.Truncated == 0 || r.Exhausted || len(r.Findings) > 0 {
			t.Errorf("%s: the plain search has %d truncated, exhausted %v, findings %v", test.name, r.Truncated, r.Exhausted, r.Findings)
		}
	}
}

// TestLivelock: if nobody does what the loops wait for, every fair search says so, and if somebody does, none. One
// that is not fair at least does not say that it has seen everything.
func TestLivelock(t *testing.T) {
	for _, test := range polling {
		for _, strategy := range []string{"random", "pos", "fair-dfs", "delay-bound", "auto", "dpor"} {
			o := scheduler.Options{Strategy: strategy, Config: anytime(1000), Executions: 5}
			o.Config.Livelock = 200
			r := explore(t, test.p(false), o)
			fair := strategy == "random" || strategy == "fair-dfs" || strategy == "auto"
			if fair && len(r.Findings) == 0 || r.Exhausted || r.Truncated+r.Livelocks == 0 || fair && r.Livelocks == 0 {
				t.Errorf("%s, %s: findings %v, exhausted %v, %d truncated, %d livelocks", test.name, strategy, r.Findings, r.Exhausted, r.Truncated, r.Livelocks)
			}
			for _, f := range r.Findings {
				if f.Kind != sim.LivelockKind {
					t.Errorf("%s, %s: %s: %s", test.name, strategy, f.Kind, f.Message)
				}
			}
			if r = explore(t, test.p(true), o); len(r.Findings) > 0 {
				t.Errorf("%s, %s: the twin: %s", test.name, strategy, r.Findings[0].Message)
			}
		}
	}
}

// TestUnfairIsNoLivelock: a thread that goes round keeps the processor from the one that would end that. That is the
// scheduler's doing.
func TestUnfairIsNoLivelock(t *testing.T) {
	for _, test := range polling {
		x := sim.Run(test.p(true), anytime(20000), sampling.NewRunToBlock())
		if x.End != sim.StepLimit || len(x.Failures) > 0 {
			t.Errorf("%s: %v %v", test.name, x.End, x.Failures)
		}
	}
}

// TestFairStrategies: the same strategy, made fair, comes to the end of each execution.
func TestFairStrategies(t *testing.T) {
	truncated := func(p sim.Program, s strategy.Strategy) (n int) {
		for i := range 100 {
			s.Begin(i)
			x := sim.Run(p, anytime(1000), s)
			s.End(x)
			if x.End != sim.Completed {
				n++
			}
		}
		return n
	}
	for _, test := range polling {
		pct := func() strategy.Strategy { return sampling.NewPCTWithSteps(1, 3, 10) }
		if n := truncated(test.p(true), pct()); n == 0 {
			t.Errorf("%s: PCT never starves a thread", test.name)
		}
		if n := truncated(test.p(true), systematic.NewFair(pct(), 1)); n > 0 {
			t.Errorf("%s: fair PCT starves a thread in %d executions", test.name, n)
		}
	}
}

// TestHealthyIsNoLivelock: long runs that come forward, and threads that wait for a long time.
func TestHealthyIsNoLivelock(t *testing.T) {
	pipeline := program(func(w *sim.World) []func() {
		q := queue.New(w, "q", 3)
		const messages = 5000
		return []func(){
			func() {
				for i := range messages {
					q.Put(i)
				}
			},
			func() {
				for n := 0; n < messages; n++ {
					for q.Empty() {
						w.Sleep(time.Millisecond)
					}
					q.Get()
				}
			},
		}
	})
	sleeper := program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return []func(){
			func() {
				for x.Load() == 0 {
				}
			},
			func() { w.Sleep(10 * time.Second); x.Store(1) },
		}
	})
	s := sampling.NewRandom(1)
	s.Begin(0)
	for _, test := range []struct {
		name string
		p    sim.Program
		cfg  sim.Config
	}{
		{"pipeline", pipeline, sim.Config{Clock: sim.Anytime}},
		{"pipeline", pipeline, sim.Config{Clock: sim.Virtual}},
		{"sleeper", sleeper, sim.Config{Switching: sim.Bytecode, Clock: sim.Virtual}},
	} {
		if x := sim.Run(test.p, test.cfg, s); x.End != sim.Completed || x.Steps < 10000 {
			t.Errorf("%s: %v after %d steps: %v", test.name, x.End, x.Steps, x.Failures)
		}
	}
}

// TestAlone: the only thread that could go on polls, so there is no choice at which a scheduler could notice.
func TestAlone(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		e := event.New(w, "e")
		w.Spawn("waits", func() { e.Wait() })
		for !e.IsSet() {
		}
	}}
	s := sampling.NewRandom(1)
	s.Begin(0)
	x := sim.Run(p, anytime(0), s)
	if x.End != sim.Livelock || x.Failures[0].Where != "MainThread polls; waits in Event.wait on e" {
		t.Error(x.End, x.Failures)
	}
	cfg := anytime(20000)
	cfg.Livelock = -1
	if x = sim.Run(p, cfg, s); x.End != sim.StepLimit {
		t.Error(x.End, x.Failures)
	}
}

// A step that has written an object may be the first to read another one, where several operations are one step.
func TestFairAfterAWrite(t *testing.T) {
	p := program(func(w *sim.World) []func() {
		x, y := newVar(w, "x"), newVar(w, "y")
		body := func() {
			x.Store(1)
			y.Load()
		}
		return []func(){body, body}
	})
	s := systematic.NewFairDFS()
	for s.Begin(0) {
		s.End(sim.Run(p, sim.Config{Switching: sim.Call, Clock: sim.Anytime}, s))
	}
	if !s.Covered() {
		t.Error("the search did not come to its end")
	}
}

// TestPatienceIsMinimised: what polls for longer than the default limit of livelocks allows and then gives up fails so also where its finding
// is made small, by the limit of the search.
func TestPatienceIsMinimised(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		e := event.New(w, "e")
		for range 3 * sim.DefaultLivelock {
			if e.IsSet() {
				return
			}
		}
		w.Fail("gave-up", "nobody has set it")
	}}
	cfg := anytime(0)
	cfg.Livelock = -1
	if f := onlyFinding(t, p, scheduler.Options{Config: cfg}); f.Kind != "gave-up" || f.Trace == nil || !f.Fewest {
		t.Errorf("%s: trace %v, fewest preemptions %v; want those of a finding that was minimised", f.Kind, f.Trace != nil, f.Fewest)
	}
}

// TestNoProofBehindALivelock: the reader fails at once if it reads 1, which takes a preemption of the writer, and otherwise when it has polled
// for longer than it takes until that is a livelock. So an execution without a preemption ends by a livelock, and would fail in the same way if it
// went on: that the failure takes a preemption, or a switching mode in which there may be one, is not proved.
func TestNoProofBehindALivelock(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		v, set := newVar(w, "v"), event.New(w, "set")
		w.SpawnAll("t", func() { v.Store(1); set.Set(); v.Store(0) }, func() {
			set.Wait()
			for polls := 0; v.Load() == 0 && polls < 3*sim.DefaultLivelock; polls++ {
			}
			w.Fail("early", "it was read too early, or too often")
		})
	}}
	r := explore(t, p, scheduler.Options{Strategy: "random", Executions: 100, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}})
	kinds := map[string]bool{}
	for _, f := range r.Findings {
		if kinds[f.Kind] = true; f.Kind == "early" && (f.Preemptions != 1 || f.Fewest || f.Needed) {
			t.Errorf("%d preemptions, proved to be the fewest %v, the mode proved to be needed %v; want 1, and no proof", f.Preemptions, f.Fewest, f.Needed)
		}
	}
	if !kinds["early"] || !kinds[sim.LivelockKind] {
		t.Errorf("found %v", kinds)
	}
	x := sim.Run(p, sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Livelock: -1}, sampling.NewRunToBlock())
	if x.Preemptions != 0 || len(x.Failures) != 1 || x.Failures[0].Kind != "early" {
		t.Errorf("without a limit: %d preemptions, %v", x.Preemptions, x.Failures)
	}
}
