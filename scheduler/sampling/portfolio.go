package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Portfolio has several strategies take turns: each finds bugs that the others miss, and none is best at all programs. They
// share one profile, so that the learning is done once. PCT takes part in its fair form, which differs only beyond the
// length of the executions that were learned from, so that a thread that polls does not hold up the rotation.
//
// SURW has as many turns in a rotation as threads contend for one object. Many bugs need one thread of n to come first: SURW
// finds these with a probability of about 1/n, and the others the more rarely the more threads there are.
type Portfolio struct {
	seed uint64
	rng  strategy.Random
	*profile
	surw   member
	others []member
	turns  []member // of a rotation
	now    member   // of the execution under way
}

// member is a strategy of the portfolio, with its methods that look at steps, if it has some.
type member struct {
	strategy.Strategy
	observer sim.Observer // nil if the strategy does not look at steps
}

func newMember(s strategy.Strategy) member {
	observer, _ := s.(sim.Observer)
	return member{s, observer}
}

// NewPortfolio makes the rotation of the random walk, PCT with d of 2, 3 and 5, POS, URW and SURW.
func NewPortfolio(seed uint64) *Portfolio {
	p := newProfile()
	s := &Portfolio{seed: seed, profile: p, surw: newMember(newSURW(seed, p))}
	for _, other := range []strategy.Strategy{
		newFairPCT(seed, 2, p), NewPOS(seed), NewRandom(seed), newFairPCT(seed, 3, p), newURW(seed, p), newFairPCT(seed, 5, p),
	} {
		s.others = append(s.others, newMember(other))
	}
	return s
}

// Begin gives execution i to the strategy whose turn it is.
func (s *Portfolio) Begin(i int) bool {
	s.profile.begin(i)
	if s.learning {
		s.rng.Begin(s.seed, i)
		return true
	}
	if s.turns == nil {
		s.turns = rotation(s.others, s.surw, s.profile.contenders())
	}
	s.now = s.turns[(i-s.runs)%len(s.turns)]
	return s.now.Begin(i)
}

// rotation has each of the others once, and between them so many turns of one more, at regular distances.
func rotation(others []member, more member, times int) []member {
	var turns []member
	for i, made := 0, 0; len(turns) < len(others)+times; {
		if (made+1)*(len(others)+times) <= (len(turns)+1)*times {
			turns, made = append(turns, more), made+1
		} else {
			turns, i = append(turns, others[i]), i+1
		}
	}
	return turns
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
