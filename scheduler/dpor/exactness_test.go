package dpor_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// The programs of this file have more threads than those of scheduler/random_programs_test.go, and fewer objects: a trace is
// easily missed where a thread sleeps that only what comes later wakes, and that takes three threads besides. The
// default is a sample; "go test ./scheduler/dpor -run TestExactness -programs 25000 -timeout 0" compares 100,000.
var programs = flag.Int("programs", 100, "random programs to be compared in each switching mode")

// dense are the operations of these programs. Those of a kind come together, because only they depend on each other.
// Behind an "if" the next one is only carried out if what was read so far says so.
var dense = [][]string{
	{"set", "clear", "is-set", "is-set", "if"},
	{"try", "release", "acquire", "acquire-timeout"},
	{"load", "load", "store", "cas", "if"},
}

// timed are operations that take time, or may.
var timed = [][]string{
	{"sleep", "sleep", "load", "store", "if"},
	{"acquire", "acquire-timeout", "acquire-timeout", "release", "sleep"},
	{"set", "clear", "wait-timeout", "wait-timeout", "sleep"},
	{"put", "get-timeout", "get-timeout", "try-put", "sleep"},
	{"down-timeout", "down-timeout", "up", "sleep", "if"},
}

// spawning are operations of which another thread may do the next one.
var spawning = [][]string{
	{"set", "clear", "is-set", "is-set", "if", "spawn", "spawn"},
	{"try", "release", "acquire", "spawn"},
	{"load", "load", "store", "cas", "if", "spawn", "spawn"},
}

// drawDense draws a program of 3 to 6 threads with 1 to 3 operations each, on 1 or 2 objects of each of 1 or 2 kinds.
func drawDense(r *rand.Rand, from [][]string) smallprogram.Program {
	kinds := make([][]string, 1+r.IntN(2))
	for i := range kinds {
		kinds[i] = from[r.IntN(len(from))]
	}
	p, on := make(smallprogram.Program, 3+r.IntN(4)), 1+r.IntN(2)
	for k := range max(len(p), 5+r.IntN(2)) {
		i := k
		for i >= len(p) || len(p[i]) == 3 {
			i = r.IntN(len(p))
		}
		ops := kinds[r.IntN(len(kinds))]
		p[i] = append(p[i], smallprogram.Action{Op: ops[r.IntN(len(ops))], On: r.IntN(on)})
	}
	return p
}

// figures are what a comparison of programs showed.
type figures struct {
	programs, folding, tooLarge int // of which the first two were compared
	traces, missed, outcomes    int // outcomes that were missed
	redundant, redundantFolding int // executions; where steps fold there may be some
	failed                      int // programs
}

// TestExactness compares DPOR with the plain search, in traces and outcomes: in the order of the threads that was drawn;
// with three workers; and in other orders of the threads, in which there are as many traces.
func TestExactness(t *testing.T) { testExactness(t, sim.Anytime, dense) }

// TestExactnessWithTimers does so with programs that sleep and wait for a time: where time passes only while no thread can go on,
// and where it may pass at any point.
func TestExactnessWithTimers(t *testing.T) {
	for _, clock := range []sim.Clock{sim.Virtual, sim.Anytime} {
		t.Run(clock.String(), func(t *testing.T) { testExactness(t, clock, timed) })
	}
}

// TestExactnessWithSpawns does so with threads that make threads in the midst of what they do.
func TestExactnessWithSpawns(t *testing.T) { testExactness(t, sim.Anytime, spawning) }

func testExactness(t *testing.T, clock sim.Clock, from [][]string) {
	for _, mode := range []sim.Switching{sim.Block, sim.IO, sim.Call, sim.Bytecode} {
		t.Run(mode.String(), func(t *testing.T) {
			t.Parallel()
			var all figures
			for i := range *programs {
				p := drawDense(rand.New(rand.NewPCG(uint64(i), uint64(mode))), from)
				if err := all.compare(t, p, sim.Config{Switching: mode, Clock: clock}); err != nil {
					all.failed++
					t.Errorf("program %d, %v: %v", i, p, err)
				}
				if k := i + 1; k == *programs || k%500 == 0 {
					t.Logf("%+v", all)
				}
			}
		})
	}
}

// compare compares one program.
func (f *figures) compare(t *testing.T, p smallprogram.Program, cfg sim.Config) error {
	plain := smallprogram.Visit(p.Build(-1), cfg, systematic.NewDFS(), 5000)
	if !plain.Complete {
		f.tooLarge++
		return nil
	}
	f.programs++
	f.traces += len(plain.Traces)
	reduced := smallprogram.Visit(p.Build(-1), cfg, dpor.New(), 1<<20)
	exact := !p.Folds(cfg.Switching)
	if redundant := reduced.Runs - len(reduced.Traces) + reduced.Redundant; exact {
		f.redundant += redundant
	} else {
		f.folding++
		f.redundantFolding += redundant
	}
	f.missed += len(plain.Traces) - len(reduced.Traces)
	f.outcomes += len(outcomesOf(plain)) - len(outcomesOf(reduced))
	if !reduced.Complete || !maps.Equal(reduced.Traces, plain.Traces) {
		return fmt.Errorf("DPOR visited %d traces, there are %d", len(reduced.Traces), len(plain.Traces))
	}
	if exact && (reduced.Runs != len(reduced.Traces) || reduced.Redundant != 0) {
		return fmt.Errorf("DPOR needed %d executions and %d redundant ones for %d traces", reduced.Runs, reduced.Redundant, len(reduced.Traces))
	}
	cfg.Fingerprint = true
	shared := withThreeWorkers(t, p.Build(-1), cfg)
	if !shared.Exhausted || shared.DistinctTraces != len(plain.Traces) || exact && shared.Executions != len(plain.Traces) {
		return fmt.Errorf("3 workers visited %d traces in %d executions, there are %d", shared.DistinctTraces, shared.Executions, len(plain.Traces))
	}
	pieces := smallprogram.Visit(p.Build(-1), cfg, dpor.NewInRounds(uint64(len(plain.Traces))), 1<<20)
	if !pieces.Complete || !maps.Equal(pieces.Traces, plain.Traces) || exact && pieces.Runs+pieces.Redundant != len(plain.Traces) {
		return fmt.Errorf("in rounds DPOR visited %d traces in %d executions and %d redundant ones, there are %d",
			len(pieces.Traces), pieces.Runs, pieces.Redundant, len(plain.Traces))
	}
	for _, q := range someOrders(p) {
		reduced := smallprogram.Visit(q.Build(-1), cfg, dpor.New(), 1<<20)
		if !reduced.Complete || len(reduced.Traces) != len(plain.Traces) || exact && reduced.Runs+reduced.Redundant != len(plain.Traces) {
			return fmt.Errorf("with the threads in the order %v DPOR visited %d traces in %d executions and %d redundant ones, there are %d",
				q, len(reduced.Traces), reduced.Runs, reduced.Redundant, len(plain.Traces))
		}
	}
	return nil
}

// outcomesOf are the different ones.
func outcomesOf(v smallprogram.Visited) []string {
	return slices.Compact(slices.Sorted(maps.Values(v.Traces)))
}

// someOrders are all orders of three threads, and six of more.
func someOrders(p smallprogram.Program) []smallprogram.Program {
	all := orders(p[:3])
	for i := range all {
		all[i] = slices.Concat(p[3:], all[i])
	}
	return all
}

// orders are all orders of a list.
func orders[S ~[]E, E any](list S) []S {
	if len(list) == 0 {
		return []S{nil}
	}
	var all []S
	for i := range list {
		for _, rest := range orders(slices.Concat(list[:i], list[i+1:])) {
			all = append(all, append(S{list[i]}, rest...))
		}
	}
	return all
}

// TestFirstStepOfSpawned: in a sequence in which steps fold the first step of a thread comes behind that which makes the thread, with
// which it may have no object in common. It was taken for one that can come first, at a state at which the thread was not there.
func TestFirstStepOfSpawned(t *testing.T) {
	var f figures
	p := smallprogram.Parse("try(0) ‖ release(0) ‖ spawn(0) acquire(1) ‖ try(0)")
	if err := f.compare(t, p, sim.Config{Switching: sim.Block, Clock: sim.Anytime}); err != nil {
		t.Error(err)
	}
}

// TestFoldedStepBehindLull: a step of several operations that a thread came to when its time was up in a lull, after all that other
// threads did. Where it comes first it has waited for none of that, and does something else. And an execution that is given up
// in a lull, because all that is left to do was done elsewhere, shows what a thread waited for until then.
func TestFoldedStepBehindLull(t *testing.T) {
	for _, text := range []string{
		"get-timeout(1) get-timeout(0) ‖ put(1) ‖ try-put(0) ‖ get-timeout(1)",
		"try-put(1) ‖ try-put(0) sleep(1) ‖ get-timeout(0) ‖ get-timeout(0) get-timeout(1)",
		"down-timeout(0) ‖ down-timeout(0) acquire(0) ‖ up(0) ‖ release(0) ‖ sleep(0)",
		"acquire(0) ‖ acquire-timeout(0) set(0) ‖ clear(0) wait-timeout(0) ‖ wait-timeout(0)",
	} {
		for _, mode := range []sim.Switching{sim.Block, sim.IO} {
			if err := new(figures).compare(t, smallprogram.Parse(text), sim.Config{Switching: mode, Clock: sim.Virtual}); err != nil {
				t.Errorf("%s, %v: %v", text, mode, err)
			}
		}
	}
}

// TestForcedStepAsleep: where only a thread that sleeps can go on the execution is redundant, and is so again when a search goes on from
// a checkpoint behind that step.
func TestForcedStepAsleep(t *testing.T) {
	p := smallprogram.Parse("load(0) ‖ clear(0) ‖ store(0) ‖ sleep(0) ‖ store(0) ‖ wait-timeout(0)").Build(-1)
	for seed := range uint64(60) {
		s := dpor.NewInRounds(seed)
		v := smallprogram.Visit(p, sim.Config{Switching: sim.IO, Clock: sim.Virtual}, s, 1<<20)
		if !v.Complete || len(v.Traces) != 6 {
			t.Errorf("seed %d: %d of 6 traces, %v", seed, len(v.Traces), s.Err())
		}
	}
}
