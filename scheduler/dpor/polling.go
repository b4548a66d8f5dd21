package dpor

import (
	"simrun/internal/grow"
	"simrun/sim"
)

// polling bounds how often a thread of a DPOR search goes round a loop in which nothing happens, so that the search of a
// program with such loops comes to an end.
//
// A look is a step whose operation changes nothing: a read, a failed try, a wait or a sleep whose time is up. A look is
// fruitless if no other thread has changed its objects since the thread last touched them. (If the thread itself has
// changed them, a look is not fruitless either, except one whose time was up: what a thread does itself does not end its
// wait.) The rounds of a thread are the fruitless looks of one kind, the same operation on the same object, that it has
// made in a row while no other thread changed anything that it touched. Their number is the same in all executions with
// the same trace, because it depends only on what happens before the look. So the traces in which no thread makes more
// than k rounds are closed under beginnings, and a search can leave out all others: a look that would be one too many
// counts as not ready.
//
// A thread that looks in vain without end (Musuvathi, Qadeer: Fair Stateless Model Checking, PLDI 2008) is left out
// where other threads can go on. Where none can, the execution is carried on to its end with the threads in turns, and
// without branches, because nothing else can happen.
type polling struct {
	bounds
	most   int      // rounds of the execution under way
	looks  [][]look // by thread: since something was new to it
	turns  []int    // by thread: when it last had its turn at the end of an execution
	turn   int
	beyond bool // the execution under way is past what is explored
}

// bounds says where a search stands that raises a bound on rounds of polling step by step. The searches of one tree have
// it in common, and each adds what it has seen at the end of a round.
type bounds struct {
	rounds  int  // the bound k; 0 if there is none, and a thread only must not lose patience
	largest int  // the last bound that is tried
	before  int  // the bound before this one
	covered int  // the largest bound all of whose traces were explored
	cut     bool // at this bound a look was left out
	short   bool // at this bound an execution was cut short by the limit of steps
	chose   bool // an execution had a choice: otherwise there is only one
	endless bool // the search needs a bound: a thread has lost patience, or an execution was cut short
}

// merge adds what a search has seen.
func (b *bounds) merge(seen bounds) {
	b.cut, b.short = b.cut || seen.cut, b.short || seen.short
	b.chose, b.endless = b.chose || seen.chose, b.endless || seen.endless
}

// end notes how an execution ended.
func (s *polling) end(x *sim.Execution) {
	s.chose = s.chose || x.Choices() > 0
	s.short = s.short || !s.beyond && (x.End == sim.StepLimit || x.End == sim.Livelock)
	s.endless = s.endless || s.short && s.rounds == 0
}

// patience is how many rounds a search without a bound follows. Loops of a program that are longer than that and look in
// vain all the time are rare, and one that never ends is recognised soon.
const patience = 100

// look counts the fruitless looks of one kind.
type look struct {
	op    string
	timed bool
	key   uint64 // of its first object; 0 if it has none
	count int32
}

// begin prepares an execution.
func (s *polling) begin() {
	for i := range s.looks {
		s.looks[i] = s.looks[i][:0]
	}
	s.most, s.beyond, s.turn = 0, false, 0
	clear(s.turns) // how an execution ends depends on nothing before it, whoever carried that out
}

// find is the count of a kind of look; nil if the thread has had none since something was new to it.
func (s *polling) find(thread int, op string, timed bool, key uint64) *look {
	for len(s.looks) <= thread {
		s.looks = append(s.looks, nil)
	}
	list := s.looks[thread]
	for i := range list {
		if l := &list[i]; l.op == op && l.timed == timed && l.key == key {
			return l
		}
	}
	return nil
}

// enter counts a step. It notes in the event which round it would be if it was fruitless.
func (s *polling) enter(e *event, op string) {
	t := e.access.thread
	e.round = 0
	var l *look
	if e.effect != sim.Writes || e.guard != nil { // it may be a look where it comes earlier
		if l = s.find(t, op, e.timed, e.lookKey()); l != nil {
			e.round = l.count + 1
		}
	}
	if e.news && t < len(s.looks) {
		s.looks[t], l = s.looks[t][:0], nil
	}
	switch {
	case e.effect == sim.Writes:
	case l == nil:
		s.find(t, op, e.timed, e.lookKey()) // makes room for the thread
		s.looks[t] = append(s.looks[t], look{op: op, timed: e.timed, key: e.lookKey()})
	case e.fruitless:
		l.count++
		s.most = max(s.most, int(l.count))
		s.endless = s.endless || s.rounds == 0 && l.count > patience
	default:
		l.count = 0
	}
}

// next raises the bound when all was explored within it, and says whether there is anything beyond it.
func (s *bounds) next() bool {
	if s.rounds == 0 || !s.cut || s.short {
		return false
	}
	s.covered = s.rounds
	if s.rounds >= s.largest || !s.chose {
		return false
	}
	s.before = s.rounds
	s.rounds = min(s.rounds+max(1, s.rounds/2), s.largest)
	s.cut = false
	return true
}

// repeats says whether an execution was explored at a smaller bound already.
func (s *polling) repeats() bool { return s.before > 0 && !s.beyond && s.most <= s.before }

// takeTurn is the alternative whose thread has waited longest.
func (s *polling) takeTurn(p *sim.Point) int {
	best := 0
	for i := range p.Len() {
		if s.last(p.Thread(i)) < s.last(p.Thread(best)) {
			best = i
		}
	}
	s.turn++
	s.turns[p.Thread(best).Index()] = s.turn
	return best
}

func (s *polling) last(t *sim.Thread) int { return *grow.At(&s.turns, t.Index()) }

// lookKey is the key of the first object of an event's operation.
func (e *event) lookKey() uint64 {
	if e.own == 0 {
		return 0
	}
	return e.access.touches[0].key
}

// judgeLook notes of a new event what the thread could see in it. The event is not in the lists of the objects yet.
func (h *history) judgeLook(e *event, elapsed bool) {
	e.effect = sim.Reads
	switch {
	case elapsed:
		e.effect = sim.Elapses
	case e.own == 0 || e.objects[0].write:
		e.effect = sim.Writes
	}
	e.fruitless = e.effect != sim.Writes && h.unchanged(e.access.thread, e.effect, e.objects[:e.own], int32(len(h.events)), -1)
	e.news = false
	for _, o := range e.objects {
		e.news = e.news || !h.unchanged(e.access.thread, sim.Elapses, []objectTouch{o}, int32(len(h.events)), -1)
	}
}

// unchanged says whether nobody has changed the objects since the thread last touched them: nobody else, if its time is
// up. It looks at the events before the one of that number, without the event "but", if there is one, and what happens
// after it.
func (h *history) unchanged(thread int, effect sim.Effect, objects []objectTouch, before, but int32) bool {
	for _, o := range objects {
		if int(o.id) >= len(h.objects) {
			continue
		}
		list := h.objects[o.id]
		for i := len(list) - 1; i >= 0; i-- {
			f := list[i]
			if f.event >= before || but >= 0 && h.before(but, h.events[f.event].clock) {
				continue
			}
			mine := h.events[f.event].access.thread == thread
			if f.write && (!mine || effect == sim.Reads) {
				return false
			}
			if mine {
				break
			}
		}
	}
	return true
}

// leftOut says whether the operation that a thread has declared would be a look too many.
func (s *DPOR) leftOut(t *sim.Thread) bool {
	if s.polls.rounds == 0 {
		return false
	}
	effect, op := t.PendingEffect(), t.Pending()
	if effect != sim.Reads && effect != sim.Elapses {
		return false
	}
	s.objects = s.objects[:0]
	key := uint64(0)
	for _, o := range append([]*sim.Object{op.Object}, op.Also...) {
		if o != nil {
			if len(s.objects) == 0 {
				key = o.Key()
			}
			s.objects = append(s.objects, objectTouch{id: int32(o.ID())})
		}
	}
	if effect == sim.Reads && len(s.objects) == 0 {
		return false
	}
	l := s.polls.find(t.Index(), op.Name, op.Timed, key)
	if l == nil || int(l.count) < s.polls.rounds {
		return false
	}
	last := int32(len(s.hb.events))
	if !s.hb.unchanged(t.Index(), effect, s.objects, last, -1) {
		return false
	}
	s.polls.cut = true
	return true
}

// outOfBound says whether the second step of a race, with the effect that it has if it comes before the step "first",
// would be a look too many there.
func (s *DPOR) outOfBound(b *second, first int32, effect sim.Effect) bool {
	if s.polls.rounds == 0 || int(b.round) <= s.polls.rounds || effect != sim.Reads && effect != sim.Elapses {
		return false
	}
	if !s.hb.unchanged(b.access.thread, effect, b.objects[:b.own], b.index, first) {
		return false
	}
	s.polls.cut = true
	return true
}

// tooMany says whether a step that was taken without a choice was a look too many.
func (s *DPOR) tooMany(step *sim.Step) bool {
	if s.polls.rounds == 0 || len(step.Spawned) > 0 {
		return false
	}
	effect, key := sim.Reads, uint64(0)
	s.objects = s.objects[:0]
	for i, touch := range step.Touches[:min(step.Own, len(step.Touches))] {
		if touch.Write {
			return false
		}
		if i == 0 {
			key = touch.Object.Key()
		}
		s.objects = append(s.objects, objectTouch{id: int32(touch.Object.ID())})
	}
	if step.Elapsed {
		effect = sim.Elapses
	} else if len(s.objects) == 0 {
		return false
	}
	l := s.polls.find(step.Thread.Index(), step.Op, step.Timed, key)
	if l == nil || int(l.count) < s.polls.rounds ||
		!s.hb.unchanged(step.Thread.Index(), effect, s.objects, int32(len(s.hb.events)), -1) {
		return false
	}
	s.polls.cut = true
	return true
}
