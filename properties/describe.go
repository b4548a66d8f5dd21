package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// task is what a place calls a thread: the task that it runs for an executor, or its name.
func task(t *sim.Thread) string {
	if t.Label != "" && t.Pending().Name != "ThreadPoolExecutor.worker" { // there it has done that task
		return t.Label
	}
	return t.Name()
}

// Who is what a message calls a thread: its task, with a number if several threads have the same: "move 2".
func Who(t *sim.Thread) string {
	w := t.World()
	c := w.Local(callingKey{}, func() any { return new(calling) }).(*calling)
	if c.steps != w.Steps() || len(c.names) != len(w.Threads()) {
		c.steps, c.names = w.Steps(), calls(w.Threads())
	}
	return c.names[t.Index()]
}

// calling keeps the names that messages give to all threads until the next step: a message may name thousands.
type calling struct {
	steps int
	names []string // by index
}

type callingKey struct{}

// calls is what threads are called.
func calls(threads []*sim.Thread) []string {
	same := map[string]int{} // looked up only
	for _, t := range threads {
		same[task(t)]++
	}
	names, given := make([]string, len(threads)), map[string]int{}
	for i, t := range threads {
		names[i] = task(t)
		if same[names[i]] > 1 {
			given[task(t)]++
			names[i] = fmt.Sprintf("%s %d", names[i], given[task(t)])
		}
	}
	return names
}

// standsAt is the operation of a thread and its object, without values: "Queue.get on pipeline".
func standsAt(t *sim.Thread) string { return stands(t, Who) }

// stands is standsAt; if the object is a thread it goes by the name that call gives it.
func stands(t *sim.Thread, call func(*sim.Thread) string) string {
	op := t.Pending()
	if op.Object == nil {
		return op.Name
	}
	if other := sim.ThreadOf(op.Object); other != nil {
		return op.Name + " on " + call(other)
	}
	return op.Name + " on " + op.Object.Name()
}

// standing says where threads stand, without values. It does not depend on which worker has which task.
func standing(threads []*sim.Thread) string {
	places := make([]string, len(threads))
	for i, t := range threads {
		places[i] = task(t) + " in " + stands(t, task)
	}
	slices.Sort(places)
	return strings.Join(places, "; ")
}

// waitsIn says what a blocked thread waits in, what state that is in, and who could let it go on.
func waitsIn(t *sim.Thread) string {
	text := "waits in " + standsAt(t)
	o := t.Pending().Object
	if o == nil || o.Kind() == "Thread" { // the clock, or the end of the thread that is named
		return text
	}
	state := ""
	if s, ok := o.Model().(sim.Stater); ok {
		state = s.State()
	}
	others := t.WaitingFor()
	names := make([]string, len(others))
	for i, other := range others {
		names[i] = seenFrom(t, other)
	}
	switch {
	case len(others) > 0 && strings.HasPrefix(state, "held by "):
		return text + ", held by " + strings.Join(names, ", ")
	case state != "":
		text += " (" + state + ")"
	}
	if len(others) > 0 {
		text += " for " + strings.Join(names, ", ")
	}
	return text
}

// seenFrom is what t would call another thread.
func seenFrom(t, other *sim.Thread) string {
	switch {
	case other == t:
		return "itself"
	case other.Done():
		return Who(other) + ", which has ended"
	}
	return Who(other)
}
