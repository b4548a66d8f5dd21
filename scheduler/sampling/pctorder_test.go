package sampling

import (
	"slices"
	"testing"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// plainPCT is PCT as the paper has it, which looks at the priorities of all ready threads at each choice.
type plainPCT struct {
	rng        strategy.Random
	priorities map[int]uint64
	changes    []int
	start      int
	chosen     int
}

func newPlainPCT(seed uint64, depth, steps, execution int) *plainPCT {
	s := &plainPCT{priorities: map[int]uint64{}, start: -1, chosen: -1}
	s.rng.Begin(seed, execution)
	for len(s.changes) < min(depth-1, steps) {
		if k := s.rng.Below(steps); !slices.Contains(s.changes, k) {
			s.changes = append(s.changes, k)
		}
	}
	return s
}

func (s *plainPCT) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	if s.start < 0 {
		s.start = p.Step()
	}
	s.chosen = p.Step() - s.start
	best := s.highest(p)
	if i := slices.Index(s.changes, s.chosen); i >= 0 {
		s.priorities[p.Thread(best).Index()] = uint64(i + 1)
		best = s.highest(p)
	}
	return best
}

func (s *plainPCT) highest(p *sim.Point) int {
	best := 0
	for i := range p.Len() {
		if s.priority(p.Thread(i).Index()) > s.priority(p.Thread(best).Index()) {
			best = i
		}
	}
	return best
}

func (s *plainPCT) priority(thread int) uint64 {
	if s.priorities[thread] == 0 {
		s.priorities[thread] = s.rng.Uint64() | 1<<63
	}
	return s.priorities[thread]
}

func (s *plainPCT) Committed(step *sim.Step) {
	if at := step.Index - s.start; s.start >= 0 && at != s.chosen {
		if i := slices.Index(s.changes, at); i >= 0 {
			s.priority(step.Thread.Index())
			s.priorities[step.Thread.Index()] = uint64(i + 1)
		}
	}
}

// TestPCTOrder: threads kept in the order of their priorities give the choices of the paper's scan over all of them,
// also where threads are created, wait, end, and are lowered several times.
func TestPCTOrder(t *testing.T) {
	const depth, steps = 6, 60
	run := func(threads int) sim.Program {
		return sim.Program{Main: func(w *sim.World) {
			busy := false
			o := sim.New[sim.Object](w)
			o.Init(w, "Door", "door", nil)
			var body func(left int) func()
			body = func(left int) func() {
				return func() {
					for range 3 {
						w.Do(sim.Op{Name: "enter", Object: o, Guard: &door{&busy}})
						busy = true
						w.Do(sim.Op{Name: "leave", Object: o})
						busy = false
					}
					if left > 0 {
						w.Spawn("", body(left-1))
						w.Choose(3)
					}
				}
			}
			for i := range threads {
				w.Spawn("", body(i%3))
			}
		}}
	}
	for threads := 1; threads <= 40; threads += 3 {
		s := NewPCTWithSteps(7, depth, steps)
		for i := range 25 {
			s.Begin(i)
			x := sim.Run(run(threads), sim.Config{Clock: sim.Anytime}, s)
			s.End(x)
			plain := newPlainPCT(7, depth, steps, i)
			if y := sim.Run(run(threads), sim.Config{Clock: sim.Anytime}, plain); !slices.Equal(x.Schedule(), y.Schedule()) {
				t.Fatalf("%d threads, execution %d: another schedule than by looking at all priorities", threads, i)
			}
		}
	}
}

// door holds threads back while somebody is inside.
type door struct{ busy *bool }

func (d *door) Effect(*sim.Thread) sim.Effect {
	if *d.busy {
		return sim.Blocks
	}
	return sim.Writes
}
