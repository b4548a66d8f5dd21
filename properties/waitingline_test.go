package properties_test

import (
	"testing"

	"simrun/models/lock"
	"simrun/properties"
	"simrun/sim"
)

// A lock is not fair: of three threads the one that came first may be the last to get it, passed over twice.
func TestWaitingLine(t *testing.T) {
	program := func(limit int) func(w *sim.World) {
		return func(w *sim.World) {
			l, line := lock.New(w, "l"), properties.NewWaitingLine(w, "line", limit)
			for range 3 {
				start(w, "T", func() {
					line.Arrive()
					l.With(line.Served)
				})
			}
		}
	}
	expect(t, found(t, program(2)))
	if got := found(t, program(1)); len(got) != 1 || got[0] !=
		"starvation: T 1 waits in line and was passed over 2 times, the last time by T 3 [T in line]" {
		t.Error(got)
	}
}
