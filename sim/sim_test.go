package sim

import (
	"iter"
	"runtime"
	"testing"
	"time"
)

// carryOn is the schedule of zeros.
type carryOn struct{}

func (carryOn) Choose(*Point) int { return 0 }

// uniform chooses at random.
type uniform struct{ state uint64 }

func (u *uniform) Choose(p *Point) int {
	u.state += 0x9e3779b97f4a7c15
	return int(Below(uint64(p.Len()), func() uint64 { return Mix(u.state) }))
}

// cell is the simplest object.
type cell struct {
	Object
	v int
}

func newCell(w *World) *cell {
	c := &cell{}
	c.Init(w, "Cell", "", c)
	return c
}

func (c *cell) load() int {
	c.World().Do(Op{Name: "Cell.load", Object: &c.Object, Effect: Reads})
	return c.v
}

func (c *cell) store(v int) {
	if c.World().Do(Op{Name: "Cell.store", Object: &c.Object}) {
		c.v = v
	}
}

// gate is an object to wait for.
type gate struct {
	Object
	open bool
}

func newGate(w *World) *gate {
	g := &gate{}
	g.Init(w, "Gate", "", g)
	return g
}

func (g *gate) Effect(*Thread) Effect {
	if g.open {
		return Writes
	}
	return Blocks
}

// take waits until the gate is open and closes it behind the thread.
func (g *gate) take() {
	if g.World().Do(Op{Name: "Gate.take", Object: &g.Object, Guard: g}) {
		g.open = false
	}
}

func (g *gate) takeWithin(d time.Duration) bool {
	w := g.World()
	ok := w.Do(Op{Name: "Gate.take", Object: &g.Object, Guard: g, Timed: true, Deadline: w.Now() + d})
	if ok {
		g.open = false
	}
	return ok
}

func (g *gate) give() {
	if g.World().Do(Op{Name: "Gate.give", Object: &g.Object}) {
		g.open = true
	}
}

func TestLostUpdate(t *testing.T) {
	seen := map[int]bool{}
	r := NewRunner()
	defer r.Close()
	for seed := range 200 {
		var c *cell
		x := r.Run(Program{Main: func(w *World) {
			c = newCell(w)
			inc := func() { c.store(c.load() + 1) }
			w.SpawnAll("inc", inc, inc)
		}}, Config{}, &uniform{uint64(seed)})
		if x.End != Completed {
			t.Fatal(x.End)
		}
		seen[c.v] = true
	}
	if !seen[1] || !seen[2] || len(seen) != 2 {
		t.Fatal(seen)
	}
}

func TestDeadlockAndTimeout(t *testing.T) {
	x := Run(Program{Main: func(w *World) {
		g := newGate(w)
		w.Spawn("waiter", func() { g.take() })
		g.take()
	}}, Config{}, carryOn{})
	if x.End != Deadlock || len(x.Blocked()) != 2 {
		t.Fatal(x.End, x.Blocked())
	}
	x = Run(Program{Main: func(w *World) {
		g := newGate(w)
		w.Observe("got", g.takeWithin(time.Second))
		w.Observe("at", w.Now() >= time.Second)
	}}, Config{}, carryOn{})
	if x.End != Completed || x.Observation("got") != false || x.Observation("at") != true {
		t.Fatal(x.End, x.Observed)
	}
}

func TestNoGoroutineIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	r := NewRunner()
	for i := range 2000 {
		r.Run(Program{Main: func(w *World) {
			g := newGate(w)
			for range 3 {
				w.Spawn("waiter", func() {
					defer g.give()
					g.take()
					if i%3 == 0 {
						panic("x")
					}
				})
			}
			g.give()
			g.take()
		}}, Config{}, &uniform{uint64(i)})
	}
	r.Close()
	if after := runtime.NumGoroutine(); after > before { // one of an earlier test may have ended meanwhile
		t.Fatal(before, after)
	}
}

func BenchmarkBareRoundTrip(b *testing.B) {
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) {
		}
	})
	defer stop()
	for b.Loop() {
		next()
	}
}

func benchSteps(b *testing.B, threads int, s Scheduler) {
	r := NewRunner()
	defer r.Close()
	n := 0
	const per = 10000
	for b.Loop() {
		if n++; n%per != 1 {
			continue
		}
		r.Run(Program{Main: func(w *World) {
			bodies := make([]func(), threads)
			for i := range bodies {
				bodies[i] = func() {
					c := newCell(w)
					for range per / threads {
						c.store(1)
					}
				}
			}
			w.SpawnAll("t", bodies...)
		}}, Config{}, s)
	}
}

func BenchmarkStepSame(b *testing.B)  { benchSteps(b, 1, carryOn{}) }
func BenchmarkStepTwo(b *testing.B)   { benchSteps(b, 2, &uniform{}) }
func BenchmarkStepThree(b *testing.B) { benchSteps(b, 3, &uniform{}) }
func BenchmarkStepTen(b *testing.B)   { benchSteps(b, 10, &uniform{}) }
func BenchmarkStep1000(b *testing.B)  { benchSteps(b, 1000, &uniform{}) }

// TestFailAtEnd reports a failure from OnEnd after an exit, where no thread runs any more.
func TestFailAtEnd(t *testing.T) {
	x := Run(Program{Main: func(w *World) {
		w.OnEnd(func() { w.Fail("late", "at the end") })
		newCell(w).store(1)
		w.Exit(0)
	}}, Config{}, carryOn{})
	if x.End != Completed || len(x.Failures) != 1 {
		t.Fatal(x.End, x.Failures)
	}
}
