package golang

import "simrun/sim"

// line is the goroutines that wait to send to a channel, or to receive from it, first come first. One whose select has
// gone on elsewhere stands in it until it is passed over.
type line[T any] []*seat[T]

// seat is the place of a party in a line, and the value that it sends or was given.
type seat[T any] struct {
	*party
	index int // of the case of its select
	value T
}

// join is the last in the line.
func (l *line[T]) join(w *sim.World, p *party, index int, v T) *seat[T] {
	s := sim.New[seat[T]](w)
	*s = seat[T]{p, index, v}
	*l = append(*l, s)
	return s
}

// waits says whether somebody stands in the line.
func (l line[T]) waits() bool {
	for _, s := range l {
		if !s.done {
			return true
		}
	}
	return false
}

// next takes the first one out of the line; nil if there is none.
func (l *line[T]) next() *seat[T] {
	for i, s := range *l {
		if !s.done {
			*l = append((*l)[:0], (*l)[i+1:]...)
			return s
		}
	}
	*l = (*l)[:0]
	return nil
}

// hand gives a receiver the value, and lets it go on.
func (s *seat[T]) hand(v T) {
	s.value = v
	s.complete(false)
}

// complete lets the party go on with this case.
func (s *seat[T]) complete(closed bool) {
	s.party.complete()
	s.closed, s.chosen = closed, s.index
}

// ring is the buffer of a channel that is only modelled.
type ring[T any] struct {
	values []T
	size   int
}

func (r *ring[T]) Len() int { return len(r.values) }
func (r *ring[T]) Cap() int { return r.size }
func (r *ring[T]) Put(v T)  { r.values = append(r.values, v) }
func (r *ring[T]) Take() T {
	v := r.values[0]
	r.values = r.values[1:]
	return v
}
