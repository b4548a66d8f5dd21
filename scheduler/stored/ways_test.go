package stored_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// TestWaysToGoByWords runs each way alone. The strict one needs all turns as they were, the patient one bears another
// order of what is started, and the one of switches bears changes between them.
func TestWaysToGoByWords(t *testing.T) {
	type ways = [3]bool
	o := scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{neverDeadlock{}}}
	for _, c := range []struct {
		name       string
		then, edit sim.Program
		want       ways
	}{
		{"unchanged", meal(edits{}), meal(edits{}), ways{true, true, true}},
		{"log lines", meal(edits{}), meal(edits{logs: true}), ways{true, true, true}},
		{"renamed", meal(edits{}), meal(edits{renamed: true, logs: true}), ways{true, true, true}},
		{"reordered", meal(edits{}), meal(edits{reordered: true, logs: true}), ways{false, true, false}},
		{"moved", meal(edits{}), meal(edits{moved: true, logs: true}), ways{false, false, true}},
		{"the fifth time", fifth(0), fifth(1), ways{true, true, true}},
		{"twins", twins(0), twins(2), ways{true, true, true}},
		{"of three, the third", third(0, false), third(1, false), ways{true, true, true}},
		{"of three, the third, started by another", third(0, false), third(1, true), ways{false, false, true}},
		{"tasks", tasks(0, false), tasks(1, false), ways{true, true, true}},
		{"tasks of other workers", tasks(0, false), tasks(1, true), ways{false, false, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := searched(t, c.then, o).Findings
			if len(found) == 0 {
				t.Fatal("no finding")
			}
			kept, err := stored.Store(o.Subject(c.then), found[0])
			if err != nil {
				t.Fatal(err)
			}
			if got := stored.Ways(o.Subject(c.edit), kept); got != c.want {
				t.Errorf("got %v, want %v; preemptions %d, turns %v", got, c.want, found[0].Preemptions, kept.Turns)
			}
		})
	}
}

// lines writes n lines of log.
func lines(w *sim.World, n int) {
	for range n {
		if w.Do(sim.Op{Name: "log", Object: w.Stderr(), Class: sim.IO}) {
			w.Logf("line")
		}
	}
}

// fifth fails if the spy comes between the fourth and the fifth round of the worker.
func fifth(more int) sim.Program {
	return sim.Program{Name: "fifth", Main: func(w *sim.World) {
		guard, rounds := lock.New(w, "guard"), 0
		thread.New(w, thread.Target("worker", func() {
			for range 6 {
				guard.Acquire()
				lines(w, more)
				rounds++
				guard.Release()
			}
		})).Start()
		thread.New(w, thread.Target("spy", func() {
			lines(w, more)
			guard.Acquire()
			defer guard.Release()
			if rounds == 4 {
				w.Fail("spied", "the spy came after round 4")
			}
		})).Start()
	}}
}

// twins are two threads of one name that lose an update.
func twins(more int) sim.Program {
	return sim.Program{Name: "twins", Main: func(w *sim.World) {
		n := shared.New(w, "n", 0)
		work := thread.Target("", func() {
			lines(w, more)
			v := n.Load()
			shared.Poll(w)
			n.Store(v + 1)
		})
		a, b := thread.New(w, thread.Name("worker"), work), thread.New(w, thread.Name("worker"), work)
		a.Start()
		b.Start()
		a.Join()
		b.Join()
		if n.Load() != 2 {
			w.Fail("lost", "an update is lost")
		}
	}}
}

// third fails if c, and not b, comes between the two halves of a; another thread than the main one may start them.
func third(more int, moved bool) sim.Program {
	return sim.Program{Name: "third", Main: func(w *sim.World) {
		seen, begin := shared.New(w, "seen", ""), event.New(w, "begin")
		make := func(name string, work func()) *thread.Thread {
			return thread.New(w, thread.Name(name), thread.Target("", func() {
				begin.Wait()
				lines(w, more)
				work()
			}))
		}
		note := func(name string) func() {
			return func() { seen.Store(seen.Load() + name) }
		}
		a := make("a", func() {
			seen.Store("")
			shared.Poll(w)
			if seen.Load() == "c" {
				w.Fail("seen", "c, and not b, came between")
			}
		})
		b, c := make("b", note("b")), make("c", note("c"))
		start := func() {
			a.Start()
			b.Start()
			c.Start()
			begin.Set()
		}
		if moved {
			thread.New(w, thread.Name("starter"), thread.Target("", start)).Start()
		} else {
			start()
		}
	}}
}

// tasks are run by the workers of a pool; it fails if write comes between the two halves of read. There may be another
// task before them, so that other workers run them.
func tasks(more int, another bool) sim.Program {
	return sim.Program{Name: "tasks", Main: func(w *sim.World) {
		value, begin := shared.New(w, "value", 0), event.New(w, "begin")
		pool := executor.New(w, 3)
		if another {
			pool.Submit("another", func() any { begin.Wait(); return nil })
		}
		pool.Submit("read", func() any {
			lines(w, more)
			v := value.Load()
			shared.Poll(w)
			if value.Load() != v {
				w.Fail("torn", "the value changed meanwhile")
			}
			return nil
		})
		pool.Submit("write", func() any {
			lines(w, more)
			value.Store(1)
			return nil
		})
		begin.Set()
		pool.Shutdown()
	}}
}
