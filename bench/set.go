package bench

import "simrun/sim"

// A Benchmark is one figure of the set.
type Benchmark struct {
	Name    string
	Unit    string
	Target  float64
	AtLeast bool // the figure is to reach the target
	Slow    bool // it takes some seconds
	measure func(turns int, f *Figure)
}

// Run measures the figure; more turns make it steadier.
func (b Benchmark) Run(turns int) Figure {
	f := Figure{Name: b.Name, Unit: b.Unit, Target: b.Target, AtLeast: b.AtLeast}
	b.measure(turns, &f)
	f.PeakMemory = peakMemory()
	f.judge()
	return f
}

// All is the set, in the order in which it is shown.
func All() []Benchmark {
	list := []Benchmark{
		// First, because new stacks are as large as those that the collector has met so far needed on average.
		{Name: "memory of a parked thread", Unit: "bytes", Target: 4096,
			measure: func(_ int, f *Figure) { f.Value = perParkedThread() }},
		{Name: "step, same thread goes on", Unit: "R", Target: 0.35, measure: stepsAgainstR(sameThread)},
		{Name: "step, two threads, random", Unit: "R", Target: 0.9, measure: stepsAgainstR(func() subject { return steps(2, 50_000) })},
		{Name: "step, three threads, random", Unit: "R", Target: 1.1, measure: stepsAgainstR(func() subject { return steps(3, 50_000) })},
		{Name: "step, 10 threads, random", Unit: "× bare loop", Target: 2, measure: stepsAgainstLoop(10, 50_000)},
		{Name: "step, 1,000 threads, random", Unit: "× bare loop", Target: 2, measure: stepsAgainstLoop(1000, 100_000)},
		{Name: "step, 100,000 threads, random", Unit: "× bare loop", Target: 1.3, Slow: true, measure: stepsAgainstLoop(100_000, 200_000)},
		{Name: "lock pipeline, random, one execution", Unit: "R", Target: 60, measure: pipelineAgainstR},
		{Name: "lock pipeline without an executor, random", Unit: "R", Target: 60, measure: handoverAgainstR},
		{Name: "lock pipeline, allocations of one execution", Target: 12, measure: pipelineAllocations},
	}
	list = append(list, strategies()...)
	return append(append(list, exhaustive()...), []Benchmark{
		{Name: "full recording", Unit: "× search", Target: 10, measure: recording},
		{Name: "queue pipeline to its first hang, auto", Unit: "ms", Target: 50, Slow: true,
			measure: func(_ int, f *Figure) { f.Value = toFirstHang(20) }},
		{Name: "two workers", Unit: "× one worker", Target: 1.8, AtLeast: true, Slow: true, measure: workers},
		{Name: "memory after 1,000,000 executions", Unit: "× after 10,000", Target: 1.05, Slow: true,
			measure: func(_ int, f *Figure) { f.Value = growth(10_000, 1_000_000) }},
	}...)
}

// strategies compares an execution under each strategy with one under the random walk.
func strategies() []Benchmark {
	var list []Benchmark
	for _, s := range []struct {
		name   string
		target float64
	}{{"pct", 1.5}, {"pos", 2}, {"surw", 2}, {"dpor", 5}} {
		list = append(list, Benchmark{Name: "lock pipeline, " + s.name + ", one execution", Unit: "× random", Target: s.target,
			measure: func(turns int, f *Figure) {
				p, _ := build("lock-pipeline")
				cfg := sim.Config{Clock: sim.Anytime}
				f.against(newSeries(p, cfg, s.name).counted(f), newSeries(p, cfg, "random").subject(), turns)
			}})
	}
	return list
}

// exhaustive compares an execution of optimal DPOR with one under the random walk on programs with many traces.
func exhaustive() []Benchmark {
	var list []Benchmark
	for _, e := range []struct {
		name    string
		program sim.Program
	}{{"readers(13)", readers(13)}, {"lastzero(10)", lastZero(10)}, {"lockinc(7)", lockInc(7)}, {"casw(4)", casw(4)}} {
		list = append(list, Benchmark{Name: "exhaustive " + e.name + ", one execution", Unit: "× random", Target: 3,
			measure: func(turns int, f *Figure) {
				cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
				f.against(newSeries(e.program, cfg, "dpor").counted(f), newSeries(e.program, cfg, "random").subject(), turns)
			}})
	}
	return list
}

// against makes the figure that of a duel.
func (f *Figure) against(a, b subject, turns int) {
	defer done(a, b)
	ratio, work := duel(a, b, turns)
	f.Value, f.Ratio = ratio, ratio
	f.work(work)
}

// counted notes the allocations of an execution on the way.
func (s *series) counted(f *Figure) subject {
	f.Allocs = allocations(200, s.one)
	return s.subject()
}

func stepsAgainstR(a func() subject) func(int, *Figure) {
	return func(turns int, f *Figure) { f.against(a(), roundTrip(), turns) }
}

func stepsAgainstLoop(n, choices int) func(int, *Figure) {
	return func(turns int, f *Figure) {
		if n > 10_000 {
			turns = min(turns, 5)
		}
		f.against(steps(n, choices), bareLoop(n), turns)
	}
}

func pipelineAgainstR(turns int, f *Figure) {
	p, _ := build("lock-pipeline")
	f.against(newSeries(p, sim.Config{}, "random").counted(f), roundTrip(), turns)
}

func handoverAgainstR(turns int, f *Figure) {
	f.against(newSeries(handover(), sim.Config{}, "random").counted(f), roundTrip(), turns)
}

func pipelineAllocations(_ int, f *Figure) {
	p, _ := build("lock-pipeline")
	s := newSeries(p, sim.Config{}, "random")
	defer s.runner.Close()
	f.Allocs = allocations(1000, s.one)
	f.Value = f.Allocs
}

func recording(turns int, f *Figure) {
	p, _ := build("lock-pipeline")
	f.against(newSeries(p, sim.Config{Record: true}, "random").counted(f), newSeries(p, sim.Config{}, "random").subject(), turns)
}

// workers gives the executions of two workers for each of one in the same time.
func workers(turns int, f *Figure) {
	a, b := exploring(1, 10_000), exploring(2, 10_000)
	f.against(a, b, min(turns, 9))
}
