package scheduler_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"simrun/models/event"
	"simrun/models/lock"
	pythread "simrun/models/thread"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// counter is a place for a number that two threads share, made anew in each execution.
type counter struct {
	load  func() int
	store func(n int)
}

// places are what a program may share past the models.
var places = map[string]func() counter{
	"variable": func() counter {
		n := 0
		return counter{func() int { return n }, func(v int) { n = v }}
	},
	"slice": func() counter {
		var list []int
		return counter{func() int { return len(list) }, func(v int) { list = make([]int, v) }}
	},
	"map": func() counter {
		m := map[string]int{}
		return counter{func() int { return m["n"] }, func(v int) { m["n"] = v }}
	},
	"field": func() counter {
		x := &struct{ n int }{}
		return counter{func() int { return x.n }, func(v int) { x.n = v }}
	},
	"atomic": func() counter {
		var n atomic.Int64
		return counter{func() int { return int(n.Load()) }, func(v int) { n.Store(int64(v)) }}
	},
	"mutex": func() counter { // which is never held when another thread runs, and so never blocks
		var mu sync.Mutex
		n := 0
		return counter{
			func() int { mu.Lock(); defer mu.Unlock(); return n },
			func(v int) { mu.Lock(); defer mu.Unlock(); n = v },
		}
	},
	"channel": func() counter { // with room
		c := make(chan int, 1)
		c <- 0
		return counter{func() int { v := <-c; c <- v; return v }, func(v int) { <-c; c <- v }}
	},
}

// update has two threads add one. The lock orders nothing in it: the number is read before it is taken and stored after it
// was given back. Of its two traces, T1 first and T2 first, each has executions in which an update is lost.
func update(place func() counter) func(w *sim.World) {
	return func(w *sim.World) {
		n, l := place(), lock.New(w, "l")
		add := func() {
			event.New(w, "").IsSet() // a thread runs up to its first operation in the step that creates it
			v := n.load()
			l.Acquire()
			l.Release()
			n.store(v + 1)
		}
		w.OnEnd(func() { w.Observe("n", n.load()) })
		w.SpawnAll("T", add, add)
	}
}

// locked is the same, and right: the number is only touched by who has the lock.
func locked(place func() counter) func(w *sim.World) {
	return func(w *sim.World) {
		n, l := place(), lock.New(w, "l")
		add := func() {
			l.Acquire()
			n.store(n.load() + 1)
			l.Release()
		}
		w.OnEnd(func() { w.Observe("n", n.load()) })
		w.SpawnAll("T", add, add)
	}
}

// middle has n threads that each pass a place alone as far as they know, and fails if all are there at the same time.
// Nobody waits for anybody, and no two touch one object: it has one trace.
func middle(n int, alone bool) func(w *sim.World) {
	return func(w *sim.World) {
		in, l := 0, lock.New(w, "l")
		for range n {
			pythread.New(w, pythread.Target("worker", func() {
				e := event.New(w, "")
				e.IsSet()
				e.IsSet()
				if alone {
					l.Acquire()
				}
				in++
				if in == n {
					w.Fail("all-in-the-middle", "%d threads", in)
				}
				e.IsSet()
				in--
				if alone {
					l.Release()
				}
				e.IsSet()
			})).Start()
		}
	}
}

func searchedFor(t *testing.T, name string, main func(w *sim.World), strategy string) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), sim.Program{Name: name, Main: main}, scheduler.Options{
		Strategy: strategy, Config: sim.Config{Clock: sim.Anytime, Fingerprint: strategy == "dfs"}, Executions: 20_000,
	})
	if err != nil {
		t.Fatalf("%s, %s: %v", name, strategy, err)
	}
	return r
}

// What threads share past the models is found in whatever it is kept, with the lines at which it is touched, and nothing
// is proved; of the twin all is proved.
func TestSharingPastTheModels(t *testing.T) {
	for name, place := range places {
		for _, strategy := range []string{"dpor", "auto", "dfs", "preemption-bound"} {
			if r := searchedFor(t, name, update(place), strategy); r.Sharing == nil || r.Exhausted || r.Verdict() != sim.Failed {
				t.Errorf("%s, %s: nothing is found: exhausted %v, %v", name, strategy, r.Exhausted, r.Verdict())
			} else if !strings.Contains(r.Sharing.Message, "sharing_test.go:") || !strings.Contains(r.Sharing.Message, "n is ") {
				t.Errorf("%s, %s: %s", name, strategy, r.Sharing.Message)
			}
			if r := searchedFor(t, name, locked(place), strategy); r.Sharing != nil || !r.Exhausted || r.Verdict() != sim.Passed {
				t.Errorf("%s, %s, locked: %+v, exhausted %v", name, strategy, r.Sharing, r.Exhausted)
			}
		}
	}
}

// A failure that needs five threads at one place is in no trace of its own.
func TestSharingNeedsManyThreads(t *testing.T) {
	for _, n := range []int{2, 3, 5} {
		r := searchedFor(t, "middle", middle(n, false), "dpor")
		if r.Sharing == nil || r.Exhausted {
			t.Errorf("%d threads: nothing is found, exhausted %v", n, r.Exhausted)
		} else if !strings.Contains(r.Sharing.Message, "it fails: all-in-the-middle") {
			t.Errorf("%d threads: %s", n, r.Sharing.Message)
		}
	}
	if r := searchedFor(t, "middle", middle(2, true), "dpor"); r.Sharing != nil || !r.Exhausted || len(r.Findings) > 0 {
		t.Errorf("alone: %+v, exhausted %v, %d findings", r.Sharing, r.Exhausted, len(r.Findings))
	}
}

// The two executions that are named have the same trace, and do not end alike.
func TestSharingHasTwoExecutions(t *testing.T) {
	p := sim.Program{Name: "update", Main: update(places["variable"])}
	r := searchedFor(t, p.Name, p.Main, "dpor")
	if r.Sharing == nil {
		t.Fatal("nothing is found")
	}
	seen := map[any]bool{}
	prints := map[uint64]bool{}
	for _, token := range []sim.Token{r.Sharing.One, r.Sharing.Other} {
		replay := replay.Of(token)
		x := sim.Run(p, sim.Config{Clock: sim.Anytime, Fingerprint: true}, replay)
		if d := replay.Diverged(); d != nil {
			t.Fatal(d)
		}
		seen[x.Observation("n")], prints[x.Fingerprint] = true, true
	}
	if len(seen) != 2 || len(prints) != 1 {
		t.Errorf("%d traces, n is one of %v", len(prints), seen)
	}
}

// rarely is update where two others come before the two that share something, one of whom then the other.
func rarely(place func() counter) func(w *sim.World) {
	return func(w *sim.World) {
		n, l, order, came := place(), lock.New(w, "l"), lock.New(w, "order"), 0
		add := func() {
			order.Acquire()
			late := came >= 2
			came++
			order.Release()
			v := n.load()
			l.Acquire()
			l.Release()
			if late {
				n.store(v + 1)
			}
		}
		w.OnEnd(func() { w.Observe("n", n.load()) })
		w.SpawnAll("T", add, add, func() { order.Acquire(); came++; order.Release() }, func() { order.Acquire(); came++; order.Release() })
	}
}

// However many executions are looked at at once, what is found is the same: the first execution counts. Of the twin with a
// lock nothing is found.
func TestSharingAtOnce(t *testing.T) {
	for name, p := range map[string]struct {
		main   func(w *sim.World)
		shares bool
	}{
		"update": {update(places["variable"]), true}, "rarely": {rarely(places["variable"]), true}, "middle": {middle(5, false), true},
		"locked": {locked(places["variable"]), false}, "alone": {middle(5, true), false},
	} {
		of := replay.Subject{Program: sim.Program{Name: name, Main: p.main}, Config: sim.Config{Clock: sim.Anytime, Fingerprint: true}}
		var sample sharing.Sample
		walk, runner := sampling.NewRandom(1), sim.NewRunner()
		for i := range 100 {
			walk.Begin(i)
			sample.Add(runner.Run(of.Program, of.Config, walk))
		}
		runner.Close()
		want := sharing.AmongSample(context.Background(), of, &sample, 0, 1)
		if (want != nil) != p.shares {
			t.Errorf("%s: %+v", name, want)
		}
		for _, atOnce := range []int{2, 3, 8} {
			for range 5 {
				if diff := cmp.Diff(want, sharing.AmongSample(context.Background(), of, &sample, 0, atOnce)); diff != "" {
					t.Errorf("%s, %d at once: %s", name, atOnce, diff)
				}
			}
		}
	}
}

// A program that does not repeat itself is not said to share something: it does something else with the same choices.
func TestSharingOrNotRepeating(t *testing.T) {
	runs := 0
	r := searchedFor(t, "counts", func(w *sim.World) {
		runs++
		w.Observe("runs", runs)
		w.SpawnAll("T", func() { event.New(w, "").IsSet() }, func() { event.New(w, "").IsSet() })
	}, "dpor")
	if r.Sharing == nil || !strings.Contains(r.Sharing.Message, "does not repeat") {
		t.Errorf("%+v", r.Sharing)
	}
}
