package scheduler_test

import (
	"testing"

	"simrun/properties/catalog/sctbench"
	"simrun/scheduler"
	"simrun/sim"
)

// BenchmarkExecution is one execution of a small program: 4 threads, 18 steps. Compared with the random walk, PCT is to
// take at most 1.5 times as long, POS and SURW at most twice.
func BenchmarkExecution(b *testing.B) {
	for _, name := range guided {
		b.Run(name, func(b *testing.B) { benchExecution(b, name, sctbench.Wronglock(3)) })
	}
}

// BenchmarkManyThreads is one execution of a program with 100 threads.
func BenchmarkManyThreads(b *testing.B) {
	for _, name := range guided {
		b.Run(name, func(b *testing.B) { benchExecution(b, name, sctbench.Reorder(99, 1)) })
	}
}

func benchExecution(b *testing.B, name string, main func(*sim.World)) {
	s, err := scheduler.New(name, 1)
	if err != nil {
		b.Fatal(err)
	}
	r := sim.NewRunner()
	defer r.Close()
	program, cfg := sim.Program{Main: main}, sim.Config{Switching: sim.Bytecode}
	for i := range 20 { // what a strategy learns from is not what is measured
		s.Begin(i)
		s.End(r.Run(program, cfg, s))
	}
	b.ReportAllocs()
	for i := 20; b.Loop(); i++ {
		s.Begin(i)
		s.End(r.Run(program, cfg, s))
	}
}

// guided are the strategies that draw their choices.
var guided = []string{"random", "pct", "fair-pct", "pos", "urw", "surw", "portfolio"}
