package dpor

import "simrun/sim"

// Touching takes a snapshot of what a step is about to change, for the guards of later steps.
func (s *DPOR) Touching(o *sim.Object, write bool) {
	if s.polls.beyond {
		return
	}
	t := touchedObject{object: o}
	if write && s.guarded[o.Key()] {
		t.before = s.hb.newSnapshot()
		t.before.Take(o)
	}
	s.touched = append(s.touched, t)
}

// learn notes that operations on the object have guards. Steps before may have changed it without a snapshot, so the
// execution is repeated.
func (s *DPOR) learn(o *sim.Object) {
	if key := o.Key(); !s.guarded[key] {
		s.guarded[key], s.relearn = true, true
	}
}
