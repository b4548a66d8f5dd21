package executor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/scheduler"
	"simrun/sim"
)

// line writes a line of the log in one operation.
func line(w *sim.World, format string, args ...any) {
	if w.Do(sim.Op{Name: "log", Object: w.Stderr(), Class: sim.IO}) {
		w.Logf(format, args...)
	}
}

// lockPipeline is the tutorial's pipeline with two locks.
func lockPipeline(n, workers int) func(w *sim.World) {
	return func(w *sim.World) {
		full, empty := lock.New(w, "consumer_lock"), lock.New(w, "producer_lock")
		full.Acquire()
		message := 0
		pool := executor.New(w, workers)
		pool.With(func() {
			pool.Submit("producer", func() any {
				for i := range n {
					line(w, "P%d", i)
					empty.Acquire()
					message = i
					full.Release()
				}
				empty.Acquire()
				message = -1
				full.Release()
				return nil
			})
			pool.Submit("consumer", func() any {
				for {
					full.Acquire()
					m := message
					empty.Release()
					if m < 0 {
						return nil
					}
					line(w, "C%d", m)
				}
			})
		})
	}
}

// queuePipeline is the tutorial's pipeline with a queue, of which the producer stops after n messages at the latest. It
// reports how many messages were produced, consumed, and are left.
func queuePipeline(n, workers int) func(w *sim.World) {
	return func(w *sim.World) {
		q, over := queue.New(w, "", 10), event.New(w, "")
		w.OnEnd(func() { w.Observe("messages", fmt.Sprint(q.Puts(), q.Gets(), len(q.Left()))) })
		pool := executor.New(w, workers)
		pool.With(func() {
			pool.Submit("producer", func() any {
				for i := 0; i < n && !over.IsSet(); i++ {
					q.Put(i)
				}
				return nil
			})
			pool.Submit("consumer", func() any {
				for !over.IsSet() || !q.Empty() {
					q.Get()
				}
				return nil
			})
			w.Sleep(100 * time.Millisecond)
			over.Set()
		})
	}
}

// ends are the different ways in which executions end, and the number of different logs.
func ends(t *testing.T, main func(w *sim.World)) (list []string, logs int) {
	t.Helper()
	r := sim.NewRunner()
	defer r.Close()
	s := scheduler.NewDPOR()
	seen := map[uint64]bool{}
	for i := 0; s.Begin(i); i++ {
		x := r.Run(sim.Program{Main: main}, sim.Config{Clock: sim.Anytime}, s)
		s.End(x)
		if s.Discard() {
			continue
		}
		seen[x.LogPrint] = true
		if end := fmt.Sprint(x.End, " ", x.Observation("messages")); !slices.Contains(list, end) {
			list = append(list, end)
		}
	}
	if !s.Exhausted() {
		t.Fatal(s.Err())
	}
	slices.Sort(list)
	return list, len(seen)
}

// TestTutorial has the figures that were counted on CPython: 1, 2, 5, 13, 34 logs of the pipeline with locks, and three
// classes of the pipeline with a queue: clean, the consumer hangs, one message is lost.
func TestTutorial(t *testing.T) {
	for i, want := range []int{1, 2, 5, 13, 34} {
		list, logs := ends(t, lockPipeline(i+1, 2))
		if got := strings.Join(list, ", "); logs != want || got != "completed <nil>" {
			t.Errorf("%d messages: %d logs, want %d; %s", i+1, logs, want, got)
		}
	}
	if list, logs := ends(t, lockPipeline(5, 1)); logs != 1 || strings.Join(list, ", ") != "deadlock <nil>" {
		t.Errorf("one worker: %d logs, %q", logs, list)
	}
	for n := 1; n <= 3; n++ {
		var want []string
		for k := range n + 1 {
			want = append(want, fmt.Sprintf("completed %d %d 0", k, k), fmt.Sprintf("deadlock %d %d 0", k, k))
			if k > 0 {
				want = append(want, fmt.Sprintf("completed %d %d 1", k, k-1))
			}
		}
		slices.Sort(want)
		if list, _ := ends(t, queuePipeline(n, 2)); !slices.Equal(list, want) {
			t.Errorf("%d messages: %q, want %q", n, list, want)
		}
	}
	want := []string{"deadlock 10 0 10"}
	for k := range 11 {
		want = append(want, fmt.Sprintf("completed %d %d 0", k, k))
	}
	slices.Sort(want)
	if list, _ := ends(t, queuePipeline(12, 1)); !slices.Equal(list, want) {
		t.Errorf("one worker: %q, want %q", list, want)
	}
}
