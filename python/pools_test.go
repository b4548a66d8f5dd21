//go:build cpython

package python_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestThreadPool: the tasks of a ThreadPool are searched in one process, as those of an executor are. Two that count lose one, within a
// few executions; with a lock none is lost, and what the pool's own threads share is followed, so that nothing lies past the models.
// The schedules of the five threads are too many to try them all.
func TestThreadPool(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		lost := open(t, interpreter, "pools/counter.py")
		found := false
		for seed := uint64(0); seed < 40 && !found; seed++ {
			strategy := sampling.NewRandom(seed)
			strategy.Begin(0)
			x := sim.Run(lost.Program(), sim.Config{Clock: sim.Anytime, Seed: seed, MaxSteps: 3000}, strategy)
			found = strings.Contains(fmt.Sprint(x.Uncaught), "1 are counted")
		}
		if !found {
			t.Error("without a lock nothing is lost in 40 executions")
		}
		if !hasTurn(interpreter, 1) {
			return
		}
		s := open(t, interpreter, "pools/counter.py", "lock")
		ctx, end := context.WithTimeout(t.Context(), 30*time.Second) // on a busy machine there are fewer than 40
		defer end()
		r, err := scheduler.Explore(ctx, s.Program(), options(scheduler.Options{Strategy: "dpor", Executions: 40}))
		if err != nil {
			t.Fatal(err)
		}
		if r.Sharing != nil || len(r.Findings) > 0 || s.Leaks() != "" {
			t.Errorf("with a lock: %s, %v, %s", kinds(r), r.Sharing, s.Leaks())
		}
	})
}

// TestPools: what is asked of a ThreadPool, of multiprocessing.dummy and of multiprocessing's locks comes to what it does without
// simrun, and leaves nothing behind for the next execution.
func TestPools(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, name := range []string{"calls.py", "locks.py"} {
			path := filepath.Join("testdata/pools", name)
			want := alone(t, interpreter, path)
			s := openAt(t, interpreter, path)
			if have := prints(s); have != want || s.Leaks() != "" {
				t.Errorf("%s prints\n%s\nand without simrun\n%s\n%s", name, have, want, s.Leaks())
			}
		}
	})
}
