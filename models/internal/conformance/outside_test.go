package conformance_test

import (
	"fmt"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// TestSeenFromOutside: what a model keeps to itself while a lock is held, or before it first needs something, others see by a call that
// needs no lock. DPOR visits each trace that the plain search does, and each has one outcome.
func TestSeenFromOutside(t *testing.T) {
	for _, c := range []struct {
		mode             sim.Switching
		main, other      []string
		traces, outcomes int
	}{
		// The repr comes before, between or after the acquires, and is a step of its own after the start of its thread: count=0, 1 or 2.
		{sim.Call, []string{"RLock.acquire", "RLock.acquire"}, []string{"RLock.repr"}, 4, 3},
		// count=0, 1, 2, and 1 again, which no program can tell from the first.
		{sim.Call, []string{"RLock.acquire", "RLock.acquire", "RLock.release"}, []string{"RLock.repr"}, 5, 3},
		// The waiter is there as soon as the line is logged, while the lock is still held, and until the lock is taken again.
		{sim.Call, []string{"Condition.acquire", "logging.info", "Condition.wait"}, []string{"Condition.repr"}, 9, 4},
		// Whoever comes first to the handlers has them closed at the exit, and the other one does not.
		{sim.Call, []string{"Logger.handlers"}, []string{"sys.stderr", "Logger.handlers"}, 8, 1},
		// In the mode io a message that is of no interest is no point: what the thread does before it, which is to sleep, depends on the level.
		{sim.IO, []string{"sleep", "Logger.set_level"}, []string{"sleep", "Logger.info"}, 4, 1},
	} {
		p := sim.Program{Name: "outside", Main: func(w *sim.World) {
			x := newEverything(w)
			var saw [2][]any
			w.OnEnd(func() { w.Observe("saw", fmt.Sprint(saw)) })
			run := func(i int, calls []string) {
				for _, call := range calls {
					conformance.Try(func() { saw[i] = append(saw[i], callOf(call)(x)) })
				}
			}
			thread.New(w, thread.Target("", func() { run(1, c.other) })).Start()
			run(0, c.main)
		}}
		name := fmt.Sprintf("%q beside %q in mode %v", c.main, c.other, c.mode)
		cfg := sim.Config{Clock: sim.Anytime, Switching: c.mode}
		plain := smallprogram.Visit(p, cfg, systematic.NewDFS(), 10_000)
		reduced := smallprogram.Visit(p, cfg, dpor.New(), 10_000)
		outcomes := map[string]bool{}
		for fingerprint, outcome := range plain.Traces {
			outcomes[outcome] = true
			if reduced.Traces[fingerprint] == "" {
				t.Errorf("%s: DPOR misses the trace that ends with %s", name, outcome)
			}
		}
		if !plain.Complete || len(plain.Traces) != c.traces || len(reduced.Traces) != c.traces || len(outcomes) != c.outcomes {
			t.Errorf("%s: %d traces and %d outcomes, by DPOR %d traces, want %d and %d",
				name, len(plain.Traces), len(outcomes), len(reduced.Traces), c.traces, c.outcomes)
		}
	}
}
