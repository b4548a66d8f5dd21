package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Random takes each alternative of a choice with the same probability: the random walk.
type Random struct {
	seed uint64
	rng  strategy.Random
}

// NewRandom makes the strategy; each seed and execution number gives another walk.
func NewRandom(seed uint64) *Random { return &Random{seed: seed} }

// Begin goes to the random numbers of execution i.
func (s *Random) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	return true
}

// Choose is uniform.
func (s *Random) Choose(p *sim.Point) int { return s.rng.Below(p.Len()) }

// Draws lists the numbers that the choices take.
func (s *Random) Draws(n int) []uint64 { return s.rng.Ahead(n) }

// End has nothing to learn.
func (s *Random) End(*sim.Execution) {}
