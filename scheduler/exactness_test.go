package scheduler_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"simrun/scheduler"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// The programs of this file have more threads than those of random_programs_test.go, and fewer objects: a trace is
// easily missed where a thread sleeps that only what comes later wakes, and that takes three threads besides. The
// default is a sample; "go test ./scheduler -run TestExactness -programs 25000 -timeout 0" compares 100,000.
var programs = flag.Int("programs", 100, "random programs to be compared in each switching mode")

// dense are the operations of these programs. Those of a kind come together, because only they depend on each other.
// Behind an "if" the next one is only carried out if what was read so far says so.
var dense = [][]string{
	{"set", "clear", "is-set", "is-set", "if"},
	{"try", "release", "acquire", "acquire-timeout"},
	{"load", "load", "store", "cas", "if"},
}

// drawDense draws a program of 3 to 6 threads with 1 to 3 operations each, on 1 or 2 objects of each of 1 or 2 kinds.
func drawDense(r *rand.Rand) smallProgram {
	kinds := make([][]string, 1+r.IntN(2))
	for i := range kinds {
		kinds[i] = dense[r.IntN(len(dense))]
	}
	p, on := make(smallProgram, 3+r.IntN(4)), 1+r.IntN(2)
	for k := range max(len(p), 5+r.IntN(2)) {
		i := k
		for i >= len(p) || len(p[i]) == 3 {
			i = r.IntN(len(p))
		}
		ops := kinds[r.IntN(len(kinds))]
		p[i] = append(p[i], action{ops[r.IntN(len(ops))], r.IntN(on)})
	}
	return p
}

// folds says whether a step of the program has several operations in the switching mode. Then what it would touch if it
// came earlier is not always known, and an execution may turn out to be redundant.
func (p smallProgram) folds(mode sim.Switching) bool {
	variable := []string{"load", "store", "cas", "add"}
	for _, thread := range p {
		before := false
		for _, a := range thread {
			now := slices.Contains(variable, a.op)
			if mode < sim.Call || mode == sim.Call && before && now {
				return true
			}
			before = now || before && a.op == "if"
		}
	}
	return false
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
func TestExactness(t *testing.T) {
	for _, mode := range []sim.Switching{sim.Block, sim.IO, sim.Call, sim.Bytecode} {
		t.Run(mode.String(), func(t *testing.T) {
			t.Parallel()
			var all figures
			for i := range *programs {
				p := drawDense(rand.New(rand.NewPCG(uint64(i), uint64(mode))))
				if err := all.compare(t, p, sim.Config{Switching: mode, Clock: sim.Anytime}); err != nil {
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
func (f *figures) compare(t *testing.T, p smallProgram, cfg sim.Config) error {
	plain := visit(p.program(-1), cfg, systematic.NewDFS(), 5000)
	if !plain.complete {
		f.tooLarge++
		return nil
	}
	f.programs++
	f.traces += len(plain.traces)
	reduced := visit(p.program(-1), cfg, dpor.New(), 1<<20)
	exact := !p.folds(cfg.Switching)
	if redundant := reduced.runs - len(reduced.traces) + reduced.redundant; exact {
		f.redundant += redundant
	} else {
		f.folding++
		f.redundantFolding += redundant
	}
	f.missed += len(plain.traces) - len(reduced.traces)
	f.outcomes += len(outcomesOf(plain)) - len(outcomesOf(reduced))
	if !reduced.complete || !maps.Equal(reduced.traces, plain.traces) {
		return fmt.Errorf("DPOR visited %d traces, there are %d", len(reduced.traces), len(plain.traces))
	}
	if exact && (reduced.runs != len(reduced.traces) || reduced.redundant != 0) {
		return fmt.Errorf("DPOR needed %d executions and %d redundant ones for %d traces", reduced.runs, reduced.redundant, len(reduced.traces))
	}
	shared := exploreSmall(t, p, cfg, 3)
	if !shared.Exhausted || shared.DistinctTraces != len(plain.traces) || exact && shared.Executions != len(plain.traces) {
		return fmt.Errorf("3 workers visited %d traces in %d executions, there are %d", shared.DistinctTraces, shared.Executions, len(plain.traces))
	}
	pieces := visit(p.program(-1), cfg, dpor.NewInRounds(uint64(len(plain.traces))), 1<<20)
	if !pieces.complete || !maps.Equal(pieces.traces, plain.traces) || exact && pieces.runs+pieces.redundant != len(plain.traces) {
		return fmt.Errorf("in rounds DPOR visited %d traces in %d executions and %d redundant ones, there are %d",
			len(pieces.traces), pieces.runs, pieces.redundant, len(plain.traces))
	}
	for _, q := range someOrders(p) {
		reduced := visit(q.program(-1), cfg, dpor.New(), 1<<20)
		if !reduced.complete || len(reduced.traces) != len(plain.traces) || exact && reduced.runs+reduced.redundant != len(plain.traces) {
			return fmt.Errorf("with the threads in the order %v DPOR visited %d traces in %d executions and %d redundant ones, there are %d",
				q, len(reduced.traces), reduced.runs, reduced.redundant, len(plain.traces))
		}
	}
	return nil
}

// outcomesOf are the different ones.
func outcomesOf(v visited) []string {
	return slices.Compact(slices.Sorted(maps.Values(v.traces)))
}

// exploreSmall searches a small program with several workers.
func exploreSmall(t *testing.T, p smallProgram, cfg sim.Config, workers int) *scheduler.Report {
	cfg.Fingerprint = true
	r, err := scheduler.Explore(context.Background(), p.program(-1),
		scheduler.Options{Config: cfg, Strategy: "dpor", Workers: workers, NoShrink: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// someOrders are all orders of three threads, and six of more.
func someOrders(p smallProgram) []smallProgram {
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
