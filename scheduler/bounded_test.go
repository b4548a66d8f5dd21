package scheduler_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"simrun/internal/smallprogram"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// withinBound counts the distinct traces that a strategy visits, and its executions that count.
func withinBound(p sim.Program, s strategy.Strategy) (traces, executions int) {
	v := smallprogram.Visit(p, sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}, s, 1<<20)
	return len(v.Traces), v.Runs
}

// oracleProgram is the program of that name.
func oracleProgram(t *testing.T, name string) sim.Program {
	i := slices.IndexFunc(oracles, func(o oracle) bool { return o.name == name })
	if i < 0 {
		t.Fatal("no program", name)
	}
	return oracles[i].p
}

// TestPreemptionBounds holds the traces within each bound against those of GenMC (expected.cb.in of its test suite): by
// the plain depth-first search, and by the reduced one, which visits each once.
func TestPreemptionBounds(t *testing.T) {
	for _, o := range []struct {
		name   string
		traces []int // by bound
	}{
		{"SB", []int{2, 3}}, {"MP", []int{2, 3}}, {"IRIW", []int{14, 15}}, {"CoRR2", []int{18, 54, 72}},
		{"binc(3)", []int{6, 24, 36}}, {"casw(3)", []int{6, 24, 54, 66}}, {"inc(2)", []int{2, 4}},
	} {
		p := oracleProgram(t, o.name)
		for bound, want := range append(o.traces, o.traces[len(o.traces)-1]) {
			if got, _ := withinBound(p, systematic.NewBoundedDFS(bound)); got != want {
				t.Errorf("%s: %d traces within %d preemptions, want %d", o.name, got, bound, want)
			}
			if got, runs := withinBound(p, systematic.NewPreemptionBound(bound)); got != want || runs != want {
				t.Errorf("%s: %d traces in %d executions up to %d preemptions, want %d", o.name, got, runs, bound, want)
			}
		}
	}
}

// TestDelayBounds: with n threads of one write each, a schedule with b delays is a permutation with b inversions, and no
// two have the same trace (Concuerror's test suite has the figures).
func TestDelayBounds(t *testing.T) {
	p := program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(6, func(i int) { x.Store(i) })
	})
	for bound, want := range []int{1, 6, 20, 49, 98, 169, 259, 360} {
		if got, runs := withinBound(p, systematic.NewDelayBound(bound)); got != want || runs != want {
			t.Errorf("%d traces in %d executions within %d delays, want %d", got, runs, bound, want)
		}
	}
	r := explore(t, p, scheduler.Options{Strategy: "delay-bound", Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}})
	if r.Executions != 720 || !r.Exhausted {
		t.Errorf("%d executions in all, exhausted %v; want 6! and true", r.Executions, r.Exhausted)
	}
}

// compareWithinPreemptions holds the traces within each bound against those of the plain search.
func compareWithinPreemptions(t rapid.TB, p sim.Program, cfg sim.Config) {
	for bound := range 3 {
		plain := smallprogram.Visit(p, cfg, systematic.NewBoundedDFS(bound), 2000)
		if plain.Runs == 2000 {
			return
		}
		reduced := smallprogram.Visit(p, cfg, systematic.NewPreemptionBound(bound), 1<<20)
		if fmt.Sprint(plain.Traces) != fmt.Sprint(reduced.Traces) || reduced.Runs != len(reduced.Traces) {
			t.Fatalf("bound %d: %d traces in %d executions, the plain search has %d", bound, len(reduced.Traces), reduced.Runs, len(plain.Traces))
		}
	}
}

// TestRandomProgramsWithinPreemptions does so for small random programs, in every switching mode.
func TestRandomProgramsWithinPreemptions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 8)
		mode := rapid.SampledFrom([]sim.Switching{sim.Block, sim.IO, sim.Call, sim.Bytecode}).Draw(t, "mode")
		t.Logf("%v %v", p, mode)
		compareWithinPreemptions(t, p.Build(-1), sim.Config{Switching: mode, Clock: sim.Anytime})
	})
}

// TestStatesCostMore: these programs come to a state first at a higher price, or with another thread's turn, and what
// follows is within the bound only later. A search that gave up at every known state would miss it.
func TestStatesCostMore(t *testing.T) {
	bytecode := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
	p := smallprogram.Parse("acquire(0) release(1) ‖ acquire(0) ‖ acquire(1) release(1)")
	compareWithinPreemptions(t, p.Build(-1), bytecode)
	compareWithinPreemptions(t, p.Build(-1), sim.Config{Switching: sim.Call, Clock: sim.Anytime})
	p = smallprogram.Parse("acquire(0) acquire-timeout(1) ‖ acquire(1) ‖ release(0) release(1) ‖ acquire(1)")
	compareWithinDelays(t, p.Build(-1), bytecode, 100000)
}

// delayCounter makes the choices of the plain search, and adds up by how many places each is away from the thread whose
// turn it is: that is how many delays the schedule has.
type delayCounter struct {
	*systematic.DFS
	delays, last int
}

func (s *delayCounter) Choose(p *sim.Point) int {
	i := s.DFS.Choose(p)
	if p.IsValue() {
		return i
	}
	all := p.World().Threads()
	turn := s.last
	if p.Voluntary() {
		turn++
	}
	for ; all[turn%len(all)] != p.Thread(i); turn++ {
		if p.Index(all[turn%len(all)]) >= 0 {
			s.delays++
		}
	}
	return i
}

func (s *delayCounter) Committed(step *sim.Step) { s.last = step.Thread.Index() }

// fewestDelays is, for each trace, the fewest delays with which the plain search comes to it; nil if there are too many
// schedules.
func fewestDelays(p sim.Program, cfg sim.Config, limit int) map[uint64]int {
	r := sim.NewRunner()
	defer r.Close()
	cfg.Fingerprint = true
	fewest := map[uint64]int{}
	s := &delayCounter{DFS: systematic.NewDFS()}
	for i := 0; s.Begin(i); i++ {
		if i == limit {
			return nil
		}
		s.delays, s.last = 0, 0
		x := r.Run(p, cfg, s)
		s.End(x)
		if known, ok := fewest[x.Fingerprint]; !ok || s.delays < known {
			fewest[x.Fingerprint] = s.delays
		}
	}
	return fewest
}

// compareWithinDelays holds the traces within each number of delays against those of the plain search.
func compareWithinDelays(t rapid.TB, p sim.Program, cfg sim.Config, limit int) {
	fewest := fewestDelays(p, cfg, limit)
	for bound := 0; bound < 4 && fewest != nil; bound++ {
		v := smallprogram.Visit(p, cfg, systematic.NewDelayBound(bound), 1<<20)
		want := 0
		for f, delays := range fewest {
			if delays > bound {
				continue
			}
			want++
			if _, ok := v.Traces[f]; !ok {
				t.Fatalf("a trace with %d delays is missing within %d", delays, bound)
			}
		}
		if len(v.Traces) != want || v.Runs != want {
			t.Fatalf("%d traces in %d executions within %d delays, want %d", len(v.Traces), v.Runs, bound, want)
		}
	}
}

// TestRandomProgramsWithinDelays does so for small random programs.
func TestRandomProgramsWithinDelays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 7)
		t.Logf("%v", p)
		compareWithinDelays(t, p.Build(-1), sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}, 1500)
	})
}

// TestDelayBoundExhausts: without a bound it sees what the plain search sees.
func TestDelayBoundExhausts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 7)
		t.Logf("%v", p)
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		plain := smallprogram.Visit(p.Build(-1), cfg, systematic.NewDFS(), 2000)
		if !plain.Complete {
			return
		}
		for _, s := range []strategy.Strategy{systematic.NewDelayBound(strategy.Unbounded), systematic.NewPreemptionBound(strategy.Unbounded)} {
			v := smallprogram.Visit(p.Build(-1), cfg, s, 1<<20)
			if fmt.Sprint(plain.Traces) != fmt.Sprint(v.Traces) || v.Runs != len(v.Traces) || !v.Complete {
				t.Fatalf("%T: %d traces in %d executions, the plain search has %d", s, len(v.Traces), v.Runs, len(plain.Traces))
			}
		}
	})
}
