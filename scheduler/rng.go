package scheduler

import (
	"math/rand/v2"

	"simrun/sim"
)

// rng is the random source of a strategy: one stream for each seed and execution.
type rng struct {
	pcg rand.PCG
	_   [64]byte // the strategies of two workers, made one after the other, must not share a line of the cache
}

// begin goes to the stream of execution i.
func (r *rng) Begin(seed uint64, i int) {
	r.pcg.Seed(sim.Mix(seed), sim.Mix(seed^sim.Mix(uint64(i)+0x5eed)))
}

// below is a uniform number below n.
func (r *rng) Below(n int) int { return int(sim.Below(uint64(n), r.pcg.Uint64)) }

func (r *rng) Uint64() uint64 { return r.pcg.Uint64() }
