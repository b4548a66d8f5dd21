package scheduler_test

import (
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/lock"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// sigma is sigma.c of SV-COMP, as Nidhugg's benchmarks have it: main sets i to 0, 1, … and begins a thread each time,
// which reads i and writes a[i]. The k-th thread from the end has 2k-1 ways: (2n-1)!! traces.
func sigma(n int) sim.Program {
	return sim.Program{Main: func(w *sim.World) {
		i, a := newVar(w, "i"), newVars(w, "a", n)
		for k := range n {
			i.Store(k)
			w.Spawn("t", func() { a[i.Load()].Store(1) })
		}
	}}
}

// multipc is multiprodcon.c of DPU's benchmarks (TACAS 2018, table 1): each worker looks twice under its lock for work;
// each producer adds two digits to a number under a common lock, and gives work to the worker that the number names.
func multipc(producers, workers int) sim.Program {
	return program(func(w *sim.World) []func() {
		common, number := lock.New(w, "common"), 0
		locks := make([]*lock.Lock, workers)
		for i := range locks {
			locks[i] = lock.New(w, "")
		}
		return append(times(workers, func(i int) {
			for range 2 {
				locks[i].With(func() {})
			}
		}), times(producers, func(id int) {
			mine := 0
			for range 2 {
				common.With(func() { number = number*producers + id; mine = number })
			}
			locks[mine%workers].With(func() {})
		})...)
	})
}

// TestTracesOfTheLiterature: the published figures of sigma and multipc.
func TestTracesOfTheLiterature(t *testing.T) {
	cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
	if plain := smallprogram.Visit(sigma(3), cfg, systematic.NewDFS(), 1<<20); !plain.Complete || len(plain.Traces) != 15 {
		t.Errorf("sigma(3) has %d traces", len(plain.Traces))
	}
	for _, o := range []oracle{
		{"sigma(3)", sigma(3), 15, false}, {"sigma(4)", sigma(4), 105, false}, {"sigma(5)", sigma(5), 945, false},
		{"multipc(2, 5)", multipc(2, 5), 60, false}, {"multipc(3, 5)", multipc(3, 5), 2958, false},
	} {
		if d := smallprogram.Visit(o.p, cfg, dpor.New(), 1<<20); !d.Complete || len(d.Traces) != o.traces || d.Runs != o.traces || d.Redundant != 0 {
			t.Errorf("%s: %d traces in %d executions, %d redundant, want %d", o.name, len(d.Traces), d.Runs, d.Redundant, o.traces)
		}
	}
}
