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
	op      string
	nth     int
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
		index: int32(j), access: &e.access, objects: e.objects, thread: e.thread, op: e.op, nth: e.nth, guard: e.guard, arg: e.arg,
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
		b := second{
			index: last + 1, access: a, thread: t, op: op.Name, nth: t.Steps() + 1, guard: op.Guard, arg: op.Arg,
			timed: op.Timed, until: op.Deadline, effect: sim.Blocks,
		}
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
		if b.effect == sim.Elapses && s.redundant && s.hb.virtual {
			b.effect = sim.Blocks // the execution was given up in a lull, before which it waited
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
		if b.effect != sim.Blocks {
			if exits {
				s.planBeforeExit(last, &b)
			}
			continue
		}
		s.pending = s.racesOf(&b, s.pending[:0])
		s.reverse(s.pending, &b)
	}
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
		if !s.hb.after(f.event, e) {
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
