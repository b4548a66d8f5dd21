package sim

// Signal is Ctrl-C: SIGINT, whose handler raises KeyboardInterrupt in the main thread. It is pressed once, at any time
// that the scheduler chooses. A world has none unless a program arms it.
//
// The main thread is interrupted where CPython runs signal handlers: between two operations, or while it is blocked in
// one, which then does not take place. An operation that changes something whatever the state of its object, as a
// release does, is carried out first: so a "with" that is interrupted releases its lock.
// https://docs.python.org/3.13/library/signal.html#signals-and-threads
type Signal struct {
	Object
	pending bool
	inside  bool      // the main thread has declared an operation that the signal interrupts
	also    []*Object // of the main thread's operation; its space is used again
}

// ArmSignal has Ctrl-C pressed at some time from now on. It is an operation.
func (w *World) ArmSignal() {
	if w.signal != nil || w.killing {
		return
	}
	s := &Signal{}
	s.Init(w, "Signal", "SIGINT", s)
	w.signal = s
	w.Spawn("Ctrl-C", func() {
		if w.Do(Op{Name: "Ctrl-C", Object: &s.Object}) {
			s.pending = true
		}
	})
}

// DisarmSignal has a signal that comes from now on, or has come and was not noticed, ignored.
func (w *World) DisarmSignal() { w.signal = nil }

// interrupts says whether the signal is to interrupt the operation, which t has come to.
func (s *Signal) interrupts(t *Thread, op *Op) bool {
	return t.index == 0 && !s.inside && (op.Guard != nil || op.Effect != Writes)
}

// doInterruptible is Do for an operation that the signal interrupts.
func (w *World) doInterruptible(op *Op) bool {
	s := w.signal
	s.also = append(append(s.also[:0], op.Also...), &s.Object)
	op.Also = s.also
	op.Guard = signalGuard{s, op.Guard, op.Effect}
	s.inside = true
	took := w.Do(*op)
	s.inside = false
	if s.pending && !w.killing {
		s.pending = false
		panic(&Exception{Type: "KeyboardInterrupt"})
	}
	return took
}

// signalGuard is the guard of an operation that a signal interrupts. To be interrupted counts as a write, because it
// takes the signal away.
type signalGuard struct {
	signal *Signal
	guard  Guard
	effect Effect
}

// Wide says that the signal matters besides the object.
func (g signalGuard) Wide() {}

func (g signalGuard) Effect(t *Thread) Effect {
	switch {
	case g.signal.pending:
		return Writes
	case g.guard != nil:
		return g.guard.Effect(t)
	}
	return g.effect
}
