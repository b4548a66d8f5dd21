package sim

import "testing"

// The steps are: main's spawn, T's load and store of a, main's store of b. A watcher of a and b is written by both
// stores and not by the load.
func TestWatchersSeeWrites(t *testing.T) {
	var writes []int
	x := Run(Program{Main: func(w *World) {
		a, b, watcher := newCell(w), newCell(w), newCell(w)
		a.WatchedBy(&watcher.Object)
		b.WatchedBy(&watcher.Object)
		w.OnStep(func(s *Step) {
			for _, touch := range s.Touches {
				if touch.Object == &watcher.Object && touch.Write {
					writes = append(writes, s.Index)
				}
			}
		})
		w.Spawn("T", func() {
			a.load()
			a.store(1)
		})
		b.store(1)
	}}, Config{}, carryOn{})
	if len(writes) != 2 || writes[0] != 1 || writes[1] != 3 || x.Steps != 4 {
		t.Fatal(writes, x.Steps)
	}
}

// A failure that a callback reports ends the execution behind the step that it saw, be it the last of a thread or not.
func TestFailWithEndsAfterTheStep(t *testing.T) {
	for last := range 3 {
		x := Run(Program{Main: func(w *World) {
			c := newCell(w)
			w.OnStep(func(s *Step) {
				if s.Index == last {
					w.FailWith(Failure{Kind: "seen", Where: "there"})
				}
			})
			c.store(1)
			c.store(2)
			c.store(3)
		}}, Config{}, carryOn{})
		if x.End != Failing || x.Steps != last+1 || len(x.Failures) != 1 || x.Failures[0].Where != "there" {
			t.Errorf("after step %d: %v %d %v", last, x.End, x.Steps, x.Failures)
		}
	}
}
