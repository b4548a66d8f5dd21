package golang_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/models/golang"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// timed are operations of programs in which time passes: one second for the first channel, two for the second. The first timer is one that
// fires once, after a second, the second one ticks every two.
var timed = []string{
	"sleep", "sleep", "receive in time", "receive in time", "send in time", "send", "receive", "stop", "reset", "receive from timer",
}

// clocks are what a random program with timers shares.
type clocks struct {
	w      world
	c      [2]*golang.Chan[int]
	timers [2]*golang.Timer
	fires  [2]*golang.Chan[time.Duration]
}

// randomTimed draws two or three goroutines with at most five operations together.
func randomTimed(seed uint64) (goroutines [][]step, sizes [2]int) {
	r := rand.New(rand.NewPCG(seed, 1))
	goroutines = make([][]step, 2+r.IntN(2))
	for range 3 + r.IntN(3) {
		i := r.IntN(len(goroutines))
		goroutines[i] = append(goroutines[i], step{r.IntN(len(timed)), r.IntN(2)})
	}
	return goroutines, [2]int{r.IntN(2), r.IntN(2)}
}

// timedProgram is a random program; it observes what each goroutine has seen.
func timedProgram(goroutines [][]step, sizes [2]int) sim.Program {
	return golang.Program("timed", func(w world) {
		k := &clocks{w: w}
		for i := range k.c {
			k.c[i] = golang.Make[int](w, "", sizes[i])
		}
		if withTimers(goroutines) {
			k.timers[0], k.fires[0] = golang.NewTimer(w, "", time.Second)
			k.timers[1], k.fires[1] = golang.NewTicker(w, "", 2*time.Second)
		}
		saw := make([]string, len(goroutines))
		w.OnEnd(func() { w.Observe("out", strings.Join(saw, ";")) })
		life := func(i int) {
			for n, s := range goroutines[i] {
				saw[i] += " " + k.carryOut(timed[s.op], s.on, 10*i+n)
			}
		}
		for i := range goroutines[1:] {
			golang.Go(w, fmt.Sprint(i+1), func() { life(i + 1) })
		}
		life(0)
	})
}

func withTimers(goroutines [][]step) bool {
	return slices.ContainsFunc(slices.Concat(goroutines...), func(s step) bool { return s.op >= slices.Index(timed, "stop") })
}

func (k *clocks) carryOut(op string, on, v int) string {
	long := time.Duration(1+on) * time.Second
	in, out := &golang.Receives[int]{C: k.c[on]}, &golang.Sends[int]{C: k.c[on], Value: v}
	switch op {
	case "sleep":
		golang.Sleep(k.w, long)
	case "receive in time":
		return fmt.Sprint(golang.Select(k.w, in, &golang.Receives[time.Duration]{C: golang.After(k.w, long)}), in.Value)
	case "send in time":
		return fmt.Sprint(golang.Select(k.w, out, &golang.Receives[time.Duration]{C: golang.After(k.w, long)}))
	case "send":
		k.c[on].Send(v)
	case "receive":
		return fmt.Sprint(k.c[on].Receive())
	case "stop":
		return fmt.Sprint(k.timers[on].Stop())
	case "reset":
		return fmt.Sprint(k.timers[on].Reset(long))
	case "receive from timer":
		if at := k.fires[on].Receive(); k.w.Config().Clock == sim.Virtual { // elsewhere it only says which timers have fired so far
			return fmt.Sprint(at)
		}
	}
	return "."
}

// TestRandomTimers: where time passes only while no goroutine can go on, and where it may at any point, partial order reduction
// visits the traces of random programs with sleeps and timers that the depth-first search visits, in every switching mode.
func TestRandomTimers(t *testing.T) {
	n := *programs
	if testing.Short() {
		n /= 10
	}
	for _, clock := range []sim.Clock{sim.Virtual, sim.Anytime} {
		t.Run(clock.String(), func(t *testing.T) {
			compared, traces, executions, redundant, schedules := 0, 0, 0, 0, 0
			for seed := range uint64(n) {
				goroutines, sizes := randomTimed(seed)
				p := timedProgram(goroutines, sizes)
				for mode := sim.Block; mode <= sim.Bytecode; mode++ {
					cfg := sim.Config{Clock: clock, Switching: mode}
					dfs := smallprogram.Visit(p, cfg, systematic.NewDFS(), 3000)
					if !dfs.Complete {
						continue
					}
					reduced := smallprogram.Visit(p, cfg, dpor.New(), 6000)
					if !reduced.Complete || !maps.Equal(reduced.Traces, dfs.Traces) {
						t.Errorf("seed %d, %v of sizes %v, %v: dpor visits %d traces, there are %d", seed, goroutines, sizes, mode, len(reduced.Traces), len(dfs.Traces))
					}
					compared, traces, executions = compared+1, traces+len(dfs.Traces), executions+reduced.Runs
					redundant, schedules = redundant+reduced.Redundant, schedules+dfs.Runs
				}
			}
			t.Logf("%d searches compared, %d traces: %d executions by dpor, and %d redundant ones; %d by dfs", compared, traces, executions, redundant, schedules)
			if compared < n || schedules < 2*traces {
				t.Errorf("the programs are too large, or too simple: %d searches, %d schedules of %d traces", compared, schedules, traces)
			}
		})
	}
}
