package golang_test

import (
	"strings"
	"testing"
	"time"

	"simrun/models/golang"
	"simrun/sim"
)

func TestTimers(t *testing.T) {
	check(t, []program{
		{"a timeout may come first", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "worker", func() { c.Send(1) })
			out(golang.Select(w, &golang.Receives[int]{C: c}, &golang.Receives[time.Duration]{C: golang.After(w, time.Second)}))
		}, "0|1"},
		{"stopped, it never comes", func(w world, out func(...any)) {
			timer, c := golang.NewTimer(w, "", time.Second)
			stopped := timer.Stop()
			out(stopped, golang.TrySelect(w, &golang.Receives[time.Duration]{C: c}))
		}, "true -1"},
		{"a ticker ticks until it is stopped", func(w world, out func(...any)) {
			ticker, c := golang.NewTicker(w, "", time.Second)
			c.Receive()
			c.Receive()
			ticker.Stop()
			out("twice")
		}, "twice"},
		{"the channel of a timer has no length", func(w world, out func(...any)) {
			_, c := golang.NewTimer(w, "", 1)
			golang.Sleep(w, 2)
			out(c.Len())
		}, "0"},
		{"no buffer is seen in the channel of a timer", func(w world, out func(...any)) {
			_, c := golang.NewTicker(w, "", 1)
			out(c.Cap(), golang.Make[int](w, "c", 1).Cap())
		}, "0 1"},
		{"a function in its own goroutine", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			timer := golang.AfterFunc(w, "f", time.Second, func() { c.Send(1) })
			if !timer.Stop() {
				out(c.Receive())
			}
		}, "|1"},
	})
}

// TestVirtualClock: under the virtual clock sleeps are over in the order of their times, and steps cost none.
func TestVirtualClock(t *testing.T) {
	var order []string
	x := sim.Run(golang.Program("sleeps", func(w world) {
		order = order[:0]
		for i, name := range []string{"c", "a", "b"} {
			golang.Go(w, name, func() { golang.Sleep(w, []time.Duration{3, 1, 2}[i]); order = append(order, name) })
		}
		golang.Sleep(w, 4)
	}), sim.Config{Clock: sim.Virtual}, zeros{})
	if got := strings.Join(order, ""); got != "abc" || x.Now != 4 || x.End != sim.Completed {
		t.Errorf("%s, ended %v at %v", got, x.End, x.Now)
	}
}

// TestSlowTicker: what would have ticked while the last tick was not taken is left out, also what is due just when it is taken.
func TestSlowTicker(t *testing.T) {
	for late, want := range map[time.Duration]time.Duration{5: 20, 19: 20, 20: 30, 45: 50} {
		var next time.Duration
		x := sim.Run(golang.Program("slow", func(w world) {
			ticker, c := golang.NewTicker(w, "ticker", 10)
			golang.Sleep(w, late)
			c.Receive()
			c.Receive()
			next = w.Now()
			ticker.Stop()
		}), sim.Config{Clock: sim.Virtual}, zeros{})
		if x.End != sim.Completed || next != want {
			t.Errorf("taken at %v, it ticks again at %v, want %v; ended %v", late, next, want, x.End)
		}
	}
}
