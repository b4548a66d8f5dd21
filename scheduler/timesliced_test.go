package scheduler_test

import (
	"slices"
	"testing"
	"time"

	"simrun/models/thread"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// lengths are those of the slices of threads that only compute, in one execution.
func lengths(seed uint64, threads int, set time.Duration) []time.Duration {
	var list []time.Duration
	var last *sim.Thread
	var since time.Duration
	p := program(func(w *sim.World) []func() {
		if set > 0 {
			thread.SetSwitchInterval(w, set)
		}
		x := newVar(w, "x")
		body := func() {
			for range 40_000 / threads {
				x.Load()
				if t := w.Current(); t != last {
					list = append(list, w.Now()-since)
					last, since = t, w.Now()
				}
			}
		}
		return slices.Repeat([]func(){body}, threads)
	})
	s := sampling.NewTimeSliced(seed, sampling.DefaultInterval)
	s.Begin(0)
	sim.Run(p, sim.Config{Clock: sim.Virtual, Switching: sim.Bytecode, Livelock: -1}, s)
	return list[min(len(list), 2):] // the first ones began before
}

// TestSlices holds the lengths of slices to what gil.md measured of CPython: neither bounded by the interval above nor below.
func TestSlices(t *testing.T) {
	ms := time.Millisecond
	for _, threads := range []int{2, 3} {
		list := lengths(1, threads, 0)
		slices.Sort(list)
		n := len(list)
		for _, c := range []struct {
			name      string
			got       time.Duration
			low, high time.Duration
		}{
			{"p10", list[n/10], 27 * ms / 10, 66 * ms / 10}, {"median", list[n/2], 39 * ms / 10, 84 * ms / 10},
			{"p90", list[n*9/10], 8 * ms, 16 * ms}, {"shortest", list[0], 0, 4 * ms}, {"longest", list[n-1], 16 * ms, 30 * ms},
		} {
			if c.got < c.low || c.got > c.high {
				t.Errorf("%d threads, %d slices: %s is %v, want %v to %v", threads, n, c.name, c.got, c.low, c.high)
			}
		}
		if n < 300 {
			t.Errorf("only %d slices", n)
		}
	}
}

// TestSlicesOfSeed: the lengths depend on the seed alone, and on the interval that the program sets.
func TestSlicesOfSeed(t *testing.T) {
	a, b := lengths(1, 2, 0), lengths(1, 2, 0)
	if !slices.Equal(a, b) || slices.Equal(a, lengths(2, 2, 0)) {
		t.Error("the lengths are not those of the seed")
	}
	long, short := lengths(1, 2, 50*time.Millisecond), lengths(1, 2, time.Millisecond)
	slices.Sort(long)
	slices.Sort(short)
	if m := long[len(long)/2]; m < 40*time.Millisecond || m > 80*time.Millisecond {
		t.Errorf("the median is %v for an interval of 50 ms", m)
	}
	if m := short[len(short)/2]; m < 8*time.Millisecond/10 || m > 17*time.Millisecond/10 {
		t.Errorf("the median is %v for an interval of 1 ms", m)
	}
}
