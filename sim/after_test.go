package sim_test

import (
	"testing"
	"time"

	"simrun/sim"
)

// A wait of no time, or of less, is over when it begins; one of centuries ends after 146 years, and its deadline is no number below zero.
func TestAfter(t *testing.T) {
	const most = time.Duration(1 << 62)
	sim.NewRunner().Run(sim.Program{Main: func(w *sim.World) {
		w.Sleep(time.Second)
		for _, c := range []struct{ wait, deadline time.Duration }{
			{-1, w.Stamp()}, {0, w.Stamp()}, {1, w.Stamp() + 1}, {most - w.Stamp(), most}, {most, most}, {1<<63 - 1, most},
		} {
			if got := w.After(c.wait); got != c.deadline {
				t.Errorf("after %d it is %d, want %d", c.wait, got, c.deadline)
			}
		}
	}}, sim.Config{}, nil)
}
