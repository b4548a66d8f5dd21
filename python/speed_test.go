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
		var bare, planned, random, asks float64
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
			rate, asks = rateOf(t, interpreter, dpor.New(), *measured)
			planned = max(planned, rate)
			rate, _ = rateOf(t, interpreter, sampling.NewRandom(1), *measured)
			random = max(random, rate)
		}
		t.Logf("| %.0f | %.0f | %.2f | %.0f | %.2f | %.1f |", bare, planned, planned/bare, random, random/bare, asks)
		if planned < 0.3*bare || random < 0.15*bare || asks > 8 {
			t.Error("that is less than 0.3 and 0.15 of the bare rate, or more than 8 asks")
		}
	})
}

// rateOf is how many executions a strategy makes in a second of processor time, and how often each asks. What a search does
// besides, as to look for what threads share, is left out.
func rateOf(t *testing.T, interpreter string, by strategy.Strategy, executions int) (rate, asks float64) {
	t.Helper()
	s := open(t, interpreter, "pipe_lock.py", "5")
	defer s.Close()
	runner := sim.NewRunner()
	defer runner.Close()
	before, asked := processorTime(t), s.Asks()
	for i := range executions {
		by.Begin(i)
		by.End(runner.Run(s.Program(), sim.Config{Clock: sim.Anytime, Fingerprint: true}, by))
	}
	return float64(executions) / (processorTime(t) - before).Seconds(), float64(s.Asks()-asked) / float64(executions)
}

// processorTime is what this process and those that it has started have used, and those that these have.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	parent, used := map[int]int{}, map[int]int{}
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		var pid int
		_, rest, _ := strings.Cut(string(data), ") ")
		f := strings.Fields(rest)
		if _, err := fmt.Sscan(string(data), &pid); err != nil || len(f) < 15 {
			t.Fatalf("%s: %q", path, data)
		}
		for i := range 4 { // its own time, in user code and in the system, and that of its children that have ended
			ticks, _ := strconv.Atoi(f[11+i])
			used[pid] += ticks
		}
		parent[pid], _ = strconv.Atoi(f[1])
	}
	total := 0
	for pid := range used {
		for p := pid; p > 0; p = parent[p] {
			if p == os.Getpid() {
				total += used[pid]
				break
			}
		}
	}
	return time.Duration(total) * time.Second / 100 // a tick
}
