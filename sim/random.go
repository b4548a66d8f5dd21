package sim

import (
	"math/bits"
	"math/rand/v2"
)

// random is a stream of random numbers. It is seeded when the first number is drawn.
type random struct {
	a, b uint64
	used bool
	pcg  rand.PCG
}

// seed chooses one of the streams of a seed.
func (r *random) seed(seed, stream uint64) { r.a, r.b, r.used = seed, stream, false }

func (r *random) uint64() uint64 {
	if !r.used {
		r.pcg.Seed(Mix(r.a), Mix(r.a^Mix(r.b+1)))
		r.used = true
	}
	return r.pcg.Uint64()
}

// Mix is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014,
// figure 16): a bijection that spreads its argument over all bits.
func Mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Below turns the words of a uniform source into a number below n, by Lemire's method with rejection (Fast Random
// Integer Generation in an Interval, ACM TOMACS 2019, algorithm 5). The result for given words is part of what a seed
// means, so it is our own code. n must not be 0.
func Below(n uint64, next func() uint64) uint64 {
	hi, lo := bits.Mul64(next(), n)
	if lo < n {
		for limit := -n % n; lo < limit; {
			hi, lo = bits.Mul64(next(), n)
		}
	}
	return hi
}

// SetStream gives the thread another stream of random numbers, that of the object. An executor does so for each task:
// then the numbers do not depend on which worker runs it.
func (t *Thread) SetStream(of *Object) { t.random.seed(t.world.cfg.Seed, of.key) }

// An Inputter is a scheduler that chooses the random numbers of the program as well: they become part of the schedule.
type Inputter interface {
	// Inputs lists the numbers from lo to hi among which is chosen; none leaves the number to the seed.
	Inputs(lo, hi int) []int
}

// RandInt is a random number from lo to hi, both included, as random.randint. The numbers come from the input seed, in
// a stream of its own for each thread, or each task of an executor, so that they do not depend on the schedule.
// https://docs.python.org/3.13/library/random.html#random.randint
func (w *World) RandInt(lo, hi int) int {
	if hi < lo {
		panic(ValueError("empty range for randrange()"))
	}
	if w.current == nil {
		Misuse("RandInt used outside a running thread")
	}
	if w.inputs != nil {
		if fit := w.inputs.Inputs(lo, hi); len(fit) > 0 {
			return fit[w.Choose(len(fit))]
		}
	}
	r := &w.current.random
	return lo + int(Below(uint64(hi-lo)+1, r.uint64))
}
