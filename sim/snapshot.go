package sim

import "reflect"

// Snapshot is a copy of the state of a model at some point of the execution. A search uses it to ask whether an
// operation could have been carried out there. It copies the fields of the model, not what they refer to, and a guard
// may look at these fields only.
type Snapshot struct {
	model, saved reflect.Value
	now          reflect.Value // the present state, while the saved one is in its place
}

// Take copies the present state of the object's model; it reuses the space of an earlier snapshot of the same type.
func (s *Snapshot) Take(o *Object) {
	if o.model == nil {
		s.model = reflect.Value{}
		return
	}
	s.model = reflect.ValueOf(o.model).Elem()
	if !s.saved.IsValid() || s.saved.Type() != s.model.Type() {
		s.saved, s.now = reflect.New(s.model.Type()).Elem(), reflect.New(s.model.Type()).Elem()
	}
	s.saved.Set(s.model)
}

// Taken says whether there is a snapshot of o.
func (s *Snapshot) Taken(o *Object) bool {
	return s.model.IsValid() && s.model.Addr().Interface() == o.model
}

// EffectAt is what an operation of t with that guard would have done in the state of the snapshot.
func (s *Snapshot) EffectAt(t *Thread, g Guard, arg int, timed bool) Effect {
	s.now.Set(s.model)
	s.model.Set(s.saved)
	defer s.model.Set(s.now)
	return t.effectOf(g, arg, timed)
}

// A WideGuard is a guard whose answer depends on all the objects of the operation. That of another guard depends on
// Op.Object only.
type WideGuard interface {
	Guard
	Wide()
}

// EffectIn is what an operation of t with that guard would have done in the state of several snapshots.
func EffectIn(states []*Snapshot, t *Thread, g Guard, arg int, timed bool) Effect {
	if len(states) == 0 {
		return t.effectOf(g, arg, timed)
	}
	s := states[0]
	if !s.model.IsValid() { // an object without a model has no state of its own
		return EffectIn(states[1:], t, g, arg, timed)
	}
	s.now.Set(s.model)
	s.model.Set(s.saved)
	defer s.model.Set(s.now)
	return EffectIn(states[1:], t, g, arg, timed)
}

// effectOf evaluates a guard for t as if the operation were pending.
func (t *Thread) effectOf(g Guard, arg int, timed bool) Effect {
	op := t.op
	defer func() { t.op = op }()
	t.op.Guard, t.op.Arg = g, arg
	e := g.Effect(t)
	if e == Blocks && timed {
		return Elapses
	}
	return e
}
