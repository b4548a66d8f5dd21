package dpor

import (
	"time"

	"simrun/sim"
)

// race is a pair of dependent steps of different threads, of which the second could have come first.
type race struct {
	first  int32
	second int32 // len(events) or more for an operation that was still pending at the end
	effect sim.Effect
	rests  int32 // what became of its reversal is so in all executions that share the steps up to this one
}

// second is the later step of a race: one that took place, or one that was still pending when the execution ended.
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
	until   time.Duration // its time, if it is timed
	effect  sim.Effect    // that it had
	own     int           // see event
	round   int32
}

// reverseRaces has the reversals of this execution's races explored. If the execution ends here, what its threads were
// about to do takes part, except that of the thread "but".
//
// The paper looks at all races of each execution, also at those whose two steps were there in the one before. To look at
// a race once is not enough: the sequence of a reversal has steps from behind the race too, and a sleeping thread that
// covered it may depend on what comes behind the race the next time. So it is noted on which steps rests what became of
// a sequence, and a race is looked at again if one of them is new. Each of the others would end as it did: who sleeps at
// a node of the path stays the same, and its wakeup tree only grows, at the end of each list of children.
func (s *DPOR) reverseRaces(w *sim.World, ends bool, but *sim.Thread) {
	for j := range s.hb.events {
		e := &s.hb.events[j]
		if j < s.hb.looked && int(e.rests) < s.hb.looked {
			continue
		}
		b := s.secondOf(j)
		if j >= s.hb.looked {
			e.races = s.racesOf(&b, e.races[:0])
		}
		e.rests = s.reverse(e.races, &b)
	}
	if ends {
		s.reversePending(w, but)
	}
	s.hb.looked = len(s.hb.events)
}

// secondOf is step j as the second of a race.
func (s *DPOR) secondOf(j int) second {
	e := &s.hb.events[j]
	b := second{
		index: int32(j), access: &e.access, objects: e.objects, thread: e.thread, guard: e.guard, arg: e.arg,
		timed: e.timed, until: e.until, effect: sim.Writes, clock: e.clock, own: e.own, round: e.round,
	}
	if e.prev >= 0 {
		b.base = s.hb.events[e.prev].clock
	}
	if len(e.objects) > 0 && !e.objects[0].write {
		b.effect = sim.Reads
	}
	return b
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
		b := second{index: last + 1, access: a, thread: t, guard: op.Guard, arg: op.Arg, timed: op.Timed, until: op.Deadline, effect: sim.Blocks}
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
		s.pending = s.racesOf(&b, s.pending[:0])
		s.reverse(s.pending, &b)
	}
}

// planBeforeExit has the pending step b explored before the last one, which ended the execution, unless that enabled it.
// If they do not depend on each other apart from the end, the last step follows, and is part of the sequence: without it,
// a sleeping thread that commutes with b but not with the last step would seem to cover what is new.
func (s *DPOR) planBeforeExit(last int32, b *second) {
	if s.hb.before(last, b.base) {
		return // it created the thread
	}
	effect, ok := s.effectBefore(b, entry{last, true})
	if !ok || s.outOfBound(b, last, effect) {
		return
	}
	e := &s.hb.events[last]
	r := race{last, b.index, effect, all}
	first, then := s.reversed(r, b), e.access
	then.exits = false
	if s.folds || first.depends(&then) {
		s.plan(r, b)
		return
	}
	s.v = append(s.v[:0], vstep{first, nil, true, b.index}, vstep{&then, e.choices, true, last})
	s.insert(last)
}

// racesOf adds the races of one second step to a list.
func (s *DPOR) racesOf(b *second, direct []race) []race {
	s.races = s.races[:0]
	for k, o := range b.objects {
		s.candidates(b, k, o)
	}
	if b.access.exits {
		s.exitCandidates(b)
	}
	for i, r := range s.races {
		if !s.covered(i) {
			direct = append(direct, r)
		}
	}
	return direct
}

// reverse plans the reversals of those races of which this execution may say something new. It returns the last step on
// which rests what became of any.
func (s *DPOR) reverse(races []race, b *second) (rests int32) {
	for i := range races {
		if int(races[i].rests) >= s.hb.looked {
			races[i].rests = s.plan(races[i], b)
		}
		rests = max(rests, races[i].rests)
	}
	return rests
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
		s.races = append(s.races, race{first.event, b.index, effect, all})
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
		return b.effect, !s.waitsThroughLull(b, first.event)
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
		effect = before.EffectAt(b.thread, b.guard, b.arg, s.timedAt(b, first.event))
		return effect, effect != sim.Blocks
	}
	return b.effect, b.effect != sim.Blocks && !s.waitsThroughLull(b, first.event)
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
			s.races = append(s.races, race{last, b.index, effect, all})
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
// It returns the last step on which rests what became of the plans.
func (s *DPOR) plan(r race, b *second) (rests int32) {
	if s.folds {
		rests = s.planAfter(r, b, func(i int32) bool { return s.hb.before(i, b.clock) })
	}
	return max(rests, s.planAfter(r, b, func(int32) bool { return true }))
}

// planAfter plans the second step behind those of the others of which the function is true.
func (s *DPOR) planAfter(r race, b *second, comes func(i int32) bool) (rests int32) {
	e := &s.hb.events[r.first]
	s.v = s.v[:0]
	for i := int(r.first) + 1; i < len(s.hb.events); i++ {
		f := &s.hb.events[i]
		if t := e.access.thread; t < len(f.clock) && f.clock[t] >= e.seq {
			continue
		}
		if comes(int32(i)) {
			s.v = append(s.v, vstep{&f.access, f.choices, false, int32(i)})
		}
	}
	step := vstep{s.reversed(r, b), nil, true, b.index}
	if step.access != b.access {
		step.index = all // what comes behind it here may depend on it there
	}
	s.v = append(s.v, step)
	return s.insert(r.first)
}

// insert adds the sequence v to what is to be explored from the state before a step. It returns the last step on which
// rests what became of it.
func (s *DPOR) insert(step int32) (rests int32) {
	n := s.nodes[step]
	if int(step) < s.shared {
		return s.insertLater(int(step))
	}
	n.branches, rests = n.insert(n.branches, 0, s.v, s.folds)
	return rests
}

// reversed is what the second step of a race touches when it comes first. If steps have operations beyond the one that
// is declared, what these would be is not known. Nor is it known whether it ends the execution then, if the two have an
// object in common: that may be what the first step brought about. To believe that it does would have threads count as awake
// behind it that are asleep if it does not. Where it does after all, its own races show that.
func (s *DPOR) reversed(r race, b *second) *access {
	exits := b.access.exits && !s.hb.events[r.first].access.meets(b.access)
	if !s.folds && r.effect == b.effect {
		if exits == b.access.exits {
			return b.access
		}
		a := *b.access
		a.exits = exits
		return &a
	}
	a := &access{thread: b.access.thread, exits: exits, wild: s.folds}
	for _, t := range b.access.touches {
		own := t.key == b.thread.Key() // the end of the thread
		a.add(t.key, own || r.effect == sim.Writes)
	}
	return a
}
