package python

import (
	"maps"
	"path/filepath"
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
}

// Accessed is for [properties.DetectRaces].
func (v *variable) Accessed() (place string, atomic bool) { return v.at, v.method }

// newVariable makes the variable that a record tells of.
func (x *execution) newVariable(r worker.Record) {
	v := &variable{}
	v.Init(x.w, "Var", r.Text, v)
	v.SetKey(programKey | r.Object)
	x.watched(&v.Object, r.Text)
	x.vars[r.Object] = v
}

// State is not known: the values lie in the process.
func (*variable) State() string { return "" }

// access declares an access to a variable. Between it and the next operation its thread loses the GIL only if something
// happens there at which CPython looks whether it should: then the next operation says so.
func (x *execution) access(r worker.Record) {
	v := x.vars[r.Object]
	if v == nil {
		x.broken("an access to variable %x, which was not made", r.Object)
	}
	op, does := sim.Op{Object: &v.Object, Class: sim.Switching(r.Arg), After: sim.Bytecode}, "store"
	if r.Kind == worker.Load {
		op.Effect, does = sim.Reads, "load"
	}
	x.do(r, op, does)
	method, place, _ := strings.Cut(r.Place, "|")
	v.at, v.method = filepath.Base(place), strings.Contains(method, ".")
}

// learn notes that threads share the variables of these names.
func (s *Script) learn(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		s.shared[name] = true
	}
}

// known are the variables that threads share, as far as is known: their names, and the numbers by which a process
// recognises them.
func (s *Script) known() (names []string, numbers []uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	names = slices.Sorted(maps.Keys(s.shared))
	for _, name := range names {
		numbers = append(numbers, worker.Number(name))
	}
	return names, numbers
}
