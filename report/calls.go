package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// callKey identifies a call of a library.
type callKey struct{ thread, number int }

// joinCalls shows a call of a library as one operation: pipeline.get, and not the operations on locks that it comes to.
// One event of each call stands for it, the others are part of it and keep their Part; what a thread waits for is the
// call. It returns the trace itself if there is no call.
func joinCalls(t *sim.Trace) *sim.Trace {
	if !slices.ContainsFunc(t.Events, func(e sim.Event) bool { return e.Call != nil }) {
		return t
	}
	out := *t
	out.Events, out.Next, out.Waits, out.Waiting = slices.Clone(t.Events), slices.Clone(t.Next), slices.Clone(t.Waits), slices.Clone(t.Waiting)
	j := joining{t: &out, calls: map[callKey][]int{}, states: map[int]string{}}
	j.collect()
	for _, key := range j.order {
		if main := j.main(key); main >= 0 {
			j.stand(key, main)
		}
	}
	for i := range out.Next {
		if e := &out.Next[i]; e.Call != nil {
			asCall(e.Call, &e.Op, &e.Object, &e.Kind, &e.ObjectID)
		}
	}
	for i := range out.Waits {
		if v := &out.Waits[i]; v.Call != nil {
			asCall(v.Call, &v.Op, &v.Object, &v.Kind, &v.ObjectID)
		}
	}
	for i := range out.Waiting {
		v := &out.Waiting[i]
		if v.Call == nil {
			continue
		}
		itsOwn := asCall(v.Call, &v.Op, &v.Object, &v.Kind, &v.ObjectID)
		if k := slices.IndexFunc(out.Objects, func(o sim.ObjectInfo) bool { return o.ID == v.ObjectID }); itsOwn && k >= 0 && len(v.For) == 0 {
			v.State = out.Objects[k].State
		}
	}
	out.Objects = j.withoutParts()
	return &out
}

// asCall has an operation that is part of a call be the call, and says whether it is on the call's object then. Whoever waits for the end
// of a thread, or for its beginning, does so whatever the call is; and a call of nothing that is known keeps the object of the operation.
func asCall(c *sim.CallInfo, op, object, kind *string, id *int) (onItsObject bool) {
	switch {
	case *kind == "Thread":
		*op = "Thread.join"
	case *kind == "Started":
		*op = "Thread.started"
	case c.ObjectID >= 0:
		*op, *object, *kind, *id = c.Op, c.Object, c.Kind, c.ObjectID
		return true
	}
	return false
}

// joining is the work of putting the events of library calls together.
type joining struct {
	t      *sim.Trace
	calls  map[callKey][]int // the events of each; looked up only
	order  []callKey
	states map[int]string // by event: the state of the object of its call
}

// collect finds the events of each call, and whether one changed the state of what it is a call of.
func (j *joining) collect() {
	for i := range j.t.Events {
		e := &j.t.Events[i]
		if e.Call == nil {
			continue
		}
		key := callKey{e.Thread, e.Call.Number}
		if j.calls[key] == nil {
			j.order = append(j.order, key)
		}
		j.calls[key] = append(j.calls[key], i)
		e.Object = named(j.t, e)
		for _, a := range e.Also {
			if a.ObjectID == e.Call.ObjectID {
				j.states[i] = a.State
			}
		}
		if e.Part == "" {
			e.Part = method(e.Op)
		}
	}
}

// main is the event that stands for a call: that which a note or a line of the log says something of, or else the first
// after the last wait. It is -1 if the call has not come to an end.
func (j *joining) main(key callKey) int {
	events, best := j.calls[key], -1
	for _, i := range events {
		switch e := &j.t.Events[i]; {
		case e.Note != "":
			return i
		case e.Kind == "Thread" || best < 0 && j.writes(i):
			best = i
		}
	}
	if slices.ContainsFunc(j.t.Waiting, func(v sim.Waiting) bool {
		return v.Thread == key.thread && v.Call != nil && v.Call.Number == key.number
	}) {
		return -1
	}
	if best >= 0 {
		return best
	}
	best = events[0]
	for _, v := range j.t.Waits {
		if v.Thread == key.thread && v.Call != nil && v.Call.Number == key.number {
			if k, _ := slices.BinarySearch(events, v.From+1); k < len(events) {
				best = events[k]
			}
		}
	}
	return best
}

// writes says whether an event wrote to the log.
func (j *joining) writes(i int) bool {
	return slices.ContainsFunc(j.t.Log, func(l sim.LogLine) bool { return l.Event == i })
}

// stand has an event stand for its call.
func (j *joining) stand(key callKey, main int) {
	e := &j.t.Events[main]
	e.Part = ""
	elapsed := e.Effect == sim.Elapses
	switch itsOwn := asCall(e.Call, &e.Op, &e.Object, &e.Kind, &e.ObjectID); {
	case elapsed:
	case e.Kind == "Thread":
		e.Effect = sim.Reads
	case itsOwn:
		e.State = j.states[main]
		if e.Effect = sim.Writes; e.Note == "" && e.State == j.before(key, e.ObjectID) {
			e.Effect = sim.Reads
		}
	default:
		e.State = ""
	}
}

// before is the state of an object before a call.
func (j *joining) before(key callKey, object int) string {
	for i := j.calls[key][0] - 1; i >= 0; i-- {
		if c := j.t.Events[i].Call; c != nil && c.ObjectID == object {
			return j.states[i]
		}
	}
	return ""
}

// withoutParts are the objects but for those that only calls of others touch.
func (j *joining) withoutParts() []sim.ObjectInfo {
	part, whole := map[int]bool{}, map[int]bool{}
	for i := range j.t.Events {
		if e := &j.t.Events[i]; e.Part != "" {
			part[e.ObjectID] = true
		} else {
			whole[e.ObjectID] = true
		}
	}
	for _, v := range j.t.Waiting {
		whole[v.ObjectID] = true
	}
	return slices.DeleteFunc(slices.Clone(j.t.Objects), func(o sim.ObjectInfo) bool {
		return part[o.ID] && !whole[o.ID]
	})
}

// standIns are, by event that is part of a call, the event that stands for the call.
func (s *scene) standIns() map[int]int {
	main, out := map[callKey]int{}, map[int]int{}
	for i := range s.Events {
		if e := &s.Events[i]; e.Call != nil && e.Part == "" {
			main[callKey{e.Thread, e.Call.Number}] = i
		}
	}
	for i := range s.Events {
		if e := &s.Events[i]; e.Part != "" {
			if m, ok := main[callKey{e.Thread, e.Call.Number}]; ok {
				out[i] = m
			}
		}
	}
	return out
}

// part is what an operation of a call is by itself.
func part(e *sim.Event) string { return strings.TrimPrefix(e.Part, ".") }
