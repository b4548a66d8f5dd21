// Package local has Python's threading.local: attributes that each thread has for itself.
//
// # Words
//
// A [Local] is an object whose attributes are kept for each thread apart. A thread touches it when it first gets or sets
// one of them.
//
// # Guarantee
//
// A thread never sees what another has set, so nothing here is an operation: no schedule can make a difference. What a
// thread has set is released when it ends, before a join of it returns. Errors are panics with the type and text of
// CPython 3.13; 3.11 to 3.14 do not differ.
//
// # Limits
//
// Attributes are looked up by name, and have the type any. What would run when a value is released, as __del__, does
// not.
//
// https://docs.python.org/3.13/library/threading.html#thread-local-data
package local

import (
	"slices"

	"simrun/sim"
)

// Local is threading.local. Make one with New.
//
// https://docs.python.org/3.13/library/threading.html#threading.local
type Local struct {
	w     *sim.World
	class string
	init  func(*Local)
	dicts []dict // one for each thread that has touched it
}

// dict is the attributes that one thread has set.
type dict struct {
	thread *sim.Thread
	names  []string
	values []any
}

// Option is an argument of New: [Subclass] or [Args].
type Option struct {
	class string
	init  func(*Local)
	args  []any
}

// Subclass makes the object one of a subclass with that name and that __init__, which is called in every thread that
// touches the object, at the first touch; in the creating thread by New. If it panics that comes out of the touch, and the
// next one calls it again.
// https://docs.python.org/3.13/library/threading.html#threading.local
func Subclass(name string, init func(*Local)) Option { return Option{class: name, init: init} }

// Args are arguments for __init__. Without a Subclass, New panics with TypeError "Initialization arguments are not
// supported" if there are any. An __init__ written in Go closes over its arguments, so they are not passed on.
// https://docs.python.org/3.13/library/threading.html#threading.local
func Args(args ...any) Option { return Option{args: args} }

// New makes an object without attributes. It never blocks. It panics with TypeError "Initialization arguments are not
// supported" if there are Args and no Subclass.
// https://docs.python.org/3.13/library/threading.html#threading.local
func New(w *sim.World, options ...Option) *Local {
	l := &Local{w: w, class: "_thread._local"}
	args := 0
	for _, o := range options {
		if o.init != nil {
			l.class, l.init = o.class, o.init
		}
		args += len(o.args)
	}
	if args > 0 && l.init == nil {
		panic(&sim.Exception{Type: "TypeError", Text: "Initialization arguments are not supported"})
	}
	l.dict()
	return l
}

// dict is that of the running thread, made and initialised at its first touch.
func (l *Local) dict() *dict {
	t := l.w.Current()
	if t == nil {
		sim.Misuse("a local object is used outside a running thread: use it in the program's main function or in its threads")
	}
	for i := range l.dicts {
		if l.dicts[i].thread == t {
			return &l.dicts[i]
		}
	}
	l.dicts = append(l.dicts, dict{thread: t})
	if l.init != nil {
		l.initialize(t)
		return l.dict() // __init__ may have had others touch the object, and the list moved
	}
	return &l.dicts[len(l.dicts)-1]
}

// initialize calls __init__ for a thread. If that panics what it has set is gone, and the next touch calls it again.
func (l *Local) initialize(t *sim.Thread) {
	over := false
	defer func() {
		if !over {
			l.dicts = slices.DeleteFunc(l.dicts, func(d dict) bool { return d.thread == t })
		}
	}()
	l.init(l)
	over = true
}

// find is the index of an attribute, or -1.
func (d *dict) find(name string) int {
	for i := range d.names {
		if d.names[i] == name {
			return i
		}
	}
	return -1
}

// Set is "l.name = value", for the running thread. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.local
func (l *Local) Set(name string, value any) {
	d := l.dict()
	if i := d.find(name); i >= 0 {
		d.values[i] = value
		return
	}
	d.names, d.values = append(d.names, name), append(d.values, value)
}

// Get is "l.name": what the running thread has set. It never blocks. It panics with AttributeError
// "'_thread._local' object has no attribute 'name'" if that thread has not set it.
// https://docs.python.org/3.13/library/threading.html#threading.local
func (l *Local) Get(name string) any {
	d := l.dict()
	i := d.find(name)
	if i < 0 {
		panic(l.missing(name))
	}
	return d.values[i]
}

// Has is hasattr(l, name). It never blocks.
// https://docs.python.org/3.13/library/functions.html#hasattr
func (l *Local) Has(name string) bool { return l.dict().find(name) >= 0 }

// Del is "del l.name". It never blocks, and panics with AttributeError as Get does.
// https://docs.python.org/3.13/library/threading.html#threading.local
func (l *Local) Del(name string) {
	d := l.dict()
	i := d.find(name)
	if i < 0 {
		panic(l.missing(name))
	}
	d.names, d.values = append(d.names[:i], d.names[i+1:]...), append(d.values[:i], d.values[i+1:]...)
}

func (l *Local) missing(name string) *sim.Exception {
	return &sim.Exception{Type: "AttributeError", Text: "'" + l.class + "' object has no attribute '" + name + "'"}
}

// Holders is how many threads hold values in the object: those that have touched it and have not ended. It is for
// tests, and is no operation.
func (l *Local) Holders() int {
	n := 0
	for i := range l.dicts {
		if !l.dicts[i].thread.Done() {
			n++
		}
	}
	return n
}
