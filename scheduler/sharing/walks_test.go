package sharing

import (
	"context"
	"strings"
	"testing"

	"simrun/models/event"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestFirstWalkThatIsLong: the first walk is recorded up to stepsExactly. Where it is longer it is walked again without, so that what only it
// shows is found all the same: here threads share something if the walk is given a certain value of very many.
func TestFirstWalkThatIsLong(t *testing.T) {
	const values = 1 << 16
	given, shares := -1, -1
	p := sim.Program{Name: "long", Main: func(w *sim.World) {
		given = w.Choose(values)
		n, long := 0, event.New(w, "long")
		w.SpawnAll("t", func() {
			for range stepsExactly {
				long.IsSet()
			}
		}, func() {
			event.New(w, "").IsSet()
			n = n*2 + 1
			event.New(w, "").IsSet()
		}, func() {
			event.New(w, "").IsSet()
			n = n*2 + 2
			event.New(w, "").IsSet()
		})
		w.OnEnd(func() {
			if given == shares {
				w.Observe("n", n)
			}
		})
	}}
	walk, cfg := sampling.NewRandom(0), sim.Config{Switching: sim.Call, Clock: sim.Anytime}
	walk.Begin(0)
	if x := sim.Run(p, cfg, walk); x.End != sim.Completed || x.Steps <= stepsExactly {
		t.Fatalf("%v after %d steps, want more than %d", x.End, x.Steps, stepsExactly)
	}
	shares = given
	if c := AmongWalks(context.Background(), replay.Subject{Program: p, Config: cfg}); c == nil || !strings.Contains(c.Message, "n is ") {
		t.Errorf("nothing is found of the first walk: %+v", c)
	}
}

// TestWhatDiffers: an execution that could not be carried on to its end did not come to where the other one fails, so what is told is where it
// stopped, and not that it does not fail.
func TestWhatDiffers(t *testing.T) {
	fails := recording{trace: &sim.Trace{}, failures: []sim.Failure{{Kind: "deadlock", Message: "they wait", Where: "here"}}}
	passes := recording{trace: &sim.Trace{}}
	lost := recording{trace: &sim.Trace{}, lost: "other threads can go on"}
	for _, c := range []struct {
		name  string
		a, b  recording
		wants string
	}{
		{"only the second fails", passes, fails, "it fails: deadlock, they wait"},
		{"only the first fails", fails, passes, "it does not fail: deadlock, they wait"},
		{"the first fails and the second is lost", fails, lost, "other threads can go on"},
		{"both fail", fails, fails, "it ends otherwise"},
	} {
		if got := whatDiffers(c.a, c.b); got != c.wants {
			t.Errorf("%s: %q, want %q", c.name, got, c.wants)
		}
	}
}
