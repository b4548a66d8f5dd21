package bench

import (
	"iter"
	"math/rand/v2"

	"simrun/sim"
)

// bare makes coroutines that do nothing but yield.
func bare(n int) (resume []func() (struct{}, bool), stop func()) {
	stops := make([]func(), n)
	resume = make([]func() (struct{}, bool), n)
	for i := range n {
		resume[i], stops[i] = iter.Pull(func(yield func(struct{}) bool) {
			for yield(struct{}{}) {
			}
		})
		resume[i]() // to its first yield
	}
	return resume, func() {
		for _, stop := range stops {
			stop()
		}
	}
}

// roundTrip is R.
func roundTrip() subject {
	resume, stop := bare(1)
	return subject{close: stop, turn: timed(1000, func() {
		next := resume[0]
		for range 1000 {
			next()
		}
	})}
}

// bareLoop resumes one of n coroutines at random, with the random numbers that the random strategy uses: what a
// simulator of n threads cannot be faster than by much.
func bareLoop(n int) subject {
	resume, stop := bare(n)
	random := rand.NewPCG(1, 2)
	return subject{close: stop, turn: timed(1000, func() {
		for range 1000 {
			resume[sim.Below(uint64(n), random.Uint64)]()
		}
	})}
}
