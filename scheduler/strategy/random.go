package strategy

import (
	"math/rand/v2"

	"simrun/sim"
)

// Random is the random source of a strategy: one stream for each seed and execution.
type Random struct {
	pcg rand.PCG
	_   [64]byte // the strategies of two workers, made one after the other, must not share a line of the cache
}

// Begin goes to the stream of execution i.
func (r *Random) Begin(seed uint64, i int) {
	r.pcg.Seed(sim.Mix(seed), sim.Mix(seed^sim.Mix(uint64(i)+0x5eed)))
}

// Below is a uniform number below n.
func (r *Random) Below(n int) int { return int(sim.Below(uint64(n), r.pcg.Uint64)) }

// Uint64 is any number.
func (r *Random) Uint64() uint64 { return r.pcg.Uint64() }

// Ahead lists the next n numbers, which stay the next ones.
func (r *Random) Ahead(n int) []uint64 {
	ahead, list := r.pcg, make([]uint64, n)
	for i := range list {
		list[i] = ahead.Uint64()
	}
	return list
}
