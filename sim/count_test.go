package sim

import (
	"strings"
	"testing"
)

// TestCount: one is not several, also where the limit is one.
func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 steps", 1: "1 step", 2: "2 steps", 20000: "20000 steps"} {
		if got := Count(n, "step"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	x := Run(Program{Main: func(w *World) {
		w.Spawn("other", func() {}) // which is progress
		for {
			w.Sleep(1)
		}
	}}, Config{Clock: Anytime, Livelock: 1}, carryOn{})
	if x.End != Livelock || !strings.Contains(x.Failures[0].Message, ": nothing has changed in 1 step, in which") {
		t.Errorf("%v, %+v", x.End, x.Failures)
	}
}
