package logging_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/sim"
)

// TestAllocation: a line of the log that was printed before in a search allocates nothing, and nor does one that is not printed.
func TestAllocation(t *testing.T) {
	sim.Run(sim.Program{Main: func(w *sim.World) {
		logging.BasicConfig(w, logging.Config{Level: logging.INFO})
		if n := testing.AllocsPerRun(1000, func() { logging.Info(w, "Producer got message: %s", "x") }); n > 0 {
			t.Errorf("a line: %v allocations", n)
		}
		if n := testing.AllocsPerRun(100, func() { logging.Debug(w, "text") }); n != 0 {
			t.Errorf("no line: %v allocations", n)
		}
	}}, sim.Config{}, conformance.CarryOn{})
}
