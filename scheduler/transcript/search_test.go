package transcript_test

import (
	"context"
	"testing"

	"simrun/models/lock"
	"simrun/scheduler/replay"
	"simrun/scheduler/transcript"
	"simrun/sim"
)

// explain looks for the lines in the log of a program that has no choices.
func explain(t *testing.T, main func(w *sim.World), cfg sim.Config, whole bool, lines ...string) *transcript.Explanation {
	t.Helper()
	e, err := transcript.Explain(context.Background(), replay.Subject{Program: sim.Program{Main: main}, Config: cfg}, lines, whole)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestWholeLog: what a program prints behind its last choice is a part of its log, too.
func TestWholeLog(t *testing.T) {
	two := func(w *sim.World) {
		w.Logf("one")
		w.Logf("two")
	}
	for _, c := range []struct {
		lines        []string
		whole, found bool
	}{{[]string{"one"}, false, true}, {[]string{"one"}, true, false}, {[]string{"one", "two"}, true, true}} {
		if e := explain(t, two, sim.Config{}, c.whole, c.lines...); e.Found != c.found || !e.Found && !e.Exhausted {
			t.Errorf("%q, whole %v: found %v, exhausted %v", c.lines, c.whole, e.Found, e.Exhausted)
		}
	}
}

// TestBehindALivelock: a thread that polls for longer than it takes until that is a livelock, and then gives up, prints a line. A search
// that ends there has not tried everything.
func TestBehindALivelock(t *testing.T) {
	patient := func(w *sim.World) {
		l := lock.New(w, "l")
		for range 3 * sim.DefaultLivelock {
			l.Locked()
		}
		w.Logf("gave up")
	}
	if e := explain(t, patient, sim.Config{}, false, "gave up"); e.Found || e.Exhausted || e.Truncated != 1 {
		t.Errorf("found %v, exhausted %v, %d cut short; want one that was, and no proof", e.Found, e.Exhausted, e.Truncated)
	}
	if e := explain(t, patient, sim.Config{Livelock: -1}, false, "gave up"); !e.Found {
		t.Errorf("not found where nothing ends it")
	}
}
