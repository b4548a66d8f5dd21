//go:build !race

// The race detector keeps track of 8,128 goroutines at most.

package sim

import (
	"runtime"
	"testing"
)

// TestManyThreads: a world holds 100,000 threads, and leaves none of their coroutines behind.
func TestManyThreads(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	const n = 100_000
	before := runtime.NumGoroutine()
	x := Run(Program{Main: func(w *World) {
		c, bodies := newCell(w), make([]func(), n)
		for i := range bodies {
			bodies[i] = func() { c.store(c.load() + 1) }
		}
		w.SpawnAll("t", bodies...)
	}}, Config{}, &uniform{1})
	if x.End != Completed || x.Steps != 2*n+1 || len(x.World().Threads()) != n+1 {
		t.Error(x.End, x.Steps)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Error(before, after)
	}
}

// TestManySteps: an execution has 10 million steps; memory grows by its choices only, which take two bits each.
func TestManySteps(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	const steps = 10_000_000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	x := Run(Program{Main: func(w *World) {
		body := func() {
			c := newCell(w)
			for !w.Killing() {
				c.store(1)
			}
		}
		w.SpawnAll("t", body, body)
	}}, Config{MaxSteps: steps}, &uniform{1})
	if x.End != StepLimit || x.Steps != steps || x.Choices() != steps-1 {
		t.Error(x.End, x.Steps, x.Choices())
	}
	runtime.ReadMemStats(&after)
	if bytes := after.TotalAlloc - before.TotalAlloc; bytes > steps {
		t.Errorf("%d bytes were allocated", bytes)
	}
}
