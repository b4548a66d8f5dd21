package stored

import (
	"fmt"

	"simrun/sim"
)

// anchors finds the threads, objects and operations in an execution that a recording names. It has to see every step.
type anchors struct {
	visits
	given  []NamedValue
	rename map[NamedObject]NamedObject // names of the recording to those of this program; looked up only
	inStep int                         // values given in the step under way
	missed string                      // what could not be done as it was recorded; empty if all could so far
}

func newAnchors(given []NamedValue, rename map[NamedObject]NamedObject) anchors {
	return anchors{visits: newVisits(), given: given, rename: rename}
}

// now is the name in this program of an object of the recording.
func (a *anchors) now(kind, name string) NamedObject {
	o := NamedObject{Kind: kind, Name: name}
	if other, ok := a.rename[o]; ok {
		return other
	}
	return o
}

// find is the thread of a turn: the one that runs the same task, or else has the same name and runs no other task; nil
// if there is none.
func (a *anchors) find(w *sim.World, turn *Turn) *sim.Thread {
	if turn.Task != "" {
		for _, t := range w.Threads() {
			if t.Label == turn.Task && !t.Done() {
				return t
			}
		}
	}
	want := a.now(threadKind, turn.Thread)
	for _, t := range w.Threads() {
		if a.threadName(t) == want && (turn.Task == "" || t.Label == "" || t.Done()) {
			return t
		}
	}
	return nil
}

// stands says whether the thread is about to do the operation at which a turn is over.
func (a *anchors) stands(t *sim.Thread, turn *Turn) bool {
	if t.Done() || t.Index() >= len(a.declared) {
		return false
	}
	d, occurrence := a.next(t.Index())
	return d.operation == turn.Operation && d.object == a.object(turn) && occurrence >= turn.Occurrence
}

// object is the object of the operation of a turn.
func (a *anchors) object(turn *Turn) NamedObject {
	if turn.Kind == "" {
		return NamedObject{}
	}
	return a.now(turn.Kind, turn.Object)
}

// place names the operation of a turn.
func (a *anchors) place(turn *Turn) string {
	text := turn.Operation
	if o := a.object(turn); o.Name != "" {
		text += " on " + o.Name
	}
	if turn.Occurrence > 1 {
		text = fmt.Sprintf("operation %d of the kind %s", turn.Occurrence, text)
	}
	return text
}

// miss notes the first thing that could not be done as it was recorded.
func (a *anchors) miss(format string, args ...any) {
	if a.missed == "" {
		a.missed = fmt.Sprintf(format, args...)
	}
}

// unmet is what could not be done as it was recorded; empty if all could.
func (a *anchors) unmet() string { return a.missed }

// committed counts a step.
func (a *anchors) committed(step *sim.Step) {
	a.inStep = 0
	a.visits.committed(step)
}

// chooseValue gives the value that the thread was given at this place.
func (a *anchors) chooseValue(p *sim.Point) int {
	t := p.World().Current()
	a.grow(t.Index())
	a.inStep++
	for _, v := range a.given {
		if a.now(threadKind, v.Thread) != a.threadName(t) || v.Occurrence != a.values[t.Index()]+a.inStep {
			continue
		}
		if v.Value < p.Len() {
			return v.Value
		}
		a.miss("%s has %d values to choose from, and was given value %d of %d", t.Name(), p.Len(), v.Value, v.Of)
	}
	return 0
}
