package bench

import (
	"testing"

	"simrun/sim"
)

// TestSet runs the fast benchmarks once: each comes to a figure. What it is depends on the machine, so nothing is held
// to its target here.
func TestSet(t *testing.T) {
	for _, b := range All() {
		if b.Slow {
			continue
		}
		if f := b.Run(1); f.Value <= 0 || f.Name == "" {
			t.Errorf("%+v", f)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		f    Figure
		text string
	}{
		{Figure{Value: 0.304, Target: 0.35, Unit: "R"}, "0.30 R ≤ 0.35 R"},
		{Figure{Value: 12.26, Target: 60, Unit: "R"}, "12.3 R ≤ 60.0 R"},
		{Figure{Value: 3777.7, Target: 4096, Unit: "bytes"}, "3778 bytes ≤ 4096 bytes"},
		{Figure{Value: 7, Target: 12}, "7.00 ≤ 12.0"},
		{Figure{Value: 1.9, Target: 1.8, AtLeast: true, Unit: "× one"}, "1.90 × one ≥ 1.80 × one"},
	} {
		if got := c.f.Text() + " " + c.f.TargetText(); got != c.text {
			t.Errorf("%q, want %q", got, c.text)
		}
	}
}

// The benchmarks below are for comparing two commits with benchstat; see docs/performance.md.

func BenchmarkRoundTrip(b *testing.B) {
	resume, stop := bare(1)
	defer stop()
	for b.Loop() {
		resume[0]()
	}
}

func BenchmarkExecution(b *testing.B) {
	for _, name := range []string{"random", "pct", "pos", "surw", "dpor"} {
		b.Run(name, func(b *testing.B) {
			p, _ := build("lock-pipeline")
			s := newSeries(p, sim.Config{Clock: sim.Anytime}, name)
			defer s.runner.Close()
			b.ReportAllocs()
			for b.Loop() {
				s.one()
			}
		})
	}
}

func BenchmarkRecording(b *testing.B) {
	p, _ := build("lock-pipeline")
	s := newSeries(p, sim.Config{Record: true}, "random")
	defer s.runner.Close()
	b.ReportAllocs()
	for b.Loop() {
		s.one()
	}
}

// BenchmarkTurns reports the processor time of what the ratios are about, which a busy machine disturbs less than the
// time on the wall; one operation of the benchmark is a turn of many.
func BenchmarkTurns(b *testing.B) {
	executions := func(p sim.Program) func() subject {
		return func() subject { return newSeries(p, sim.Config{}, "random").subject() }
	}
	pipeline, _ := build("lock-pipeline")
	for _, c := range []struct {
		name string
		make func() subject
	}{
		{"roundtrip", roundTrip},
		{"same", sameThread},
		{"2", func() subject { return steps(2, 20_000) }},
		{"3", func() subject { return steps(3, 20_000) }},
		{"10", func() subject { return steps(10, 20_000) }},
		{"1000", func() subject { return steps(1000, 20_000) }},
		{"handover", executions(handover())},
		{"pipeline", executions(pipeline)},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := c.make()
			defer done(s)
			var work Work
			for b.Loop() {
				work = work.add(s.turn())
			}
			b.ReportMetric(work.perOp(), "cpu-ns/op")
		})
	}
}
