package executor_test

import (
	"testing"
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

type (
	world  = *sim.World
	result = *conformance.Out
)

const (
	short     = 10 * time.Millisecond
	cancelled = "concurrent.futures._base.CancelledError"
)

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, futureCases())
	conformance.Run(t, futureThreadCases())
	conformance.Run(t, waitCases())
	conformance.Run(t, completedCases())
	conformance.Run(t, poolCases())
	conformance.Run(t, mapCases())
	conformance.Run(t, shutdownCases())
	conformance.Run(t, mistakeCases())
}

// value is a result, or the error in its place.
func value(v any, err error) any {
	if err != nil {
		return err
	}
	return v
}

// give is a task that returns its argument; fail one that raises.
func give(v any) func() any { return func() any { return v } }
func fail() any             { panic(sim.ValueError("task")) }

// states makes a future in each of its states, in this order: pending, running, cancelled, cancelled and notified,
// finished with an exception, finished with a value.
func states(w *sim.World) []*executor.Future {
	fs := make([]*executor.Future, 6)
	for i := range fs {
		fs[i] = executor.NewFuture(w, "f")
	}
	fs[1].SetRunningOrNotifyCancel()
	fs[2].Cancel()
	fs[3].Cancel()
	fs[3].SetRunningOrNotifyCancel()
	fs[4].SetException(&sim.Exception{Type: "OSError"})
	fs[5].SetResult(42)
	return fs
}

// names are those of the futures, or of the error in the place of one.
func names(fs []*executor.Future) []string {
	s := []string{}
	for _, f := range fs {
		s = append(s, f.Name())
	}
	return s
}
