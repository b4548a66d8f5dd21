package sim

import (
	"iter"
	"slices"
)

// mostPlain is how many choices of an execution are kept as they are, with 8 bytes each: those of executions up to three times
// [DefaultMaxSteps], so that packing costs nothing where speed counts.
const mostPlain = 1 << 16

// choices are those of an execution so far.
type choices struct {
	packed []Packed // those before the last, mostPlain each
	last   Schedule
}

// reset forgets an execution's choices, and keeps the room.
func (c *choices) reset() {
	clear(c.packed)
	c.packed, c.last = c.packed[:0], c.last[:0]
}

// add notes a choice.
func (c *choices) add(n, i int) {
	if len(c.last) == mostPlain {
		c.packed, c.last = append(c.packed, c.last.Pack()), c.last[:0]
	}
	c.last = append(c.last, Choice{uint32(n), uint32(i)})
}

// n is how many there are.
func (c *choices) n() int { return len(c.packed)*mostPlain + len(c.last) }

// Choices is how many choices the execution had.
func (x *Execution) Choices() int { return x.world.choices.n() }

// Schedule is the list of all choices of the execution, with 8 bytes each: of a long one take [Execution.Parts], or keep
// what [Execution.Pack] gives. It is valid until the runner's next run.
func (x *Execution) Schedule() Schedule {
	c := &x.world.choices
	if len(c.packed) == 0 {
		return c.last
	}
	all := make(Schedule, 0, c.n())
	for part := range x.Parts() {
		all = append(all, part...)
	}
	return all
}

// Parts are the choices of the execution, so many at a time that a long one needs little memory. A part is valid until
// the next one.
func (x *Execution) Parts() iter.Seq[Schedule] {
	return func(yield func(Schedule) bool) {
		c := &x.world.choices
		var part Schedule
		for _, p := range c.packed {
			if part, _ = p.unpack(part[:0]); !yield(part) {
				return
			}
		}
		yield(c.last)
	}
}

// Pack is the execution's schedule in bits, to be kept.
func (x *Execution) Pack() Packed {
	c := &x.world.choices
	return append(slices.Concat(c.packed...), c.last.Pack()...)
}
