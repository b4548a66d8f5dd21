package scheduler

import "simrun/sim"

// pctLearning is how many random executions PCT measures the length of the program with.
const pctLearning = 10

// PCT is probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatti: A Randomized Scheduler with
// Probabilistic Guarantees of Finding Bugs, ASPLOS 2010, section 3.2). The ready thread with the highest priority runs.
// Priorities are random; at d-1 random steps the thread that made the step falls below all others. It finds a bug of
// depth d in a program of n threads and k steps with a probability of at least 1/(n·k^(d-1)).
type PCT struct {
	seed  uint64
	depth int
	steps int  // k
	fixed bool // k was given
	rng   rng

	random     bool     // this execution measures k
	priorities []uint64 // by thread; 0 means not yet seen
	changes    []int    // steps, for each of the d-1 low priorities
}

// NewPCT makes the strategy for bugs of the given depth; k is measured with the first executions.
func NewPCT(seed uint64, depth int) *PCT { return &PCT{seed: seed, depth: depth} }

// NewPCTWithSteps is NewPCT for a program whose number of steps k is known.
func NewPCTWithSteps(seed uint64, depth, steps int) *PCT {
	return &PCT{seed: seed, depth: depth, steps: steps, fixed: true}
}

// Learning is the number of executions with which k is measured.
func (s *PCT) Learning() int {
	if s.fixed {
		return 0
	}
	return pctLearning
}

// Begin draws the change points of execution i.
func (s *PCT) Begin(i int) bool {
	s.rng.begin(s.seed, i)
	s.random = i < s.Learning()
	s.priorities, s.changes = s.priorities[:0], s.changes[:0]
	if s.random {
		return true
	}
	for range s.depth - 1 {
		s.changes = append(s.changes, s.rng.below(max(s.steps, 1)))
	}
	return true
}

// Choose takes the ready thread with the highest priority.
func (s *PCT) Choose(p *sim.Point) int {
	if s.random || p.IsValue() {
		return s.rng.below(p.Len())
	}
	best, bestPriority := 0, uint64(0)
	for i := range p.Len() {
		if q := s.priority(p.Thread(i).Index()); q > bestPriority {
			best, bestPriority = i, q
		}
	}
	return best
}

// priority is the priority of a thread, drawn when first asked for. The initial ones have the top bit set, and so are
// above those of the change points.
func (s *PCT) priority(thread int) uint64 {
	for len(s.priorities) <= thread {
		s.priorities = append(s.priorities, s.rng.uint64()|1<<63)
	}
	return s.priorities[thread]
}

// Committed lowers the priority of the thread whose step is a change point.
func (s *PCT) Committed(step *sim.Step) {
	for j, at := range s.changes {
		if step.Index == at {
			s.priority(step.Thread.Index())
			s.priorities[step.Thread.Index()] = uint64(len(s.changes) - j)
		}
	}
}

// End measures the length of the program.
func (s *PCT) End(x *sim.Execution) {
	if s.random {
		s.steps = max(s.steps, x.Steps)
	}
}
