package sim

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// TestTraceSaysWhoWokeWhom has a thread that waits for another, one that waits for the clock, and one that waits for
// ever.
func TestTraceSaysWhoWokeWhom(t *testing.T) {
	x := Run(Program{Main: func(w *World) {
		g := newGate(w)
		w.Spawn("waiter", func() { g.take() })
		w.Sleep(time.Second)
		w.Logf("awake")
		g.give()
		w.Spawn("late", func() { g.take() })
	}}, Config{Record: true}, carryOn{})
	got := ""
	for _, v := range x.Trace.Waits {
		by := "never"
		if v.Until >= 0 {
			e := x.Trace.Events[v.Until]
			by = fmt.Sprintf("by %s of %s", e.Op, x.Trace.Threads[e.Thread].Name)
		}
		got += fmt.Sprintf("%s %s: %s\n", x.Trace.Threads[v.Thread].Name, v.Op, by)
	}
	// main goes on and its late thread gets the gate last, after the first waiter.
	want := "waiter Gate.take: by Gate.give of MainThread\n" +
		"MainThread time.sleep: by time.sleep of MainThread\n" +
		"late Gate.take: never\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if l := x.Trace.Log; len(l) != 1 || l[0].Thread != 0 || l[0].Text != "awake" || x.Trace.Events[l[0].Event].Op != "time.sleep" {
		t.Errorf("log: %+v", l)
	}
	if b := x.Trace.Threads[2].Born; b < 0 || x.Trace.Events[b].Op != "spawn" || x.Trace.Events[b].Thread != 0 {
		t.Errorf("late was born at event %d", b)
	}
}

func TestTraceSaysWhereAnExceptionWasRaised(t *testing.T) {
	x := Run(Program{Main: func(w *World) {
		w.Spawn("bad", func() {
			newCell(w).load()
			panic(errors.New("boom"))
		})
	}}, Config{Record: true}, carryOn{})
	r := x.Trace.Raised
	if len(r) != 1 || r[0].Text != "boom" || x.Trace.Threads[r[0].Thread].Name != "bad" || x.Trace.Events[r[0].Event].Op != "Cell.load" {
		t.Fatalf("%+v", r)
	}
}

// What a thread does on the way out of a with block comes after the exception, and so does what it did after another
// one that was caught.
func TestTraceSaysWhenAnExceptionWasRaised(t *testing.T) {
	x := Run(Program{Main: func(w *World) {
		w.Spawn("bad", func() {
			c := newCell(w)
			func() {
				defer func() { _ = recover() }()
				defer c.load()
				panic(errors.New("caught"))
			}()
			c.store(1)
			defer c.load()
			defer c.load()
			panic(errors.New("boom"))
		})
	}}, Config{Record: true}, carryOn{})
	r := x.Trace.Raised
	if len(r) != 1 || x.Trace.Events[r[0].Event].Op != "Cell.store" {
		t.Fatalf("%+v of %+v", r, x.Trace.Events)
	}
}

// TestTimeIsUpThoughItCouldGoOn: a thread that comes to an open gate, and finds it closed when it is chosen, waits no longer than
// one that found it closed; of two that come to it one gets through, and the other's time is up.
func TestTimeIsUpThoughItCouldGoOn(t *testing.T) {
	for seed := range uint64(20) {
		var through [2]bool
		x := Run(Program{Main: func(w *World) {
			g := newGate(w)
			g.give()
			for i := range through {
				w.Spawn("t", func() { through[i] = g.takeWithin(time.Second) })
			}
		}}, Config{}, &uniform{seed})
		if x.End != Completed || through[0] == through[1] || x.Now < time.Second {
			t.Errorf("seed %d: %v at %v, through: %v", seed, x.End, x.Now, through)
		}
	}
}
