package sampling

import (
	"slices"

	"simrun/internal/grow"
	"simrun/sim"
)

// readsFrom is the scheduler of RFF (section 3.3 of the paper). A read that is to see a write waits until that was the last
// write of the object, and then other writes of the object wait until the read has come. A read that is not to see a write
// waits while that is the last one, and the write while a thread is about to read. What need not wait goes first; among the others priorities decide, which are those
// of POS, as in the paper. So constraints that cannot be fulfilled cost nothing but the attempt.
//
// In three of four executions a thread waits as well that has been where it is before, and seen the same there, and has written
// nothing since: going round once more shows nothing new until something is written.
type readsFrom struct {
	pos         *POS
	constraints []constraint
	impatient   bool // threads that go round in vain wait

	threads []progressOf
	last    []event // by object ID: who wrote it last
	version []int   // by object ID: how often it was written
	shows   []int   // places of the pairs that the execution has shown
	number  int     // of the execution, from 1

	pairs      []pair             // that were ever seen, in the order in which they were
	places     map[pair]int       // of these
	shown      []int              // by place: the last execution that has shown the pair
	operations map[operation]uint // by operation: its number, from 1
	writers    map[uint64][]event // by key of an object: events that wrote it, in the order in which they were seen
	ready      []*sim.Thread
}

// operation is one on an object.
type operation struct {
	name   string
	object uint64
}

// event is an abstract one: the number of the operation, and in the upper half that of the thread's operation before it. What
// is there at the start is written by event 0.
type event uint64

// pair says that a read sees a write.
type pair struct {
	write, read event
	object      uint64
}

// progressOf is where a thread stands.
type progressOf struct {
	before  uint // its last operation
	pending event
	vain    bool
	looked  []look // since it has written something
}

// look is an operation that has changed nothing: where the thread was, and which version of the object it saw.
type look struct {
	at              event
	object, version int
}

func newReadsFrom(seed uint64) *readsFrom {
	return &readsFrom{
		pos: NewPOS(seed), places: map[pair]int{}, operations: map[operation]uint{}, writers: map[uint64][]event{},
	}
}

func (s *readsFrom) begin(i int, constraints []constraint) {
	s.pos.Begin(i)
	s.number, s.constraints = i+1, constraints
	s.impatient = s.pos.rng.Below(4) > 0
	for i := range s.threads {
		s.threads[i] = progressOf{looked: s.threads[i].looked[:0]}
	}
	clear(s.last)
	clear(s.version)
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
	me := grow.At(&s.threads, t.Index())
	if me.vain {
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
	return slices.ContainsFunc(s.threads, func(t progressOf) bool { return t.pending == e })
}

// fulfilled says whether the execution has shown a pair.
func (s *readsFrom) fulfilled(p pair) bool {
	place, seen := s.places[p]
	return seen && s.shown[place] == s.number
}

// Committed notes what the step has read and written.
func (s *readsFrom) Committed(step *sim.Step) {
	s.pos.Committed(step)
	me := grow.At(&s.threads, step.Thread.Index())
	me.vain = s.impatient && len(step.Touches) > 0
	for _, touch := range step.Touches {
		s.touched(me, touch)
	}
	s.declared(step.Thread)
	for _, t := range step.Spawned {
		s.declared(t)
	}
}

func (s *readsFrom) touched(me *progressOf, touch sim.Touch) {
	id, key := touch.Object.ID(), touch.Object.Key()
	last, version := grow.At(&s.last, id), grow.At(&s.version, id)
	s.show(pair{*last, me.pending, key})
	if !touch.Write {
		if l := (look{me.pending, id, *version}); !slices.Contains(me.looked, l) {
			me.vain, me.looked = false, append(me.looked, l)
		}
		return
	}
	*last, *version = me.pending, *version+1
	if list := s.writers[key]; !slices.Contains(list, me.pending) {
		s.writers[key] = append(list, me.pending)
	}
	me.looked = me.looked[:0]
	for i := range s.threads {
		s.threads[i].vain = false
	}
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

// declared notes what a thread is about to do.
func (s *readsFrom) declared(t *sim.Thread) {
	me := grow.At(&s.threads, t.Index())
	if t.Done() {
		me.pending = 0
		return
	}
	op := operation{name: t.Pending().Name}
	if o := t.Pending().Object; o != nil {
		op.object = o.Key()
	}
	n := s.operations[op]
	if n == 0 {
		n = uint(len(s.operations) + 1)
		s.operations[op] = n
	}
	me.pending, me.before = event(me.before)<<32|event(n), n
}
