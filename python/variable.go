package python

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// variable is what threads share beside the objects of the library: an attribute, a global, a variable of an outer
// function, or a list, dict, set or deque as a whole. It has a name, and each access to it is an operation.
type variable struct {
	sim.Object
	at     string // line of the last access
	method bool   // which was a method of a container
	parts  bool   // it is a container, so that two accesses may mean different items
}

// keptWithin is the name of what asyncio or socketserver keeps of an object, which goes by the line that made it: "Future.state (line 14)". A
// report speaks of that object, "Future (line 14).add_done_callback", because what the library calls its parts is not the script's.
var keptWithin = regexp.MustCompile(`^(\w+)\.\w+( \((?:line |[^ ]+:)\d+\))$`)

// Accessed is for [properties.DetectRaces].
func (v *variable) Accessed() (place string, atomic bool) { return v.at, v.method }

// newVariable makes the variable that a record tells of.
func (x *execution) newVariable(r worker.Record) {
	v := &variable{parts: r.Arg != 0}
	v.Init(x.w, "Var", keptWithin.ReplaceAllString(r.Text, "$1$2"), v)
	v.SetKey(programKey | r.Object)
	x.watched(&v.Object, r.Text)
	x.vars[r.Object] = v
}

// State is not known: the values lie in the process.
func (*variable) State() string { return "" }

// access declares an access to a variable. Between it and the next operation its thread loses the GIL only if something
// happens there at which CPython looks whether it should: then the next operation says so. One look at several variables is several
// operations, between which it loses it nowhere.
func (x *execution) access(r worker.Record) {
	v := x.vars[r.Object]
	if v == nil {
		x.broken("an access to variable %x, which was not made", r.Object)
	}
	op, does := sim.Op{Object: &v.Object, Class: sim.Switching(r.Arg), After: sim.Nowhere}, "store"
	if r.Kind == worker.Load {
		op.Effect, does = sim.Reads, "load"
	}
	if v.parts {
		does = "item." + does
	}
	x.do(r, op, does)
	method, place, _ := strings.Cut(r.Place, "|")
	if v.at, v.method = "", strings.Contains(method, "."); place != "" { // it is a line of the script
		v.at = filepath.Base(place)
	}
}

// learn notes that threads share the variables of these names.
func (s *Script) learn(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		s.shared[name] = true
	}
}

// known are the names of the variables that threads share, as far as is known.
func (s *Script) known() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.shared))
}

// Recorded is what a token was recorded of, with each execution in a fork of its own if it is to be fresh: only the variables that
// were known to be shared then are so. Executions since may have met others, with which the schedule is that of other steps.
func (s *Script) Recorded(t sim.Token, fresh bool) sim.Program {
	o, _ := Recorded(t.Params)
	return s.sharing(o.Shared, fresh || s.once, s.Rule())
}

// sharing is the script with these variables shared.
func (s *Script) sharing(names []string, fresh bool, rule GIL) sim.Program {
	var numbers []uint32
	for _, name := range names {
		numbers = append(numbers, worker.Number(name))
	}
	return sim.Program{
		Name: Prefix + s.named(), Params: s.params(names), Memory: &memory{s, fresh, rule}, Stands: s.stands, Counts: s.counts, Outside: s.Outside,
		Main: func(w *sim.World) { s.main(w, fresh, rule, names, numbers) },
		Grown: func() (sim.Program, bool) {
			if len(s.known()) == len(names) {
				return sim.Program{}, false
			}
			return s.program(fresh, rule), true
		},
	}
}
