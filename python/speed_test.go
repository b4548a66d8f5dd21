//go:build cpython && linux

package python_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

var (
	measure  = flag.Bool("measure", false, "measure what executions of a script cost, and print the table of docs/performance.md")
	measured = flag.Int("measured", 1000, "executions that are measured at a time")
	rounds   = flag.Int("rounds", 3, "how often each is measured; the best counts")
)

// TestSpeed measures the lock pipeline of five messages, by dpor, by random, and bare: executed again and again in one process
// without simrun. All figures are of processor time, of simrun and of the interpreter together, so that what else the
// machine does hardly matters; the three are measured in turn, and the best of each counts.
func TestSpeed(t *testing.T) {
	if !*measure {
		t.Skip("only with -measure")
	}
	if runtime.NumCPU() > 1 {
		t.Log("not pinned: run it by taskset -c 0")
	}
	onEach(t, func(t *testing.T, interpreter string) {
		var bare float64
		var planned, random rates
		for range *rounds {
			out, err := exec.Command(interpreter, "testdata/bare.py", "testdata/pipe_lock.py", "5").Output()
			if err != nil {
				t.Fatal(err)
			}
			rate, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
			if err != nil {
				t.Fatal(err)
			}
			bare = max(bare, rate)
			planned = planned.better(ratesOf(t, interpreter, func() strategy.Strategy { return dpor.New() }, *measured))
			random = random.better(ratesOf(t, interpreter, func() strategy.Strategy { return sampling.NewRandom(1) }, *measured))
		}
		fmt.Printf("| bare | dpor | of bare | asks | random | of bare | asks | first execution after | MB after 100 | after %d |\n", *measured)
		fmt.Printf("| %.0f | %.0f | %.2f | %.1f | %.0f | %.2f | %.1f | %.2f s | %d | %d |\n", bare, planned.each, planned.each/bare, planned.asks,
			random.each, random.each/bare, random.asks, planned.start.Seconds(), random.early, random.late)
		if planned.each < 0.3*bare || random.each < 0.15*bare || planned.asks > 8 {
			t.Error("that is less than 0.3 and 0.15 of the bare rate, or more than 8 asks")
		}
	})
}

// rates are the figures of a search.
type rates struct {
	each        float64       // executions in a second of processor time
	asks        float64       // in an execution
	start       time.Duration // processor time up to the end of the first execution
	early, late int           // MB that the processes of the script have after 100 executions, and after all
}

func (r rates) better(other rates) rates {
	if r.each > other.each {
		return r
	}
	return other
}

// ratesOf measures a search, which begins again where it comes to its end. What that does besides, as to look for what
// threads share, is left out.
func ratesOf(t *testing.T, interpreter string, search func() strategy.Strategy, executions int) (r rates) {
	t.Helper()
	began := processorTime(t)
	s := open(t, interpreter, "pipe_lock.py", "5")
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
