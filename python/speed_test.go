//go:build cpython && linux

package python_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"simrun/python"
	"simrun/python/worker"
	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

var (
	measure  = flag.Bool("measure", false, "measure what executions of a script cost, and print the table of docs/performance.md")
	measured = flag.Int("measured", 1000, "executions that are measured at a time")
	rounds   = flag.Int("rounds", 5, "how often each is measured; the median counts")
)

// TestSpeed measures the lock pipeline of five messages, by dpor, by random, and bare: executed again and again in one process
// without simrun; by greenlets, too, where the interpreter has them. All figures are of processor time, of simrun and of the interpreter
// together, so that what else the machine does hardly matters. They are measured in turn: a ratio is the median over the
// rounds of what is measured in one round, with its range.
func TestSpeed(t *testing.T) {
	if !*measure {
		t.Skip("only with -measure")
	}
	if runtime.NumCPU() > 1 {
		t.Log("not pinned: run it by taskset -c 0")
	}
	greenlets := greenletPythons()
	onEach(t, func(t *testing.T, interpreter string) {
		i, err := worker.Find(interpreter)
		if err != nil {
			t.Fatal(err)
		}
		ways := []bool{false}
		if path := greenlets[i.Minor()]; path != "" {
			interpreter, ways = path, []bool{false, true}
		}
		var bare []float64
		dpors, randoms := map[bool][]rates{}, map[bool][]rates{}
		for range *rounds {
			bare = append(bare, bareRate(t, interpreter))
			for _, way := range ways {
				dpors[way] = append(dpors[way], ratesOf(t, interpreter, way, func() strategy.Strategy { return dpor.New() }, *measured))
				randoms[way] = append(randoms[way], ratesOf(t, interpreter, way, func() strategy.Strategy { return sampling.NewRandom(1) }, *measured))
			}
		}
		for _, way := range ways {
			planned, random := median(dpors[way]), median(randoms[way])
			name := map[bool]string{false: i.Minor(), true: i.Minor() + ", greenlets"}[way]
			ofDPOR, ofRandom := ratio(dpors[way], bare), ratio(randoms[way], bare)
			fmt.Println("| CPython | bare | dpor | of bare | asks | random | of bare | asks | first execution after | MB after 100 | after the last |")
			fmt.Printf("| %s | %.0f | %.0f | %s | %.1f | %.0f | %s | %.1f | %.2f s | %d | %d |\n", name, middle(bare), planned.each, ofDPOR, planned.asks,
				random.each, ofRandom, random.asks, planned.start.Seconds(), random.early, random.late)
			if ofDPOR.median < 0.3 || ofRandom.median < 0.15 || planned.asks > 8 {
				t.Error("that is less than 0.3 and 0.15 of the bare rate, or more than 8 asks")
			}
		}
	})
}

// bareRate is the rate without simrun.
func bareRate(t *testing.T, interpreter string) float64 {
	t.Helper()
	out, err := exec.Command(interpreter, "testdata/bare.py", "testdata/pipe_lock.py", "5").Output()
	if err != nil {
		t.Fatal(err)
	}
	rate, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		t.Fatal(err)
	}
	return rate
}

// spread is the median of some figures and their range.
type spread struct{ median, least, most float64 }

func (s spread) String() string { return fmt.Sprintf("%.2f (%.2f to %.2f)", s.median, s.least, s.most) }

// ratio is the rates by the bare one of the same round.
func ratio(list []rates, bare []float64) spread {
	var of []float64
	for i, r := range list {
		of = append(of, r.each/bare[i])
	}
	return spread{middle(of), slices.Min(of), slices.Max(of)}
}

// middle is the median.
func middle(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// median are the figures of the round with the median rate.
func median(list []rates) rates {
	sorted := slices.SortedFunc(slices.Values(list), func(a, b rates) int { return cmp.Compare(a.each, b.each) })
	return sorted[(len(sorted)-1)/2]
}

// rates are the figures of a search.
type rates struct {
	each        float64       // executions in a second of processor time
	asks        float64       // in an execution
	start       time.Duration // processor time up to the end of the first execution
	early, late int           // MB that the processes of the script have after 100 executions, and after all
}

// ratesOf measures a search, which begins again where it comes to its end. What that does besides, as to look for what
// threads share, is left out.
func ratesOf(t *testing.T, interpreter string, greenlets bool, search func() strategy.Strategy, executions int) (r rates) {
	t.Helper()
	began := processorTime(t)
	s, err := python.OpenWith(python.Options{Interpreter: interpreter, Greenlets: greenlets}, "testdata/pipe_lock.py", "5")
	if err != nil || s.Unfit() != "" {
		t.Fatal(err, s.Unfit())
	}
	defer s.Close()
	program, runner := s.Program(), sim.NewRunner()
	defer runner.Close()
	by := search()
	once := func(i int) {
		if !by.Begin(i) {
			by = search()
			by.Begin(i)
		}
		by.End(runner.Run(program, sim.Config{Clock: sim.Anytime, Fingerprint: true}, by))
	}
	once(0)
	r.start = processorTime(t) - began
	before, asked := processorTime(t), s.Asks()
	for i := 1; i < executions; i++ {
		if once(i); i == 100 {
			r.early = resident(t)
		}
	}
	n := float64(executions - 1)
	r.each, r.asks, r.late = n/(processorTime(t)-before).Seconds(), float64(s.Asks()-asked)/n, resident(t)
	return r
}

// processorTime is what this process and those that it has started have used, and those that these have.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	total := 0
	ours(t, func(_ int, f []string) {
		for _, field := range f[11:15] { // its own time, in user code and in the system, and that of its children that have ended
			ticks, _ := strconv.Atoi(field)
			total += ticks
		}
	})
	return time.Duration(total) * time.Second / 100 // a tick
}

// resident is how many MB of memory the processes have that this one has started, shared pages counted in each.
func resident(t *testing.T) int {
	t.Helper()
	pages := 0
	ours(t, func(pid int, f []string) {
		if n, err := strconv.Atoi(f[21]); err == nil && pid != os.Getpid() {
			pages += n
		}
	})
	return pages * os.Getpagesize() >> 20
}

// ours calls f with the fields of /proc/PID/stat behind the name, for this process and all that it has started.
func ours(t *testing.T, f func(pid int, fields []string)) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	parent, fields := map[int]int{}, map[int][]string{}
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		var pid int
		_, rest, _ := strings.Cut(string(data), ") ")
		list := strings.Fields(rest)
		if _, err := fmt.Sscan(string(data), &pid); err != nil || len(list) < 22 {
			t.Fatalf("%s: %q", path, data)
		}
		fields[pid] = list
		parent[pid], _ = strconv.Atoi(list[1])
	}
	for pid := range fields {
		for p := pid; p > 0; p = parent[p] {
			if p == os.Getpid() {
				f(pid, fields[pid])
				break
			}
		}
	}
}
