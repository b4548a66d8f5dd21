package sim

import (
	"slices"
	"testing"
	"time"
)

// quiet is a gate that opens when no thread can go on.
func quiet(w *World) *gate {
	g := newGate(w)
	w.OnIdle(func() *Object {
		if g.open || g.waiting == 0 {
			return nil
		}
		g.open = true
		return &g.Object
	})
	return g
}

// TestOnIdle: who waits until nothing else can go on does so before the clock jumps, and before an execution ends as a
// deadlock; what does not help is no progress.
func TestOnIdle(t *testing.T) {
	var at time.Duration
	x := Run(Program{Main: func(w *World) {
		w.StandStill()
		g := quiet(w)
		c := newCell(w)
		w.Spawn("t", func() { c.store(1); w.Sleep(time.Second); c.store(2) })
		w.Do(Op{Name: "wait", Object: &g.Object, Guard: g})
		at = w.Now()
		if c.v != 1 {
			w.Fail("early", "%d", c.v)
		}
	}}, Config{}, &uniform{})
	if x.End != Completed || len(x.Failures) > 0 || at != 0 || x.Now != time.Second {
		t.Errorf("%v %v, at %v, ended at %v", x.End, x.Failures, at, x.Now)
	}
	x = Run(Program{Main: func(w *World) {
		other := newGate(w)
		w.OnIdle(func() *Object { return &other.Object })
		w.Do(Op{Name: "wait", Object: &other.Object, Guard: other})
	}}, Config{}, carryOn{})
	if x.End != Deadlock {
		t.Errorf("a gate that stays closed: %v", x.End)
	}
}

// TestStandStill: steps cost no time, sleeps do.
func TestStandStill(t *testing.T) {
	for _, c := range []struct {
		still bool
		want  time.Duration
	}{{true, time.Second}, {false, time.Second + 2*DefaultStepCost}} {
		x := Run(Program{Main: func(w *World) {
			if c.still {
				w.StandStill()
			}
			newCell(w).store(1)
			w.Sleep(time.Second)
		}}, Config{}, carryOn{})
		if want := c.want; x.Now < want || x.Now > want+2*DefaultStepCost || c.still && x.Now != want {
			t.Errorf("still %v: %v, want %v", c.still, x.Now, want)
		}
		if w := x.World(); w.StepsMoveClock() == c.still || w.Lulls() != 1 {
			t.Errorf("still %v: steps move the clock: %v, %d lulls", c.still, w.StepsMoveClock(), w.Lulls())
		}
	}
}

// TestTouch: a step has what was added to it among its touches, and threads that wait for that are looked at again.
func TestTouch(t *testing.T) {
	var touches []Touch
	var c *cell
	var g *gate
	own := 0
	x := Run(Program{Main: func(w *World) {
		c, g = newCell(w), newGate(w)
		w.Spawn("t", func() { w.Do(Op{Name: "wait", Object: &g.Object, Guard: g}) })
		w.OnStep(func(s *Step) {
			if s.Op == "open" {
				touches, own = slices.Clone(s.Touches), s.Own
			}
		})
		w.Do(Op{Name: "open", Object: &c.Object})
		w.Touch(&g.Object, true)
		g.open = true
	}}, Config{}, carryOn{})
	if x.End != Completed || own != 1 || len(touches) < 2 || touches[0] != (Touch{&c.Object, true}) || touches[1] != (Touch{&g.Object, true}) {
		t.Errorf("%v, %d of %v", x.End, own, touches)
	}
}
