package python

import (
	"cmp"
	"fmt"
	"path/filepath"

	"simrun/sim"
)

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
	return s.early[w] != ""
}

// Early says of the last execution of a world which timeout was early, and who could still go on: "the timeout of Event.wait at
// script.py:12 is over while worker can still go on". It is empty if none was.
func (s *Script) Early(w *sim.World) string {
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

// hurry notes which timeout is early, or for an execution that begins that none is.
func (s *Script) hurry(w *sim.World, early string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.early, w); early != "" {
		s.early[w] = early
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
		case effect != sim.Elapses:
			x.hurries(op, called(t)+" can still go on")
			return
		case t.Pending().Deadline < op.Deadline:
			x.hurries(op, called(t)+" still waits, for an earlier point of time")
			return
		}
	}
}

// hurries notes that the timeout of an operation is early, because of another thread.
func (x *execution) hurries(op *sim.Op, other string) {
	at := ""
	if from := op.From(); from.File != "" {
		at = fmt.Sprintf(" at %s:%d", filepath.Base(from.File), from.Line)
	}
	name := op.Name
	if at == "" && op.Object != nil && op.Object.Kind() == "Waiter" { // in code of the library, as that of a Timer
		name = "the wait of " + called(x.w.Current())
	}
	x.s.hurry(x.w, fmt.Sprintf("the timeout of %s%s is over while %s", name, at, other))
}

// called is what reports call a thread.
func called(t *sim.Thread) string { return cmp.Or(t.Label, t.Name()) }
