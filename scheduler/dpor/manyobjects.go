package dpor

import "simrun/sim"

// wideEffectBefore is effectBefore for a guard that looks at all objects of the operation: each is set back to the state
// that it had before the step "first".
func (s *DPOR) wideEffectBefore(b *second, first entry) (effect sim.Effect, ok bool) {
	var states []*sim.Snapshot
	changed := false
	for _, o := range b.objects {
		f, ok := s.writeAfter(b, first, o.id)
		if !ok {
			continue // it is still in the state that it had then
		}
		before := s.hb.events[f.event].snapshot(o.id)
		if before == nil {
			return sim.Writes, true // the state is not known: it is safe to assume that it could
		}
		states = append(states, before)
		changed = changed || f.event < b.index
	}
	if !changed {
		return b.effect, b.effect != sim.Blocks && !s.waitsThroughLull(b, first.event)
	}
	effect = sim.EffectIn(states, b.thread, b.guard, b.arg, s.timedAt(b, first.event))
	return effect, effect != sim.Blocks
}

// writeAfter is the first write of an object that happens after "first", or is that of b itself, or comes behind it.
func (s *DPOR) writeAfter(b *second, first entry, object int32) (write entry, ok bool) {
	if int(object) >= len(s.hb.objects) {
		return entry{}, false
	}
	e := &s.hb.events[first.event]
	for _, f := range s.hb.objects[object] {
		if f.event < first.event || !f.write {
			continue
		}
		if f.event >= b.index || s.hb.after(f.event, e) {
			return f, true
		}
	}
	return entry{}, false
}

// learnAll is learn for several objects; it returns whether one of them was not known.
func (s *DPOR) learnAll(objects []*sim.Object) bool {
	for _, o := range objects {
		s.learn(o)
	}
	return s.relearn
}
