package simtest

import (
	"math/bits"

	"pgregory.net/rapid"
)

// Bits of a drawn schedule. They hardly depend on the program, so that a fail file stays valid when it changes a little.
const (
	placeBits  = 10
	targetBits = 3
)

// sizes are the bits of the coin that ends a list, so that lists have about 3, 15 or 63 preemptions: a bug may need
// one in the right place, or threads that take turns all the time.
var sizes = [...]int{2, 4, 6, 6}

// Schedules generates schedules for executions with about so many choices; [Choices] counts them. Draw a schedule
// before the execution, on the goroutine of the test, and run it with [Execute]. It composes with every other generator
// of rapid.
//
// All numbers are drawn as their bits. A range of rapid is biased towards its ends, and a range or a slice takes a word
// of 53 bits for each element on whose bits its shrinking spends most of its time.
func Schedules(choices int) *rapid.Generator[Schedule] {
	return rapid.Custom(func(t *rapid.T) Schedule {
		next := entries(choices, sizes[drawBits(t, 2)])
		var s Schedule
		for {
			e := next.Draw(t, "preemption")
			if e.last {
				return s
			}
			s = append(s, e.Preemption)
		}
	})
}

// entry is an element of a list that is drawn, or its end.
type entry struct {
	Preemption
	last bool
}

// entries generates an element with its coin: one group, so that rapid deletes both.
func entries(choices, coin int) *rapid.Generator[entry] {
	span := uint64(max(choices, 1))
	width := max(placeBits, bits.Len64(span))
	return rapid.Custom(func(t *rapid.T) entry {
		if drawBits(t, coin) == 0 {
			return entry{last: true}
		}
		at := drawBits(t, width) * span >> width
		return entry{Preemption: Preemption{At: int(at), To: int(drawBits(t, targetBits))}}
	})
}

// drawBits is a uniform number of n bits, the highest first.
func drawBits(t *rapid.T, n int) uint64 {
	var v uint64
	for range n {
		v <<= 1
		if rapid.Bool().Draw(t, "bit") {
			v |= 1
		}
	}
	return v
}
