package logging_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/sim"
)

// TestAllocation holds a line of the log to its text and the list of its arguments, and one that is not printed to none.
func TestAllocation(t *testing.T) {
	sim.Run(sim.Program{Main: func(w *sim.World) {
		logging.BasicConfig(w, logging.Config{Level: logging.INFO})
		if n := testing.AllocsPerRun(1000, func() { logging.Info(w, "Producer got message: %s", "x") }); n > 2 {
			t.Errorf("a line: %v allocations", n)
		}
		if n := testing.AllocsPerRun(100, func() { logging.Debug(w, "text") }); n != 0 {
			t.Errorf("no line: %v allocations", n)
		}
	}}, sim.Config{}, conformance.CarryOn{})
}
