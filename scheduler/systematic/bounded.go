package systematic

import "simrun/sim"

// price says what each alternative of a choice between threads costs: preemptions, or delays.
type price interface {
	// begin prepares an execution.
	begin()
	// committed looks at each step that was made.
	committed(step *sim.Step)
	// within is how many alternatives cost no more than so much; the cheapest come first.
	within(p *sim.Point, left int) int
	// take is the alternative of that rank, and what it costs.
	take(p *sim.Point, rank int) (alternative, cost int)
	// key tells states apart that have the same trace, and in which the same alternatives do not cost the same.
	key(p *sim.Point) uint64
}

// bounded is the depth-first search of all executions whose choices cost no more than a bound, reduced to one for each
// trace and yet exact: it visits the traces that have a linearisation within the bound, each once, and no others.
//
// The usual partial order reductions are not sound under a bound, because the linearisation that they choose for a trace
// may cost more than the bound where another one does not (Musuvathi, Qadeer: Partial-Order Reduction for
// Context-Bounded State Exploration, MSR-TR-2007-12; Coons, Musuvathi, McKinley: Bounded Partial-Order Reduction,
// OOPSLA 2013, section 3). Here every linearisation is begun, and given up where it comes to a state that was visited
// with at least as much left to spend: the trace so far stands for the state, and with the key of the price for all
// that the rest of the execution may cost. So whatever can follow has been visited. Both papers know this as caching
// of happens-before relations. What it costs is memory, one entry for a state, and the beginnings that are given up.
//
// Where every step moves the clock the state depends on more than the trace, so there every schedule within the bound is tried.
type bounded struct {
	path   Path
	prefix Prefix
	price  price
	bound  int
	spent  int
	cut    bool // the bound left something out
	states *states
	given  bool // the execution under way was given up
	known  bool // its trace is one that was visited
	blind  bool // states are not told apart by traces

	threads []int32 // by step of the last execution: who made it
	before  []int   // by choice of it: steps that were over
	again   int     // steps that the execution under way repeats
	made    int     // steps of it

	repeats int // executions that showed nothing new
}

// stateLimit is how many states are remembered: some 100 MB. Beyond that the search is as exact, but slower.
const stateLimit = 1 << 21

// states remembers the states that were visited.
type states struct {
	left   map[uint64]int // by state: the most that was left to spend there
	traces map[uint64]struct{}
	limit  int
}

func newBounded(p price, bound int) *bounded {
	s := &states{left: map[uint64]int{}, traces: map[uint64]struct{}{}, limit: stateLimit}
	return &bounded{price: p, bound: bound, states: s}
}

// raise begins anew with a bound that is one higher. The traces that were visited stay known.
func (s *bounded) raise() {
	clear(s.states.left)
	*s = bounded{price: s.price, bound: s.bound + 1, states: s.states, repeats: s.repeats}
}

// beginUpTo goes on to the next execution within the bound, or raises the bound, if it is below the limit and has left
// something out.
func (s *bounded) beginUpTo(limit int) bool {
	for !s.begin() {
		if !s.cut || s.bound >= limit {
			return false
		}
		s.raise()
	}
	return true
}

func (s *bounded) begin() bool {
	s.spent, s.given, s.known = 0, false, false
	s.prefix.Begin()
	s.price.begin()
	goesOn := s.path.Next()
	if last := len(s.path.choices) - 1; goesOn && last >= 0 && last < len(s.before) { // up to the choice that is another one
		s.threads = s.threads[:s.before[last]]
	} else {
		s.threads = s.threads[:0]
	}
	s.again, s.made, s.before = len(s.threads), 0, s.before[:0]
	return goesOn
}

// plan lists the threads of the steps that are repeated.
func (s *bounded) plan() []int32 { return s.threads[min(1, s.again):s.again] } // the first is the creation of the main thread

// choose follows the path, and gives up where it comes to a state that was visited.
func (s *bounded) choose(p *sim.Point) int {
	s.before = append(s.before, s.made)
	if p.IsValue() {
		return s.path.Take(p.Len())
	}
	left := s.bound - s.spent
	if s.path.Fresh() && s.visited(p, left) {
		s.given = true
		return sim.Stop
	}
	n := s.price.within(p, left)
	if n < p.Len() {
		s.cut = true
	}
	i, cost := s.price.take(p, s.path.Take(n))
	s.spent += cost
	return i
}

// visited says whether the state at the point was visited with as much left, and remembers it.
func (s *bounded) visited(p *sim.Point, left int) bool {
	if s.blind = p.World().StepsMoveClock(); s.blind {
		return false
	}
	key := sim.Mix(s.prefix.sum ^ sim.Mix(s.price.key(p)))
	before, ok := s.states.left[key]
	if ok && before >= left {
		return true
	}
	if ok || len(s.states.left) < s.states.limit {
		s.states.left[key] = left
	}
	return false
}

func (s *bounded) committed(step *sim.Step) {
	if s.made++; s.made > s.again {
		s.threads = append(s.threads, int32(step.Thread.Index()))
	}
	s.prefix.Commit(step)
	s.price.committed(step)
}

// end notes the trace of the execution. One that a limit cut short counts each time, so that it shows.
func (s *bounded) end(x *sim.Execution) {
	s.path.End()
	if !s.given && !s.blind && x.End != sim.StepLimit && x.End != sim.Livelock {
		if _, s.known = s.states.traces[s.prefix.sum]; !s.known {
			s.states.traces[s.prefix.sum] = struct{}{}
		}
	}
	if s.redundant() {
		s.repeats++
	}
}

// redundant says whether the last execution showed nothing new.
func (s *bounded) redundant() bool { return s.given || s.known }
