package dpor

import (
	"slices"

	"simrun/sim"
)

// plan inserts the reversal of a race into the wakeup tree of the state before its first step: all that does not happen
// after the first step, and then the second.
//
// Where steps fold, what the second touches when it comes first is not known. It may depend then on steps that it does
// not depend on here: so there is one plan in which it comes as soon as it can, and one in which all others come first. What it
// waited for here it may not wait for there, and what follows in the same step may be something else: so the first is behind what
// the operation needs that it declares, and nothing else. It returns the last step on which rests what became of the plans.
func (s *DPOR) plan(r race, b *second) (rests int32) {
	if s.folds {
		needs := s.needs(r.first, b)
		rests = s.planAfter(r, b, func(i int32) bool { return s.hb.before(i, needs) })
	}
	return max(rests, s.planAfter(r, b, func(int32) bool { return true }))
}

// needs is a clock with what must come before b for the operation that it declares to do what it would have done before the step
// "first": what its thread has done, and the steps that touched its objects and do not happen after "first".
func (s *DPOR) needs(first int32, b *second) []int32 {
	n := event{clock: slices.Clone(b.base)}
	e := &s.hb.events[first]
	for _, o := range b.objects[:b.own] {
		if int(o.id) >= len(s.hb.objects) {
			continue
		}
		for _, f := range s.hb.objects[o.id] {
			if f.event >= b.index || s.hb.after(f.event, e) {
				break
			}
			if f.write {
				s.hb.join(&n, f.event)
			}
		}
	}
	return n.clock
}

// planAfter plans the second step behind those of the others of which the function is true.
func (s *DPOR) planAfter(r race, b *second, comes func(i int32) bool) (rests int32) {
	e := &s.hb.events[r.first]
	s.v = s.v[:0]
	for i := int(r.first) + 1; i < len(s.hb.events); i++ {
		f := &s.hb.events[i]
		if s.hb.after(int32(i), e) {
			continue
		}
		if comes(int32(i)) {
			s.v = append(s.v, vstep{s.linked(f), f.choices, false, int32(i)})
		}
	}
	step := vstep{s.reversed(r, b), nil, true, b.index}
	if step.access != b.access {
		step.index = all // what comes behind it here may depend on it there
	}
	s.v = append(s.v, step)
	return s.insert(r.first)
}

// linked is what a step touches, and with it the threads that it makes, or its own if it is the first of its thread: that cannot
// come before the step that makes its thread, though no object is common to the two. Where steps do not fold a sequence is kept
// as a whole, and nobody looks which of its steps could come first.
func (s *DPOR) linked(f *event) *access {
	begins := f.prev >= 0 && s.hb.events[f.prev].access.thread != f.access.thread
	if !s.folds || !begins && len(f.spawned) == 0 {
		return &f.access
	}
	a := f.access.clone()
	if begins {
		a.add(f.thread.Key(), true)
	}
	for _, made := range f.spawned {
		a.add(f.thread.World().Threads()[made].Key(), true)
	}
	return &a
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
// object in common: that may be what the first step brought about. Then it counts as ending it only if it was seen to do so there, in whatever
// execution, as it counts as all else that it was seen to do.
func (s *DPOR) reversed(r race, b *second) *access {
	exits := b.access.exits && !s.hb.events[r.first].access.meets(b.access)
	if !s.folds && r.effect == b.effect {
		if exits == b.access.exits {
			return s.widened(b.access, b)
		}
		a := *b.access
		a.exits = exits
		return s.widened(&a, b)
	}
	a := &access{thread: b.access.thread, exits: exits, wild: s.folds}
	for _, t := range b.access.touches {
		own := t.key == b.thread.Key() // the end of the thread
		a.add(t.key, own || r.effect == sim.Writes)
	}
	return s.widened(a, b)
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
