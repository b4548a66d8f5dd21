package python

import (
	"fmt"
	"path/filepath"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// How the names of what a property looks at begin, among those of the variables that threads share; and the name that stands
// for all there is. shim/shared.py has the same.
const (
	watchedPrefix = "state:"
	everything    = "*"
)

// state is all that a property looks at. Each write of it is a write of the state, so a search tries every order of those.
type state struct{ sim.Object }

// State has no words: what it consists of has.
func (*state) State() string { return "" }

// watchState prepares for an execution in which properties look at what is so named.
func (x *execution) watchState(names []string) {
	for _, name := range names {
		if name, is := strings.CutPrefix(name, watchedPrefix); is {
			if x.state == nil {
				x.watch = map[string]bool{}
				s := &state{}
				s.Init(x.w, "State", "the state", s)
				x.state = &s.Object
			}
			x.watch[name] = true
		}
	}
}

// watched has the writes of an object count as writes of the state, if a property looks at it.
func (x *execution) watched(o *sim.Object, name string) {
	if x.watch[name] {
		o.WatchedBy(x.state)
	}
}

// acted notes what the running thread has done. If a property looks at everything, that has changed the state.
func (x *execution) acted(op *sim.Op) {
	if x.s.check == "" {
		return
	}
	if x.watch[everything] {
		x.w.Touch(x.state, true)
	}
	x.did = *op
}

// inWords says what was done, and at which line.
func inWords(op sim.Op) string {
	text, from := op.Name, op.From()
	if from.Call != nil {
		text = from.Call.Name
	}
	if op.Object != nil && op.Object.Kind() == "Var" {
		text += " of " + op.Object.Name()
	}
	if from.File != "" {
		text += fmt.Sprintf(" at %s:%d", filepath.Base(from.File), from.Line)
	}
	return text
}

// breaks ends the execution: what should hold does not.
func (x *execution) breaks(r worker.Record) {
	x.flush()
	kind, rest, _ := strings.Cut(r.Text, "|")
	place, text, _ := strings.Cut(rest, "|")
	place = filepath.Base(place)
	f := sim.Failure{Kind: kind, Where: place, Message: fmt.Sprintf("%s at %s", address.ReplaceAllString(text, "0x"), place)}
	if kind == "invariant" {
		did := inWords(x.did)
		f.Where += ": " + did
		f.Message += fmt.Sprintf(", after %s in %s", x.w.Current().Name(), did)
	}
	x.w.FailWith(f)
}
