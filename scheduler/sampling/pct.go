package sampling

import (
	"cmp"
	"slices"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// DefaultDepth is the depth of the bugs that PCT looks for unless told otherwise: most known ones need no more than
// three steps in a certain order.
const DefaultDepth = 3

// PCT is probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatti: A Randomized Scheduler with
// Probabilistic Guarantees of Finding Bugs, ASPLOS 2010, section 3.1). The ready thread with the highest priority runs.
// Priorities are random; d-1 of the k steps, chosen at random, are change points: the thread that would make such a
// step falls below all others first. It finds a bug of depth d in a program of n threads and k steps with a probability
// of at least 1/(n·k^(d-1)).
//
// The i-th change point gives its thread the priority i, below all initial ones, wherever among the steps it lies: so
// the thread that was lowered last may still be above one that was lowered before. k is the length of the longest of
// the executions it learns from. A thread that is created during an execution gets its random priority then.
//
// PCT is not fair: a thread that spins or polls, waiting for another one, keeps the processor if its priority is higher.
// [FairPCT] is.
type PCT struct {
	seed  uint64
	depth int
	rng   strategy.Random
	*profile
	priorities []uint64 // by thread; 0 means not yet drawn
	order      []int    // the threads that have one, the highest first
	undrawn    []int    // those that have none, by ID: they were not ready at any choice yet
	changes    []int    // for each of the d-1 low priorities the step, counted from the first choice
	chosen     int      // the step that the last choice was for; -1 if there was none
}

// NewPCT makes the strategy for bugs of the given depth, the paper's d: at least 1, which means no change points.
func NewPCT(seed uint64, depth int) *PCT { return newPCT(seed, depth, newProfile()) }

func newPCT(seed uint64, depth int, p *profile) *PCT {
	if depth < 1 {
		sim.Misuse("NewPCT with depth %d: a bug has a depth of at least 1", depth)
	}
	return &PCT{seed: seed, depth: depth, profile: p}
}

// NewPCTWithSteps is NewPCT for a program whose number of steps k, counted from its first choice, is known.
func NewPCTWithSteps(seed uint64, depth, steps int) *PCT {
	s := NewPCT(seed, depth)
	s.runs, s.longest = 0, steps
	return s
}

// Begin draws the change points of execution i.
func (s *PCT) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	s.profile.begin(i)
	s.priorities, s.changes = s.priorities[:0], s.changes[:0]
	s.order, s.undrawn = s.order[:0], s.undrawn[:0]
	if s.learning {
		return true
	}
	s.chosen = -1
	for len(s.changes) < min(s.depth-1, s.longest) {
		if k := s.rng.Below(s.longest); !slices.Contains(s.changes, k) {
			s.changes = append(s.changes, k)
		}
	}
	return true
}

// Choose takes the ready thread with the highest priority. At a change point that one is lowered first.
func (s *PCT) Choose(p *sim.Point) int {
	if s.learning {
		return s.walk(p, &s.rng)
	}
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	s.chosen = s.at(p)
	s.draw(p)
	best := s.highest(p)
	if s.change(p.Thread(best), s.chosen) {
		best = s.highest(p)
	}
	return best
}

// highest is the alternative with the highest priority. Threads that have ended leave the order.
func (s *PCT) highest(p *sim.Point) int {
	threads := p.World().Threads()
	for i := 0; i < len(s.order); {
		t := threads[s.order[i]]
		if best := p.Index(t); best >= 0 {
			return best
		}
		if t.Done() {
			s.order = slices.Delete(s.order, i, i+1)
		} else {
			i++
		}
	}
	return 0 // not reached: each alternative has a priority
}

// draw gives a priority to the alternatives that have none, in their order.
func (s *PCT) draw(p *sim.Point) {
	threads := p.World().Threads()
	s.grow(len(threads))
	if len(s.undrawn) == 0 {
		return
	}
	if t := p.Current(); t != nil {
		s.priority(t.Index())
	}
	s.undrawn = slices.DeleteFunc(s.undrawn, func(t int) bool {
		if s.priorities[t] == 0 && p.Index(threads[t]) >= 0 {
			s.priority(t)
		}
		return s.priorities[t] != 0
	})
}

// grow makes room for n threads.
func (s *PCT) grow(n int) {
	for i := len(s.priorities); i < n; i++ {
		s.priorities, s.undrawn = append(s.priorities, 0), append(s.undrawn, i)
	}
}

// change lowers the priority of a thread if the step is a change point.
func (s *PCT) change(t *sim.Thread, step int) bool {
	for i, k := range s.changes {
		if step == k {
			s.priority(t.Index())
			s.rank(t.Index(), uint64(i+1))
			return true
		}
	}
	return false
}

// priority is the priority of a thread, drawn when first asked for. The initial ones have the top bit set, and so are
// above those of the change points.
func (s *PCT) priority(thread int) uint64 {
	s.grow(thread + 1)
	if s.priorities[thread] == 0 {
		s.rank(thread, s.rng.Uint64()|1<<63)
	}
	return s.priorities[thread]
}

// rank gives a thread a priority, and its place in the order.
func (s *PCT) rank(thread int, priority uint64) {
	if i := slices.Index(s.order, thread); i >= 0 {
		s.order = slices.Delete(s.order, i, i+1)
	}
	s.priorities[thread] = priority
	i, _ := slices.BinarySearchFunc(s.order, priority, func(t int, p uint64) int { return cmp.Compare(p, s.priorities[t]) })
	s.order = slices.Insert(s.order, i, thread)
}

// Committed lowers the thread of a change point at which there was no choice.
func (s *PCT) Committed(step *sim.Step) {
	if s.learning {
		s.committed(step)
		return
	}
	if at := step.Index - s.start; s.begun && at != s.chosen {
		s.change(step.Thread, at)
	}
}

// End learns the length of the program.
func (s *PCT) End(x *sim.Execution) { s.profile.end(x) }
