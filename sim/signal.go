package sim

import "slices"

// Signal is a signal with a handler, which runs in the main thread: SIGINT, whose own handler raises KeyboardInterrupt, or
// one that a program has set. It comes once, at any time that the scheduler chooses. A world has none unless a program
// arms it.
//
// The main thread is interrupted where CPython runs signal handlers: between two operations, or while it is blocked in
// one. If the handler panics that one does not take place; if it returns, the main thread goes on with it, with what is
// left of its time. An operation that changes something whatever the state of its object, as a release does, is carried
// out first: so a "with" that is interrupted releases its lock.
// https://docs.python.org/3.13/library/signal.html#signals-and-threads
type Signal struct {
	Object
	handler func()
	pending bool
}

// ArmSignal has Ctrl-C pressed at some time from now on. It is an operation; it does nothing if Ctrl-C is armed already.
func (w *World) ArmSignal() {
	if !slices.ContainsFunc(w.signals, func(s *Signal) bool { return s.name == "SIGINT" }) {
		w.arm("SIGINT", "Ctrl-C", func() { panic(&Exception{Type: "KeyboardInterrupt"}) })
	}
}

// SetSignal has a signal come once, at some time from now on; the handler then runs in the main thread. It is an
// operation.
func (w *World) SetSignal(name string, handler func()) { w.arm(name, name, handler) }

func (w *World) arm(name, sender string, handler func()) {
	if w.killing {
		return
	}
	if !w.divided {
		w.divide()
	}
	s := &Signal{handler: handler}
	s.Init(w, "Signal", name, s)
	w.signals = append(slices.Clip(w.signals), s)
	w.Spawn(sender, func() {
		if w.Do(Op{Name: sender, Object: &s.Object}) {
			s.pending = true
		}
	})
}

// A Divider is a model with calls that CPython takes several steps for, which a signal may come between. Divide is called
// when the first signal is armed: from then on the model takes them too. Before that they are one, because nobody could
// tell.
type Divider interface {
	Divide()
}

// divide tells the models there are, in one operation, because a thread may wait in one of them. Those that are made
// later ask for [World.Divided].
func (w *World) divide() {
	op := Op{Name: "signal.signal"}
	for _, o := range w.objects {
		if _, ok := o.model.(Divider); ok {
			op.Also = append(op.Also, o)
		}
	}
	if len(op.Also) > 0 {
		op.Object, op.Also = op.Also[0], op.Also[1:]
		w.Do(op)
	}
	for _, o := range w.objects {
		if m, ok := o.model.(Divider); ok {
			m.Divide()
		}
	}
	w.divided = true
}

// Divided says whether a signal was armed so far.
func (w *World) Divided() bool { return w.divided }

// MayInterrupt says whether a signal may interrupt the running thread: whether it is the main thread, and one is armed.
func (w *World) MayInterrupt() bool {
	return len(w.signals) > 0 && w.current != nil && w.current.index == 0
}

// DisarmSignal has signals that come from now on, or have come and were not noticed, ignored.
func (w *World) DisarmSignal() { w.signals = nil }

// A Finisher is the guard of an operation that takes place before a signal is noticed, as a release does.
type Finisher interface {
	Guard
	Finishes()
}

// interrupts says whether a signal is to interrupt the operation, which t has come to.
func (w *World) interrupts(t *Thread, op *Op) bool {
	if t.index != 0 || w.inside || op.Guard == nil && op.Effect == Writes {
		return false
	}
	_, finishes := op.Guard.(Finisher)
	return !finishes
}

// doInterruptible is Do for an operation that a signal interrupts. Handlers run in it, one for each signal that has come,
// in the order in which they were armed.
func (w *World) doInterruptible(op *Op) bool {
	for {
		own := *op
		own.Also = slices.Clone(op.Also)
		for _, s := range w.signals {
			own.Also = append(own.Also, &s.Object)
		}
		own.Guard = &signalGuard{w.signals, op.Guard, op.Effect}
		w.inside = true
		took := w.Do(own)
		w.inside = false
		i := slices.IndexFunc(w.signals, func(s *Signal) bool { return s.pending })
		if i < 0 || w.killing {
			return took
		}
		s := w.signals[i]
		s.pending = false
		w.signals = slices.Delete(slices.Clone(w.signals), i, i+1)
		if w.rec != nil {
			w.rec.note(s.Name())
		}
		s.handler()
	}
}

// signalGuard is the guard of an operation that a signal can interrupt. To be interrupted counts as a write, because it
// takes the signal away.
type signalGuard struct {
	signals []*Signal
	guard   Guard
	effect  Effect
}

// Wide says that the signals matter besides the object.
func (g *signalGuard) Wide() {}

func (g *signalGuard) Effect(t *Thread) Effect {
	for _, s := range g.signals {
		if s.pending {
			return Writes
		}
	}
	if g.guard != nil {
		return g.guard.Effect(t)
	}
	return g.effect
}
