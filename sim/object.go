package sim

import "fmt"

// Object is what every shared thing embeds: a lock, a queue, a variable, a thread. It has an identity that does not
// depend on the schedule, and it knows which threads have an operation on it pending.
type Object struct {
	world    *World
	epoch    uint64 // the execution that made it: an object does not outlive its execution
	id       int32
	key      uint64 // creator and number among what the creator made: the same in every schedule with the same trace
	kind     string
	name     string
	creator  *Thread // nil for what is made before the first step
	model    any
	pending  *pending  // parked threads whose guarded operation names this object
	waiting  int32     // length of that list
	noted    int32     // waits for it that are recorded and not over
	number   int32     // see defaultName
	crowd    *crowd    // those of such threads that are not in the list; nil if there never were many
	watchers []*Object // see WatchedBy
	prints   touchPrints
}

// Init makes the object part of w. The kind is what the model is called ("Lock"); an empty name becomes the kind and a
// number, as "Lock-1", counted for each creating thread, so that names do not depend on the schedule. The model is the
// value that embeds the object: properties and reports find it by [Object.Model].
func (o *Object) Init(w *World, kind, name string, model any) {
	o.world, o.epoch, o.kind, o.name, o.model = w, w.epoch, kind, name, model
	o.id = int32(len(w.objects))
	o.creator = w.current
	o.pending, o.waiting, o.noted, o.number, o.crowd, o.watchers, o.prints = nil, 0, 0, 0, nil, nil, touchPrints{}
	if c := o.creator; c != nil {
		c.made++
		o.key = uint64(c.index+1)<<32 | uint64(c.made)
	} else {
		o.key = uint64(o.id)
	}
	w.objects = append(w.objects, o)
}

// World is the world that the object belongs to.
func (o *Object) World() *World { return o.world }

// ID numbers the objects of an execution in the order in which they were made, from 0.
func (o *Object) ID() int { return int(o.id) }

// Key identifies the object by who made it and how many that thread had made before: it is the same in all executions
// with the same trace, also where threads make objects concurrently and their IDs differ.
func (o *Object) Key() uint64 { return o.key }

// SetKey gives the object the key by which the program under test knows it: the same in all executions with the same
// trace, and not that of another object.
func (o *Object) SetKey(key uint64) { o.key = key }

// KnownAs is SetKey for an object that whoever used it first has made, just now, which may be another thread in another
// execution with the same trace: what the thread makes later is numbered as if it had not made this one.
func (o *Object) KnownAs(key uint64) {
	o.key = key
	if o.creator != nil {
		o.creator.made--
	}
}

// Kind says what the object is: "Lock", "Queue", "Thread".
func (o *Object) Kind() string { return o.kind }

// ThreadOf is the thread that an object is or stands for, as what is joined does: its model says so by a method Sim. It is nil for all
// others, and for what has not been started yet.
func ThreadOf(o *Object) *Thread {
	switch m := o.model.(type) {
	case *Thread:
		return m
	case interface{ Sim() *Thread }:
		return m.Sim()
	}
	return nil
}

// Model is the value that embeds the object.
func (o *Object) Model() any { return o.model }

// SetModel says which value explains the object, if that is not known when it is made.
func (o *Object) SetModel(model any) { o.model = model }

// SetName gives the object another name.
func (o *Object) SetName(name string) { o.name = name }

// Name is the name given to Init, or that which a [Namer] has for it, or the kind and a number.
func (o *Object) Name() string {
	if n, ok := o.model.(Namer); ok && o.name == "" {
		o.name = n.ObjectName()
	}
	if o.name == "" {
		o.name = o.defaultName()
	}
	return o.name
}

// defaultName has the number of the object among those of the same kind that the same thread made. It is found when
// somebody asks, for all objects that there are, and not when the object is made, because a search makes millions of
// objects whose names nobody reads.
func (o *Object) defaultName() string {
	w := o.world
	for ; o.number == 0; w.numbered++ {
		other := w.objects[w.numbered]
		if w.numbers == nil {
			w.numbers = map[kindOf]int32{}
		}
		of := kindOf{other.kind, other.creator}
		w.numbers[of]++
		other.number = w.numbers[of]
	}
	if o.creator == nil || o.creator.index == 0 {
		return fmt.Sprintf("%s-%d", o.kind, o.number)
	}
	return fmt.Sprintf("%s-%d of %s", o.kind, o.number, o.creator.Name())
}

// kindOf are the objects of one kind that one thread makes.
type kindOf struct {
	kind    string
	creator *Thread
}

// String is the name.
func (o *Object) String() string { return o.Name() }

// A Stater is a model that can say what state it is in, for traces: who owns the lock, what is in the queue.
type Stater interface {
	// State is one short line without a newline.
	State() string
}

// A Namer is a model that has a name for an object to which none was given, as what a thread waits in has that of what it waits at.
type Namer interface {
	// ObjectName is asked for when somebody reads the name; empty for the kind and a number.
	ObjectName() string
}

// A Waited is a model that knows whom a thread blocked on it waits for: the owner of a lock, the thread that is joined.
type Waited interface {
	// WaitsFor lists the threads that could let t go on; nil if that could be anybody.
	WaitsFor(t *Thread) []*Thread
}

// StateOf is the state of an object in words; empty if its model is no [Stater]. Operations that the model comes to meanwhile
// do nothing. It panics if the model does.
func StateOf(o *Object) string {
	s, ok := o.model.(Stater)
	if !ok {
		return ""
	}
	defer func(killing bool) { o.world.killing = killing }(o.world.killing)
	o.world.killing = true
	return s.State()
}
