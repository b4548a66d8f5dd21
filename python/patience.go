package python

import "simrun/sim"

// Patient has a property look away from executions in which a timeout was over while something else could still happen.
// Such a timeout is mostly there for a program that hangs, and a machine that is so slow is not what a test is about; a
// sleep may be over at any point all the same. Under a virtual clock no timeout is early.
func (s *Script) Patient(p sim.Property) sim.Property { return &patient{p, s} }

type patient struct {
	sim.Property
	script *Script
}

// Check is nil, too, if a timeout was early.
func (p *patient) Check(x *sim.Execution) *sim.Failure {
	if p.script.hasty(x.World()) {
		return nil
	}
	return p.Property.Check(x)
}

// hasty says whether a timeout of the last execution of a world was early.
func (s *Script) hasty(w *sim.World) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.early[w]
}

// Hasty is how many executions there were in which a timeout was early.
func (s *Script) Hasty() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hurried
}

// hurry notes that a timeout is early, or for an execution that begins that none is.
func (s *Script) hurry(w *sim.World, early bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.early, w); early {
		s.early[w] = true
		s.hurried++
	}
}

// elapse looks whether the timeout of an operation is early that is over now: whether another thread could have gone on, or
// waits for an earlier point of time.
func (x *execution) elapse(op *sim.Op) {
	if x.clock >= op.Deadline || x.s.hasty(x.w) {
		return
	}
	for _, t := range x.w.Threads() {
		if t == x.w.Current() || t.Done() {
			continue
		}
		switch effect := t.PendingEffect(); {
		case effect == sim.Blocks:
		case effect != sim.Elapses, t.Pending().Deadline < op.Deadline:
			x.s.hurry(x.w, true)
			return
		}
	}
}
