package properties

import (
	"slices"
	"strings"

	"simrun/sim"
)

// who is what a report calls a thread: the task that it runs for an executor, or its name.
func who(t *sim.Thread) string {
	if t.Label != "" && t.Pending().Name != "ThreadPoolExecutor.worker" { // there it has done that task
		return t.Label
	}
	return t.Name()
}

// standsAt is the operation of a thread and its object, without values: "Queue.get on pipeline".
func standsAt(t *sim.Thread) string {
	op := t.Pending()
	if op.Object == nil {
		return op.Name
	}
	return op.Name + " on " + op.Object.Name()
}

// standing says where threads stand, without values. It does not depend on which worker has which task.
func standing(threads []*sim.Thread) string {
	places := make([]string, len(threads))
	for i, t := range threads {
		places[i] = who(t) + " in " + standsAt(t)
	}
	slices.Sort(places)
	return strings.Join(places, "; ")
}

// waitsIn says what a blocked thread waits in, what state that is in, and who could let it go on.
func waitsIn(t *sim.Thread) string {
	text := "waits in " + standsAt(t)
	o := t.Pending().Object
	if o == nil {
		return text
	}
	others := t.WaitingFor()
	s, _ := o.Model().(sim.Stater)
	switch {
	case s == nil:
	case len(others) == 1 && strings.HasPrefix(s.State(), "held by "):
		return text + ", which " + themselves(others[0], t) + " holds"
	case s.State() != "":
		text += " (" + s.State() + ")"
	}
	if len(others) == 0 {
		return text
	}
	names := make([]string, len(others))
	for i, other := range others {
		names[i] = themselves(other, t)
	}
	return text + " for " + strings.Join(names, ", ")
}

// themselves is the name of a thread as seen from t.
func themselves(other, t *sim.Thread) string {
	switch {
	case other == t:
		return "it itself"
	case other.Done():
		return who(other) + ", which has ended"
	}
	return who(other)
}
