package thread_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

// TestGo: a thread made, named and started by one call, and several joined by one.
func TestGo(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "TH33", Want: "every schedule: Go starts a thread with that name, or the default one; JoinAll waits for all",
		Main: func(w *sim.World, out *conformance.Out) {
			n := 0
			a := thread.Go(w, "a", func() { n++ })
			b := thread.Go(w, "", func() { n++ }, thread.Daemon(true))
			thread.JoinAll(a, b)
			out.Put(a.Name(), b.Name(), b.Daemon(), n, a.IsAlive() || b.IsAlive())
		},
		Every: []string{"a Thread-1 T 2 F"},
	}})
}
