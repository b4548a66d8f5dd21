package conformance_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// TestEveryTrace draws programs on all models, smaller ones than TestStepsCommute, and holds DPOR against the plain search: it visits the
// same traces, or, where the plain search takes too long, all that this and a random one have come to. Four in ten submit to the pool,
// because its steps have the most to do with threads.
func TestEveryTrace(t *testing.T) {
	whole, part := 0, 0
	for i := range 80 {
		p, name, cfg := drawnSmall(uint64(i))
		reduced := smallprogram.Visit(p, cfg, dpor.New(), 2500)
		if !reduced.Complete {
			continue
		}
		plain := smallprogram.Visit(p, cfg, systematic.NewDFS(), 1000)
		if whole++; !plain.Complete {
			whole, part = whole-1, part+1
			for f, outcome := range smallprogram.Visit(p, cfg, sampling.NewRandom(uint64(i)), 500).Traces {
				plain.Traces[f] = outcome
			}
		}
		missed := 0
		for f := range plain.Traces {
			if _, ok := reduced.Traces[f]; !ok {
				missed++
			}
		}
		if missed > 0 || plain.Complete && len(plain.Traces) != len(reduced.Traces) {
			t.Errorf("program %d, %s, %v: DPOR visited %d traces, and missed %d of %d", i, name, cfg.Clock, len(reduced.Traces), missed, len(plain.Traces))
		}
	}
	t.Logf("%d programs, and %d in part", whole, part)
}

// drawnSmall draws a program of two or three threads with one or two calls each. The third is a raw one or a daemon.
func drawnSmall(seed uint64) (p sim.Program, name string, cfg sim.Config) {
	r := rand.New(rand.NewPCG(seed, 77))
	threads := drawn(r)
	for i := range threads {
		threads[i] = threads[i][:min(len(threads[i]), 2)]
	}
	if r.IntN(5) < 2 {
		threads[1] = []string{"Executor.submit"}
		threads = append(threads[:2], []string{[]string{"atexit", "excepthook", "thread.current", "Thread.new"}[r.IntN(4)]})
	}
	raw := r.IntN(2) == 0
	cfg = sim.Config{Switching: []sim.Switching{sim.Call, sim.Bytecode, sim.IO, sim.Block}[r.IntN(4)], Clock: []sim.Clock{sim.Anytime, sim.Virtual}[r.IntN(2)]}
	return sim.Program{Name: "small", Main: func(w *sim.World) {
		w.StandStill()
		x, saw := newEverything(w), make([]string, len(threads))
		w.OnEnd(func() { w.Observe("saw", fmt.Sprintf("%q", saw)) })
		run := func(i int) {
			for _, call := range threads[i] {
				var got any
				text := conformance.Try(func() { got = callOf(call)(x) })
				saw[i] += strings.TrimSpace(fmt.Sprint(call, " ", got, " ", text)) + ";"
			}
		}
		for i := 1; i < len(threads); i++ {
			if i == 2 && raw {
				thread.StartNewThread(w, "raw", func() { run(i) })
				continue
			}
			thread.New(w, thread.Name(fmt.Sprint("t", i)), thread.Daemon(i == 2), thread.Target("", func() { run(i) })).Start()
		}
		run(0)
	}}, fmt.Sprintf("%q raw %v in mode %v", threads, raw, cfg.Switching), cfg
}
