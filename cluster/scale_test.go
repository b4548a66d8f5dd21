package cluster

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/scheduler/dpor"
)

// A search by many workers in virtual time: what is measured are the costs, and the rest is the order in which things happen.
// It goes by the rounds of a DPOR search, and by the sizes that parcels have.

// costs are what things take. Those of a task are processor time, from BenchmarkElsewhere in package scheduler and a profile of it, which
// says what of taking and planning goes by the executions of a task; the others are of NATS over loopback, and of a network between machines.
type costs struct {
	execution, pack, carry, take, plan time.Duration // of a task but the first
	count                              time.Duration // of an execution, in taking the result of its task and planning
	save                               time.Duration // of an execution before, each time the state is kept
	message                            time.Duration // that passes the server
	way                                time.Duration // of a message, one way
}

// measured are those of lock-pipeline.
var measured = costs{
	execution: 111 * time.Microsecond,
	pack:      280 * time.Microsecond, carry: 430 * time.Microsecond, take: 270 * time.Microsecond, plan: 30 * time.Microsecond,
	count: 2100 * time.Nanosecond, save: 600 * time.Nanosecond, message: 25 * time.Microsecond, way: 250 * time.Microsecond,
}

// simulated is a search that is under way.
type simulated struct {
	costs
	r          *rand.Rand
	sizes      sizes
	now        time.Duration // of the coordinator
	free       []time.Duration
	server     time.Duration // until when it is busy
	busy       time.Duration // of the coordinator, in all
	executions int
}

// simulate is how many times as fast a search of so many executions is with workers as in one process, and the part of the
// time in which the coordinator is at work.
func simulate(c costs, workers, executions int) (times, coordinator float64) {
	s := &simulated{costs: c, r: rand.New(rand.NewPCG(1, 0)), free: make([]time.Duration, workers)}
	saved := time.Duration(0)
	for tasks := 1; s.executions < executions; {
		if saving := time.Duration(s.executions) * s.save; s.now-saved > max(5*time.Second, 20*saving) {
			s.work(saving)
			saved = s.now
		}
		s.turn(tasks)
		most, _ := dpor.Shared(s.executions)
		tasks = min(2*tasks, most)
	}
	return float64(s.executions) * float64(c.execution) / float64(s.now), float64(s.busy) / float64(s.now)
}

// work has the coordinator do something.
func (s *simulated) work(d time.Duration) {
	s.now += d
	s.busy += d
}

// pass is when a message has passed the server that is sent at a time.
func (s *simulated) pass(at time.Duration) time.Duration {
	s.server = max(s.server, at+s.way) + s.message
	return s.server + s.way
}

// turn carries out a turn of so many tasks.
func (s *simulated) turn(tasks int) {
	type result struct {
		at, took          time.Duration
		tasks, executions int
	}
	var results []result
	_, quota := dpor.Shared(s.executions)
	executions := 0
	for left := tasks; left > 0; {
		n := s.sizes.next(left, len(s.free))
		left -= n
		s.work(time.Duration(n) * s.pack)
		came := s.pass(s.now)
		took, before := time.Duration(n)*s.carry, executions
		for range n {
			runs := quota
			if s.r.IntN(3) == 0 { // it comes to its end
				runs = 1 + s.r.IntN(quota)
			}
			executions += runs
			took += time.Duration(runs) * s.execution
		}
		i := slices.Index(s.free, slices.Min(s.free))
		s.free[i] = max(s.free[i]+2*s.way, came) + took
		results = append(results, result{s.free[i], took, n, executions - before})
	}
	slices.SortFunc(results, func(a, b result) int { return cmp.Compare(a.at, b.at) })
	for _, r := range results {
		s.now = max(s.now, s.pass(r.at))
		s.work(time.Duration(r.tasks)*s.take + time.Duration(r.executions)*s.count)
		s.sizes.measured(r.tasks, r.took)
	}
	s.executions += executions
	s.work(time.Duration(tasks) * s.plan)
}

// crowds are how many workers are simulated.
var crowds = []int{1, 2, 8, 64, 256}

// scaled is a line of the table.
type scaled struct {
	name       string
	costs      costs
	executions int
}

func scaledSearches() []scaled {
	script := measured
	script.execution = 2 * time.Millisecond
	return []scaled{
		{"lock-pipeline, 87,568 executions", measured, 87_568},
		{"10 million such executions", measured, 10_000_000},
		{"a script, 2 ms an execution, 1 million", script, 1_000_000},
		{"10 million of those", script, 10_000_000},
	}
}

// TestScale simulates 1 to 256 workers, and holds what docs/performance.md and its plot say to that.
func TestScale(t *testing.T) {
	table := "| search | 1 worker | 2 | 8 | 64 | 256 |\n|---|---|---|---|---|---|\n"
	plot := newPlot()
	for _, s := range scaledSearches() {
		table += "| " + s.name
		var line []float64
		for _, workers := range crowds {
			times, busy := simulate(s.costs, workers, s.executions)
			table += fmt.Sprintf(" | %.1f (%.0f %%)", times, 100*busy)
			line = append(line, times)
			if times > float64(workers) {
				t.Errorf("%s: %d workers are %.1f times as fast as one process", s.name, workers, times)
			}
		}
		table += " |\n"
		plot.line(s.name, line)
	}
	expectIn(t, "../docs/performance.md", "<!-- scale -->\n", "<!-- end of scale -->\n", table)
	expectFile(t, "../docs/cluster/scale.svg", plot.String())
}

// TestScaleTells: without what a cluster costs, workers are as fast as they are many, and a slow coordinator is what they
// wait for.
func TestScaleTells(t *testing.T) {
	free := costs{execution: measured.execution}
	if times, _ := simulate(free, 8, 1_000_000); times < 7.5 || times > 8 {
		t.Errorf("8 workers that cost nothing are %.2f times as fast", times)
	}
	slow := free
	_, most := dpor.Shared(1_000_000)
	slow.take = time.Duration(most) * slow.execution / 4 // of a task, a quarter of what carrying it out takes at most
	if times, busy := simulate(slow, 64, 1_000_000); times > 4 || busy < 0.8 {
		t.Errorf("with a coordinator that takes a quarter of the time 64 workers are %.2f times as fast, and it is busy for %.2f of it", times, busy)
	}
}

// plot draws how much faster many workers are, both axes by powers of two.
type plot struct{ b strings.Builder }

const (
	plotWidth, plotHeight = 640, 400
	plotLeft, plotTop     = 60, 20
	plotStep              = 45 // a power of two
)

func plotPoint(workers, times float64) (x, y float64) {
	return plotLeft + plotStep*math.Log2(workers), plotTop + 8*plotStep - plotStep*math.Log2(times)
}

func newPlot() *plot {
	p := &plot{}
	fmt.Fprintf(&p.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", plotWidth, plotHeight+40)
	fmt.Fprintf(&p.b, `<rect width="%d" height="%d" fill="white"/>`+"\n", plotWidth, plotHeight+40)
	for i := 0; i <= 8; i++ {
		n := math.Exp2(float64(i))
		x, y := plotPoint(n, n)
		_, bottom := plotPoint(1, 1)
		fmt.Fprintf(&p.b, `<path d="M%.0f %.0fV%.0fM%d %.0fH%d" stroke="#ddd"/>`+"\n", x, bottom, bottom-8*plotStep, plotLeft, y, plotLeft+8*plotStep)
		fmt.Fprintf(&p.b, `<text x="%.0f" y="%.0f" text-anchor="middle">%.0f</text><text x="%d" y="%.0f" text-anchor="end">%.0f</text>`+"\n", x, bottom+18, n, plotLeft-8, y+4, n)
	}
	x0, y0 := plotPoint(1, 1)
	x1, y1 := plotPoint(256, 256)
	fmt.Fprintf(&p.b, `<path d="M%.0f %.0fL%.0f %.0f" stroke="#888" stroke-dasharray="4"/>`+"\n", x0, y0, x1, y1)
	fmt.Fprintf(&p.b, `<text x="%d" y="%d">workers, and how many times as fast as one process</text>`+"\n", plotLeft, plotHeight+20)
	return p
}

func (p *plot) line(name string, times []float64) {
	n := strings.Count(p.b.String(), "<polyline")
	colour := []string{"#c33", "#36c", "#293", "#b60"}[n]
	var points []string
	for i, workers := range crowds {
		x, y := plotPoint(float64(workers), times[i])
		points = append(points, fmt.Sprintf("%.1f,%.1f", x, y))
	}
	fmt.Fprintf(&p.b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(points, " "), colour)
	fmt.Fprintf(&p.b, `<text x="%d" y="%d" fill="%s">%s</text>`+"\n", plotLeft+12, plotTop+16+18*n, colour, name)
}

func (p *plot) String() string { return p.b.String() + "</svg>\n" }

// expectIn holds the part of a file between two marks to what it should be.
func expectIn(t *testing.T, name, from, to, want string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), from)
	_, after, ends := strings.Cut(rest, to)
	if !ok || !ends {
		t.Fatalf("%s has not the marks %q and %q", name, from, to)
	}
	expectFile(t, name, before+from+want+to+after)
}

// expectFile holds a file to what it should be.
func expectFile(t *testing.T, name, want string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err == nil && string(data) == want {
		return
	}
	if !*update {
		t.Fatalf("%s is out of date; go test ./cluster -run TestScale -update rewrites it", name)
	}
	if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
