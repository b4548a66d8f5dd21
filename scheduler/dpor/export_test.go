package dpor

import "math/rand/v2"

// InRounds is a DPOR search in rounds as Explore has them, but of few executions each: at the end of a round every search
// hands over all that it can, and every now and then the whole is put into a checkpoint and taken up from there. So small
// programs are shared and interrupted too. It is for tests of the search, which compare what it visits with other searches.
type InRounds struct {
	*DPOR   // whose execution is under way
	planner *DPOR
	r       *rand.Rand
	seldom  int // one in how many executions comes from a checkpoint
	at      int // of the searches
	left    int // executions of the one at that place
	blocked int // of searches that are gone
}

// NewInRounds makes one. The seed draws how long a search goes on by in a round, and when it is interrupted: before each
// execution if it is 0, so that what a search has learned of the races on its path is always gone.
func NewInRounds(seed uint64) *InRounds {
	s := New()
	seldom := 1
	if seed > 0 {
		seldom = 12
	}
	return &InRounds{DPOR: s, planner: s, r: rand.New(rand.NewPCG(seed, 0)), seldom: seldom}
}

// Begin goes on with the search under way, or with the next one, or begins a round.
func (s *InRounds) Begin(i int) bool {
	if s.Repeats() && s.DPOR.Begin(i) {
		return true
	}
	if s.planner.tree.begun && s.r.IntN(s.seldom) == 0 {
		s.takeUp()
	}
	for {
		searches := s.planner.tree.searches
		for ; s.at < len(searches); s.at++ {
			if s.DPOR = searches[s.at]; s.left > 0 && s.DPOR.Begin(i) {
				s.left--
				return true
			}
			s.left = 1 + s.r.IntN(8)
		}
		if !s.next() {
			return false
		}
	}
}

// next begins a round.
func (s *InRounds) next() bool {
	s.at, s.left = 0, 1+s.r.IntN(8)
	for _, m := range s.planner.tree.searches {
		for d := m.shared; d < len(m.nodes) && m.begun && !m.finished && !s.planner.tree.single && !m.folds && !m.chooses; d++ {
			if len(m.nodes[d].branches) > 1 && s.r.IntN(3) == 0 {
				m.publishUpTo(d)
				break
			}
		}
	}
	if _, searches := s.planner.Round(0); len(searches) > 0 {
		return true
	}
	if s.planner.Spoilt() {
		again := New()
		again.Again(s.planner)
		s.planner = again
		return s.next()
	}
	return false
}

// takeUp goes on from a checkpoint.
func (s *InRounds) takeUp() {
	for _, m := range s.planner.tree.searches {
		s.blocked += m.blocked
	}
	saved := s.planner.Save()
	s.planner = New()
	if err := s.planner.Load(saved); err != nil {
		panic(err)
	}
	s.at = min(s.at, len(s.planner.tree.searches))
}

// Exhausted says whether every trace was explored.
func (s *InRounds) Exhausted() bool { return s.planner.Exhausted() }

// Blocked is the number of executions that found all ready threads asleep.
func (s *InRounds) Blocked() int {
	blocked := s.blocked
	for _, m := range append(s.planner.tree.searches, s.planner.tree.idle...) {
		blocked += m.blocked
	}
	return blocked
}
