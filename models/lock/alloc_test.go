package lock_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// TestNoAllocation holds the operations of a search's inner loop to none.
func TestNoAllocation(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		l, r := lock.New(w, ""), lock.NewRLock(w, "")
		for name, f := range map[string]func(){
			"Lock":     func() { l.Acquire(); l.Release() },
			"Lock try": func() { l.Acquire(lock.Blocking(false)); l.Locked(); l.Release() },
			"RLock":    func() { r.Acquire(); r.Acquire(); r.Release(); r.Release() },
		} {
			f()
			if n := testing.AllocsPerRun(100, f); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	})
}

func BenchmarkAcquireRelease(b *testing.B) {
	const per = 10000
	for n := 0; n < b.N; n += per {
		conformance.Once(func(w *sim.World) {
			l := lock.New(w, "")
			for range per {
				l.Acquire()
				l.Release()
			}
		})
	}
}
