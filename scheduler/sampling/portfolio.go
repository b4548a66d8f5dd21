package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Portfolio rotates strategies: each finds bugs that the others miss, and none is best at all programs. They share one
// profile, so that the learning is done once. PCT takes part in its fair form, which differs only beyond the length of
// the executions that were learned from, so that a thread that polls does not hold up the rotation.
type Portfolio struct {
	seed uint64
	rng  strategy.Random
	*profile
	members []member
	now     member // of the execution under way
}

// member is a strategy of the portfolio, with its methods that look at steps, if it has some.
type member struct {
	strategy.Strategy
	observer sim.Observer // nil if the strategy does not look at steps
}

// NewPortfolio makes the rotation of the random walk, PCT with d of 2, 3 and 5, POS, URW and SURW.
func NewPortfolio(seed uint64) *Portfolio {
	p := newProfile()
	s := &Portfolio{seed: seed, profile: p}
	for _, strategy := range []strategy.Strategy{
		newFairPCT(seed, 2, p), NewPOS(seed), newSURW(seed, p), NewRandom(seed), newFairPCT(seed, 3, p), newURW(seed, p),
		newFairPCT(seed, 5, p),
	} {
		observer, _ := strategy.(sim.Observer)
		s.members = append(s.members, member{strategy, observer})
	}
	return s
}

// Begin gives execution i to the next strategy.
func (s *Portfolio) Begin(i int) bool {
	s.profile.begin(i)
	if s.learning {
		s.rng.Begin(s.seed, i)
		return true
	}
	s.now = s.members[(i-s.runs)%len(s.members)]
	return s.now.Begin(i)
}

// Choose is that of the present strategy.
func (s *Portfolio) Choose(p *sim.Point) int {
	if s.learning {
		return s.walk(p, &s.rng)
	}
	return s.now.Choose(p)
}

// Committed is that of the present strategy.
func (s *Portfolio) Committed(step *sim.Step) {
	if s.learning {
		s.committed(step)
	} else if s.now.observer != nil {
		s.now.observer.Committed(step)
	}
}

// End learns from the first executions.
func (s *Portfolio) End(x *sim.Execution) { s.profile.end(x) }
