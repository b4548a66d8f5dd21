package semaphore_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/semaphore"
	"simrun/sim"
)

// TestKilled: while a thread is unwound the semaphore stays as it is.
func TestKilled(t *testing.T) {
	finished := false
	var s *semaphore.Semaphore
	conformance.Once(func(w *sim.World) {
		s = semaphore.NewBounded(w, "", 1)
		defer func() {
			for s.Acquire() {
				t.Error("acquired")
			}
			s.Release()
			s.With(func() { t.Error("inside") })
			finished = true
		}()
		s.Acquire()
		s.Acquire()
	})
	if !finished || s.Value() != 0 || s.State() != "value 0" {
		t.Error(s.State())
	}
}

// TestNoAllocation holds the operations of a search's inner loop to none.
func TestNoAllocation(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		s := semaphore.New(w, "", 1)
		f := func() {
			s.Acquire()
			s.Acquire(semaphore.Timeout(1))
			s.Acquire(semaphore.Blocking(false))
			s.Release()
		}
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
