package scheduler_test

import (
	"path/filepath"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// service is a worker that polls a queue until it is told to stop. Beside it two threads count in turns up to so many,
// each number only in the right order: one order of all does.
func service(poll bool, last int) sim.Program {
	return sim.Program{Name: "service", Main: func(w *sim.World) {
		q, stop, l := queue.New(w, "q", 0), event.New(w, "stop"), lock.New(w, "l")
		var all []*thread.Thread
		start := func(name string, f func()) {
			t := thread.New(w, thread.Name(name), thread.Target("", f))
			t.Start()
			all = append(all, t)
		}
		if poll {
			start("poller", func() {
				for !stop.IsSet() {
					q.Get(queue.Timeout(time.Second))
				}
			})
		}
		n := 0
		for first := range 2 {
			start([]string{"even", "odd"}[first], func() {
				for want := first; want <= last; want += 2 {
					l.Acquire()
					if n == want {
						n++
					}
					l.Release()
				}
			})
		}
		for _, t := range all[len(all)-2:] {
			t.Join()
		}
		stop.Set()
		if n > last {
			w.Fail("rare", "all in order")
		}
	}}
}

// TestRareFailureBesideAPoller: the default search finds the one order of ten sections that fails, of 252, whether or not
// there is a thread that goes round for ever beside them.
func TestRareFailureBesideAPoller(t *testing.T) {
	for _, poll := range []bool{false, true} {
		for _, workers := range []int{1, 2} {
			r := explore(t, service(poll, 9), scheduler.Options{Strategy: "auto", Executions: 20_000, First: true, NoShrink: true, Workers: workers,
				Config: sim.Config{Clock: sim.Anytime, MaxSteps: 20_000}})
			if len(r.Findings) == 0 {
				t.Errorf("poller %v: none in %d executions", poll, r.Executions)
			}
		}
	}
}

// TestRoundsOfPolling: a search goes from one bound to the next within its limits, says up to which it has seen
// everything, and does not depend on the number of workers. With a bound it counts each trace once: those that it has seen
// at a smaller one do not count again.
func TestRoundsOfPolling(t *testing.T) {
	for _, c := range []struct {
		strategy   string
		executions int
		rounds     int // at least
	}{{"dpor", 0, 3}, {"dpor", 1000, 4}, {"auto", 900, 1}} {
		var first string
		for _, workers := range []int{1, 2, 5} {
			r := explore(t, service(true, 1), scheduler.Options{Strategy: c.strategy, Executions: c.executions, Workers: workers,
				Config: sim.Config{Clock: sim.Anytime, MaxSteps: 2000, Fingerprint: true}})
			if r.Rounds < c.rounds || r.Exhausted || len(r.Findings) != 1 {
				t.Errorf("%+v: exhaustive up to %d rounds, %v; findings %d", c, r.Rounds, r.Exhausted, len(r.Findings))
			}
			if c.strategy == "dpor" && r.Executions != r.DistinctTraces {
				t.Errorf("%+v: %d executions, %d traces", c, r.Executions, r.DistinctTraces)
			}
			if s := summary(r); first == "" {
				first = s
			} else if s != first {
				t.Errorf("%+v: with %d workers\n%s\nwith one\n%s", c, workers, s, first)
			}
		}
	}
}

// TestPatience: a loop that ends is no polling without an end, and is searched as it is.
func TestPatience(t *testing.T) {
	r := explore(t, sim.Program{Name: "patient", Main: func(w *sim.World) {
		e := event.New(w, "e")
		thread.New(w, thread.Target("", e.Set)).Start()
		for i := 0; i < 20 && !e.IsSet(); i++ {
			w.Sleep(time.Second)
		}
	}}, scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
	if !r.Exhausted || r.Rounds != 0 {
		t.Errorf("exhausted %v, up to %d rounds", r.Exhausted, r.Rounds)
	}
}

// TestPollingGoesOnFromACheckpoint: in pieces a search with bounds comes to the same.
func TestPollingGoesOnFromACheckpoint(t *testing.T) {
	o := scheduler.Options{Strategy: "dpor", Executions: 400, NoShrink: true,
		Config: sim.Config{Clock: sim.Anytime, MaxSteps: 20_000, Fingerprint: true}}
	want := explore(t, service(true, 1), o)
	o.Checkpoint = filepath.Join(t.TempDir(), "search")
	var got *scheduler.Report
	for o.Executions = 37; o.Executions < 400; o.Executions += 37 {
		o.Workers = 1 + o.Executions%3
		explore(t, service(true, 1), o)
	}
	o.Executions = 400
	got = explore(t, service(true, 1), o)
	if summary(got) != summary(want) || got.Rounds != want.Rounds || got.Rounds == 0 {
		t.Errorf("in pieces %d rounds,\n%s\nat once %d rounds,\n%s", got.Rounds, summary(got), want.Rounds, summary(want))
	}
}
