package sampling

import "simrun/sim"

// FairPCT is PCT for programs with threads that spin or poll: the first k steps, the length of the longest execution
// that it learned from, are those of PCT, the rest is a random walk. The change points of PCT all lie within these k
// steps; behind them its priorities stay as they are, so that a thread which waits in a loop for one of lower priority
// would wait forever, while in a random walk every ready thread goes on with probability 1.
//
// The combination is that of the tool Coyote (Deligiannis, Senthilnathan, Nayyar, Lovett, Lal: Industrial-Strength
// Controlled Concurrency Testing for C# Programs with Coyote, TACAS 2023); that a search of a program with such loops
// must be fair is argued by Musuvathi and Qadeer (Fair Stateless Model Checking, PLDI 2008).
type FairPCT struct{ PCT }

// NewFairPCT makes the strategy for bugs of the given depth.
func NewFairPCT(seed uint64, depth int) *FairPCT { return newFairPCT(seed, depth, newProfile()) }

func newFairPCT(seed uint64, depth int, p *profile) *FairPCT {
	return &FairPCT{*newPCT(seed, depth, p)}
}

// Choose is that of PCT, then any.
func (s *FairPCT) Choose(p *sim.Point) int {
	if !s.learning && !p.IsValue() && s.at(p) >= s.longest {
		return s.rng.Below(p.Len())
	}
	return s.PCT.Choose(p)
}
