package simtest_test

import (
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

// updates has two threads add one to a plain Go variable: under the lock, or beside it. Each order of the two has one
// execution in which both are added and one in which an update is lost, and the lock does not tell them apart.
func updates(inside bool) func(w *sim.World) {
	return func(w *sim.World) {
		n, l := 0, lock.New(w, "l")
		var ts []*thread.Thread
		for range 2 {
			t := thread.New(w, thread.Target("add", func() {
				if inside {
					l.With(func() { n++ })
					return
				}
				v := n
				l.Acquire()
				l.Release()
				n = v + 1
			}))
			t.Start()
			ts = append(ts, t)
		}
		for _, t := range ts {
			t.Join()
		}
		w.Observe("n", n)
	}
}

// Nothing is verified, and no test passes, if threads share something past the models.
func TestSharedVariablesAreNamed(t *testing.T) {
	for name, run := range map[string]func(t testing.TB, p func(*sim.World)){
		"Verify": func(t testing.TB, p func(*sim.World)) { simtest.Verify(t, p) },
		"Test":   func(t testing.TB, p func(*sim.World)) { simtest.Test(t, p) },
	} {
		x := inFake(t, "TestUpdates", func(t testing.TB) { run(t, updates(false)) })
		out := x.out.String()
		if !x.failed || !strings.Contains(out, "shares something past the models") || !strings.Contains(out, "sharing_test.go:2") ||
			strings.Contains(out, "there is no failure") {
			t.Errorf("%s: failed %v\n%s", name, x.failed, out)
		}
		x = inFake(t, "TestUpdates", func(t testing.TB) { run(t, updates(true)) })
		if x.failed || !strings.Contains(x.out.String(), "there is no failure: exhaustive") {
			t.Errorf("%s, under the lock: failed %v\n%s", name, x.failed, x.out.String())
		}
	}
}
