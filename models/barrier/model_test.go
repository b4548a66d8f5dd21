package barrier_test

import (
	"fmt"
	"testing"
	"time"

	"simrun/models/barrier"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

// TestKilled: while a thread is unwound the barrier stays as it is, and loops end.
func TestKilled(t *testing.T) {
	finished := false
	var b *barrier.Barrier
	conformance.Once(func(w *sim.World) {
		b = barrier.New(w, "", 2)
		defer func() {
			for {
				if _, err := b.Wait(); err != nil {
					break
				}
			}
			b.Abort()
			b.Reset()
			finished = true
		}()
		b.Wait()
	})
	if b.State() != "1/2" || !finished {
		t.Error(b.State())
	}
}

// TestState is how a barrier is shown in traces, and for whom a thread waits that needs its lock.
func TestState(t *testing.T) {
	var seen []string
	conformance.Once(func(w *sim.World) {
		var b *barrier.Barrier
		note := func() { seen = append(seen, fmt.Sprint(b.State(), b.WaitsFor(nil))) }
		b = barrier.New(w, "", 2, barrier.Action(note))
		note()
		w.Spawn("T", func() { b.Wait() })
		w.Sleep(time.Second)
		note()
		b.Wait()
		note()
		w.Sleep(time.Second)
		note()
		w.Spawn("T", func() { b.Wait() })
		w.Sleep(time.Second)
		b.Reset()
		note()
		b.Abort()
		note()
	})
	want := "[0/2[] 1/2[] 2/2[MainThread] 1/2 draining[] 0/2[] 1/2 resetting[] 1/2 broken[]]"
	if got := fmt.Sprint(seen); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestNoAllocation holds the operations of a search's inner loop to none.
func TestNoAllocation(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		b := barrier.New(w, "", 1)
		if n := testing.AllocsPerRun(100, func() { b.Wait(); b.Wait(1); b.NWaiting(); b.Reset() }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
