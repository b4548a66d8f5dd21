package properties_test

import (
	"fmt"
	"runtime"
	"testing"

	"simrun/models/event"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// deadlockOf is an execution in which so many threads wait for one event for ever.
func deadlockOf(n int) *sim.Execution {
	return sim.Run(sim.Program{Main: func(w *sim.World) {
		e := event.New(w, "e")
		bodies := make([]func(), n)
		for i := range bodies {
			bodies[i] = func() { e.Wait() }
		}
		w.SpawnAll("T", bodies...)
	}}, sim.Config{}, sampling.NewRunToBlock())
}

// A deadlock of sixteen times as many threads takes about sixteen times as much to describe, not 256 times. What it allocates is the same on
// a busy machine; for the time there is a benchmark.
func TestDeadlockOfManyThreads(t *testing.T) {
	takes := func(n int) uint64 {
		x := deadlockOf(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if properties.NoDeadlock.Check(x) == nil {
			t.Fatal("no deadlock")
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if few, many := takes(1000), takes(16000); many > 32*few {
		t.Errorf("1,000 threads take %d bytes, 16,000 take %d", few, many)
	}
}

// BenchmarkDeadlock is the time for each of the threads, which does not grow with their number, but for what the cache takes.
func BenchmarkDeadlock(b *testing.B) {
	for _, n := range []int{1000, 16000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := deadlockOf(n)
			for b.Loop() {
				properties.NoDeadlock.Check(x)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/thread")
		})
	}
}
