package scheduler

import (
	"slices"

	"simrun/sim"
)

// race is a pair of steps of which the second could have come first.
type race struct {
	first  int32
	second int32 // len(events) or more for an operation that was still pending at the end
	effect sim.Effect
}

// second is the later step of a race: one that took place, or one that was pending when the execution ended.
type second struct {
	index   int32
	access  *access
	base    []int32 // clock of the step before it in its thread
	clock   []int32 // its own; base if it did not take place
	objects []objectTouch
	thread  *sim.Thread
	guard   sim.Guard
	arg     int
	timed   bool
	effect  sim.Effect // that it had
	own     int        // see event
	round   int32
}

// reverseRaces looks for the races whose second step is new in this execution, and has their reversals explored. In a
// program that chooses values it looks at all races: steps with other values do not race with each other, so a
// sequence that contains one of them may be found in no other way. If the execution ends here, what its threads were about
// to do takes part, except that of the thread "but".
func (s *DPOR) reverseRaces(w *sim.World, ends bool, but *sim.Thread) {
	from := s.fresh
	if s.chooses {
		from = 0
	}
	for j := from; j < len(s.hb.events); j++ {
		e := &s.hb.events[j]
		b := second{
			index: int32(j), access: &e.access, objects: e.objects, thread: e.thread, guard: e.guard, arg: e.arg,
			timed: e.timed, effect: sim.Writes, clock: e.clock, own: e.own, round: e.round,
		}
		if e.prev >= 0 {
			b.base = s.hb.events[e.prev].clock
		}
		if len(e.objects) > 0 && !e.objects[0].write {
			b.effect = sim.Reads
		}
		s.reverse(&b)
	}
	if ends {
		s.reversePending(w, but)
	}
}

// reversePending treats what the threads that are left were about to do as if it came last.
func (s *DPOR) reversePending(w *sim.World, but *sim.Thread) {
	last := int32(len(s.hb.events) - 1)
	exits := last >= 0 && s.hb.events[last].access.exits
	for _, t := range w.Threads() {
		if t.Done() || t == but || exits && t.Index() == s.hb.events[last].access.thread {
			continue
		}
		op := t.Pending()
		a := &access{thread: t.Index()}
		b := second{index: last + 1, access: a, thread: t, guard: op.Guard, arg: op.Arg, timed: op.Timed, effect: sim.Blocks}
		key := uint64(0)
		if op.Object != nil {
			key = op.Object.Key()
		}
		if l := s.polls.find(t.Index(), op.Name, op.Timed, key); l != nil {
			b.round = l.count + 1
		}
		if prev := s.hb.lastOf(t.Index()); prev >= 0 {
			b.base = s.hb.events[prev].clock
			b.clock = b.base
		}
		if t.Ready() {
			b.effect = t.PendingEffect()
		}
		for _, o := range append([]*sim.Object{op.Object}, op.Also...) {
			if o != nil {
				write := b.effect == sim.Writes || b.effect == sim.Blocks
				a.add(o.Key(), write)
				b.objects = append(b.objects, objectTouch{id: int32(o.ID()), write: write})
			}
		}
		b.own = len(b.objects)
		if op.Guard != nil && op.Object != nil && !s.guarded[op.Object.Key()] {
			s.learn(op.Object)
			return
		}
		if _, wide := op.Guard.(sim.WideGuard); wide && s.learnAll(op.Also) {
			return
		}
		if t.Ready() {
			if exits {
				s.planBeforeExit(last, &b)
			}
			continue
		}
		s.reverse(&b)
	}
}

// planBeforeExit has the pending step b explored before the last one, which ended the execution, unless that enabled it.
// If they do not depend on each other apart from the end, the last step follows, and is part of the sequence: without it,
// a sleeping thread that commutes with b but not with the last step would seem to cover what is new.
func (s *DPOR) planBeforeExit(last int32, b *second) {
	effect, ok := s.effectBefore(b, entry{last, true})
	if !ok || s.outOfBound(b, last, effect) {
		return
	}
	e := &s.hb.events[last]
	first, then := s.reversed(race{last, b.index, effect}, b), e.access
	then.exits = false
	if s.folds || first.depends(&then) {
		s.plan(race{last, b.index, effect}, b)
		return
	}
	s.v = append(s.v[:0], vstep{first, nil, true}, vstep{&then, e.choices, true})
	s.insert(last)
}

// reverse finds the races of one second step.
func (s *DPOR) reverse(b *second) {
	s.races = s.races[:0]
	for k, o := range b.objects {
		s.candidates(b, k, o)
	}
	if b.access.exits {
		s.exitCandidates(b)
	}
	for i, r := range s.races {
		if !s.covered(i) {
			s.plan(r, b)
		}
	}
}

// candidates goes back through the steps that touched an object of b, and collects those that race with it. Behind the
// first write that does, and behind what happens before b's own thread came there, nothing else can.
func (s *DPOR) candidates(b *second, k int, o objectTouch) {
	if int(o.id) >= len(s.hb.objects) {
		return
	}
	list := s.hb.objects[o.id]
	for i := len(list) - 1; i >= 0; i-- {
		first := list[i]
		if first.event >= b.index || !first.write && !o.write {
			continue
		}
		if s.hb.before(first.event, b.base) {
			if first.write {
				return
			}
			continue
		}
		effect, ok := s.effectBefore(b, first)
		if !ok || s.outOfBound(b, first.event, effect) {
			continue // it enabled b, or what did depends on it
		}
		s.races = append(s.races, race{first.event, b.index, effect})
		if first.write {
			return
		}
	}
}

// effectBefore is what b would have done before the step "first"; ok is false if it would have been blocked. The state
// of its object there is the one before the first write of it that is not left out, which is the first that happens
// after "first".
func (s *DPOR) effectBefore(b *second, first entry) (effect sim.Effect, ok bool) {
	if b.guard == nil || len(b.objects) == 0 || int(b.objects[0].id) >= len(s.hb.objects) {
		return b.effect, true
	}
	if _, wide := b.guard.(sim.WideGuard); wide {
		return s.wideEffectBefore(b, first)
	}
	list := s.hb.objects[b.objects[0].id]
	e := &s.hb.events[first.event]
	for _, f := range list {
		if f.event < first.event || f.event >= b.index || !f.write {
			continue
		}
		if c := s.hb.events[f.event].clock; e.access.thread >= len(c) || c[e.access.thread] < e.seq {
			continue
		}
		before := s.hb.events[f.event].snapshot(b.objects[0].id)
		if before == nil {
			return sim.Writes, true // the state is not known: it is safe to assume that it could
		}
		effect = before.EffectAt(b.thread, b.guard, b.arg, b.timed)
		return effect, effect != sim.Blocks
	}
	return b.effect, b.effect != sim.Blocks
}

// snapshot is the state of the object before the event.
func (e *event) snapshot(object int32) *sim.Snapshot {
	for _, o := range e.objects {
		if o.id == object && o.before != nil {
			return o.before
		}
	}
	return nil
}

// exitCandidates collects the last steps of the other threads: the end of the execution could have come before each.
func (s *DPOR) exitCandidates(b *second) {
	for t, last := range s.hb.last {
		if t == b.access.thread {
			continue
		}
		for last >= b.index {
			last = s.hb.events[last].prev
		}
		if last < 0 || s.hb.events[last].access.thread != t || s.hb.before(last, b.base) {
			continue
		}
		if effect, ok := s.effectBefore(b, entry{last, true}); ok && !s.outOfBound(b, last, effect) { // otherwise it enabled b
			s.races = append(s.races, race{last, b.index, effect})
		}
	}
}

// covered says whether the first step of race i happens before that of another race with the same second step: then
// that one is reversed first.
func (s *DPOR) covered(i int) bool {
	for j, r := range s.races {
		if r.first != s.races[i].first && s.hb.before(s.races[i].first, s.hb.events[r.first].clock) {
			return true
		}
		if j < i && r.first == s.races[i].first {
			return true
		}
	}
	return false
}

// plan inserts the reversal of a race into the wakeup tree of the state before its first step: all that does not happen
// after the first step, and then the second.
//
// Where steps fold, what the second touches when it comes first is not known. It may depend then on steps that it does
// not depend on here: so there is one plan in which it comes as soon as it can, and one in which all others come first.
func (s *DPOR) plan(r race, b *second) {
	if s.folds {
		s.planAfter(r, b, func(i int32) bool { return s.hb.before(i, b.clock) })
	}
	s.planAfter(r, b, func(int32) bool { return true })
}

// planAfter plans the second step behind those of the others of which the function is true.
func (s *DPOR) planAfter(r race, b *second, comes func(i int32) bool) {
	e := &s.hb.events[r.first]
	s.v = s.v[:0]
	for i := int(r.first) + 1; i < len(s.hb.events); i++ {
		f := &s.hb.events[i]
		if t := e.access.thread; t < len(f.clock) && f.clock[t] >= e.seq {
			continue
		}
		if comes(int32(i)) {
			s.v = append(s.v, vstep{&f.access, f.choices, false})
		}
	}
	s.v = append(s.v, vstep{s.reversed(r, b), nil, true})
	s.insert(r.first)
}

// insert adds the sequence v to what is to be explored from the state before a step.
func (s *DPOR) insert(step int32) {
	n := s.nodes[step]
	if int(step) < s.shared {
		s.insertLater(int(step))
		return
	}
	n.branches = n.insert(n.branches, 0, s.v, s.folds)
}

// insert adds a sequence to the branches of the node, of which number k is being explored, unless a sleeping thread
// shows that it is covered.
func (n *node) insert(branches []*wakeup, k int, v []vstep, folds bool) []*wakeup {
	if folds {
		return n.addSource(branches, v)
	}
	if n.asleepCovers(v) {
		return branches
	}
	return insertWakeup(branches, k+1, v)
}

// asleepCovers says whether a sleeping thread shows that what v leads to was explored.
func (n *node) asleepCovers(v []vstep) bool {
	for i := range n.sleep {
		q := &n.sleep[i]
		if _, ok := initial(&q.access, q.choices, q.free, v); ok {
			return true
		}
	}
	return false
}

// addSource adds one step that may come first in v, unless one is explored from the node already: source-DPOR, which
// is algorithm 1 of the paper. It takes the place of wakeup trees where what steps touch depends on when they come, so
// that sequences of them cannot be relied on. An execution may turn out to be redundant.
func (n *node) addSource(branches []*wakeup, v []vstep) []*wakeup {
	for i := range v {
		if !first(v, i) {
			continue
		}
		t := v[i].access.thread
		if n.asleep(t) || slices.ContainsFunc(branches, func(b *wakeup) bool { return b.access.thread == t }) {
			return branches
		}
	}
	return append(branches, freeStep(v[0].access.thread))
}

// first says whether step i of v does not depend on any before it.
func first(v []vstep, i int) bool {
	for j := range i {
		if v[i].access.depends(v[j].access) {
			return false
		}
	}
	return true
}

// reversed is what the second step of a race touches when it comes first. If steps have operations beyond the one that
// is declared, what these would be is not known.
func (s *DPOR) reversed(r race, b *second) *access {
	if !s.folds && r.effect == b.effect {
		return b.access
	}
	a := &access{thread: b.access.thread, exits: b.access.exits, wild: s.folds}
	for _, t := range b.access.touches {
		own := t.key == b.thread.Key() // the end of the thread
		a.add(t.key, own || r.effect == sim.Writes)
	}
	return a
}
