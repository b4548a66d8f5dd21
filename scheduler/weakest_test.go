package scheduler_test

import (
	"testing"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// losesAnUpdate adds to a counter in two threads, which fails if a thread is left between its load and its store. So
// many others each append to a list under a lock.
func losesAnUpdate(others int, step func(w *sim.World)) sim.Program {
	return sim.Program{Main: func(w *sim.World) {
		x, l, done := shared.New(w, "x", 0), lock.New(w, "lock"), lock.New(w, "done")
		done.Acquire()
		left := 2
		for range others {
			w.Spawn("other", func() { l.Acquire(); l.Release() })
		}
		for range 2 {
			w.Spawn("adder", func() {
				v := x.Load()
				step(w)
				x.Store(v + 1)
				if left--; left == 0 {
					if x.Load() != 2 {
						w.Fail("lost-update", "it is not 2")
					}
					done.Release()
				}
			})
		}
	}}
}

// What a finding needs is said only of what was searched in full: a weaker mode in which it was only not found is
// no proof. Of the locks the six threads, which block each other, have 6! = 720 orders, which are more than are tried.
func TestNeededMode(t *testing.T) {
	nothing := func(*sim.World) {}
	waits := func(w *sim.World) { w.Sleep(1) }
	for _, c := range []struct {
		name    string
		program sim.Program
		weakest sim.Switching
		needed  bool
	}{
		{"between load and store", losesAnUpdate(0, nothing), sim.Bytecode, true},
		{"between load and store, beside six others", losesAnUpdate(6, nothing), sim.Bytecode, false},
		{"it sleeps there", losesAnUpdate(0, waits), sim.Block, false},
		{"it sleeps there, beside six others", losesAnUpdate(6, waits), sim.Block, false},
	} {
		r := explore(t, c.program, scheduler.Options{Strategy: "random", Executions: 1000, First: true, Config: sim.Config{Switching: sim.Bytecode}})
		if len(r.Findings) != 1 {
			t.Fatalf("%s: %d findings", c.name, len(r.Findings))
		}
		if f := r.Findings[0]; f.Weakest != c.weakest || f.Needed != c.needed {
			t.Errorf("%s: weakest %v, needed %v", c.name, f.Weakest, f.Needed)
		}
	}
}
