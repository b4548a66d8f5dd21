package scheduler_test

import (
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/scheduler"
	"simrun/sim"
)

// A program that turns out to have more operations is searched again with them, and not without them any more, also where
// that search has to be done again, because a step turned out late to have several operations.
func TestGrownProgramThatFolds(t *testing.T) {
	before, runs := smallprogram.Parse("load(0) ‖ store(0)").Build(-1), 0
	grown := smallprogram.Parse("load(0) if(0) load(1) ‖ store(0) acquire(0) ‖ acquire(0) store(1)").Build(-1)
	small := before.Main
	before.Main = func(w *sim.World) { runs++; small(w) }
	before.Grown = func() (sim.Program, bool) { return grown, runs > 0 }
	o := scheduler.Options{
		Strategy: "dpor", NoShrink: true, Budget: 10 * time.Second,
		Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true},
	}
	r, want := explore(t, before, o), explore(t, grown, o)
	if summary(r) != summary(want) || !r.Exhausted {
		t.Errorf("%s\nwant:\n%s", summary(r), summary(want))
	}
	if runs > 10 {
		t.Errorf("%d executions of the program as it was at first", runs)
	}
}
