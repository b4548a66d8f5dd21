package sampling

import (
	"slices"

	"simrun/internal/grow"
	"simrun/sim"
)

// readsFrom is the scheduler of RFF. A read that is to see a write waits until that was the last write of the object, and
// then other writes of the object wait until the read has come. A read that is not to see a write waits while that is the
// last one, and the write while a thread is about to read. What need not wait goes first; among the others the priorities
// of POS decide. So constraints that cannot be fulfilled cost nothing but the attempt.
//
// In three of four executions a thread that goes round in vain waits as well: see events.
type readsFrom struct {
	pos         *POS
	constraints []constraint
	impatient   bool // threads that go round in vain wait

	events
	last   []event // by object ID: who wrote it last
	shows  []int   // places of the pairs that the execution has shown
	number int     // of the execution, from 1

	pairs   []pair             // that were ever seen, in the order in which they were
	places  map[pair]int       // of these
	shown   []int              // by place: the last execution that has shown the pair
	writers map[uint64][]event // by key of an object: events that wrote it, in the order in which they were seen
	ready   []*sim.Thread
}

// pair says that a read sees a write.
type pair struct {
	write, read event
	object      uint64
}

func newReadsFrom(seed uint64) *readsFrom {
	return &readsFrom{
		pos: NewPOS(seed), events: newEvents(), places: map[pair]int{}, writers: map[uint64][]event{},
	}
}

func (s *readsFrom) begin(i int, constraints []constraint) {
	s.pos.Begin(i)
	s.number, s.constraints = i+1, constraints
	s.impatient = s.pos.rng.Below(4) > 0
	s.events.begin()
	clear(s.last)
	s.shows = s.shows[:0]
}

// Choose takes the alternative with the highest priority among those that need not wait.
func (s *readsFrom) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.pos.rng.Below(p.Len())
	}
	best, bestRank, bestPriority := 0, -1, uint64(0)
	s.ready = p.Alternatives(s.ready[:0])
	for i, t := range s.ready {
		rank, priority := s.rank(t), s.pos.priority(t.Index())
		if rank > bestRank || rank == bestRank && priority > bestPriority {
			best, bestRank, bestPriority = i, rank, priority
		}
	}
	return best
}

// rank is 2 for a thread that need not wait, 1 for one that the constraints hold back, 0 for one that has looked in vain.
func (s *readsFrom) rank(t *sim.Thread) int {
	me := s.of(t)
	if me.vain && s.impatient {
		return 0
	}
	op := t.Pending()
	held := op.Object != nil && s.held(t, me.pending, op.Object)
	for _, o := range op.Also {
		held = held || s.held(t, me.pending, o)
	}
	if held {
		return 1
	}
	return 2
}

// held says whether a constraint on the object holds a thread back.
func (s *readsFrom) held(t *sim.Thread, pending event, o *sim.Object) bool {
	key, last := o.Key(), *grow.At(&s.last, o.ID())
	for i := range s.constraints {
		c := &s.constraints[i]
		if c.object != key {
			continue
		}
		switch {
		case c.not && pending == c.read:
			if last == c.write {
				return true
			}
		case c.not:
			if pending == c.write && s.awaited(c.read) {
				return true
			}
		case s.fulfilled(c.pair):
		case pending == c.read:
			if last != c.write {
				return true
			}
		case last == c.write && t.PendingEffect() == sim.Writes:
			return true
		}
	}
	return false
}

// awaited says whether an event is what some thread is about to do.
func (s *readsFrom) awaited(e event) bool {
	return slices.ContainsFunc(s.threads, func(t standing) bool { return t.pending == e })
}

// fulfilled says whether the execution has shown a pair.
func (s *readsFrom) fulfilled(p pair) bool {
	place, seen := s.places[p]
	return seen && s.shown[place] == s.number
}

// Committed notes what the step has read and written.
func (s *readsFrom) Committed(step *sim.Step) {
	s.pos.Committed(step)
	at := s.of(step.Thread).pending
	for _, touch := range step.Touches {
		key, last := touch.Object.Key(), grow.At(&s.last, touch.Object.ID())
		s.show(pair{*last, at, key})
		if touch.Write {
			*last = at
			if list := s.writers[key]; !slices.Contains(list, at) {
				s.writers[key] = append(list, at)
			}
		}
	}
	s.events.committed(step)
	s.declared(step)
}

// show notes that the execution has shown a pair.
func (s *readsFrom) show(p pair) {
	place, seen := s.places[p]
	if !seen {
		place = len(s.pairs)
		s.places[p] = place
		s.pairs, s.shown = append(s.pairs, p), append(s.shown, 0)
	}
	if s.shown[place] != s.number {
		s.shown[place] = s.number
		s.shows = append(s.shows, place)
	}
}
