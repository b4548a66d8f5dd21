package stored

import (
	"strconv"

	"simrun/sim"
)

// visit is an operation of a thread on an object.
type visit struct {
	thread    int
	operation string
	object    NamedObject
}

// visits counts how often each thread did each operation, and gives threads and objects unique names: the second one
// that is called "worker" is "worker#2". It has to see every step.
type visits struct {
	objects  []NamedObject // by ID
	threads  []NamedObject // by index
	named    map[NamedObject]int
	made     map[visit]int
	declared []visit  // by thread: what it is about to do
	tasks    []string // by thread: its label
	values   []int    // by thread: values that it was given
}

func newVisits() visits {
	return visits{named: map[NamedObject]int{}, made: map[visit]int{}}
}

// threadKind is the kind of a thread. It is none of an object: models/thread has objects of their own for its threads.
const threadKind = "thread"

// nameOf is the name of an object.
func (v *visits) nameOf(o *sim.Object) NamedObject {
	all := o.World().Objects()
	for len(v.objects) < len(all) {
		next := all[len(v.objects)]
		v.objects = append(v.objects, v.unique(next.Kind(), next.Name()))
	}
	return v.objects[o.ID()]
}

// threadName is the name of a thread.
func (v *visits) threadName(t *sim.Thread) NamedObject {
	all := t.World().Threads()
	for len(v.threads) < len(all) {
		v.threads = append(v.threads, v.unique(threadKind, all[len(v.threads)].Name()))
	}
	return v.threads[t.Index()]
}

func (v *visits) unique(kind, name string) NamedObject {
	o := NamedObject{Kind: kind, Name: name}
	v.named[o]++
	if k := v.named[o]; k > 1 {
		o.Name += "#" + strconv.Itoa(k)
	}
	return o
}

// all lists the threads and the objects of the world.
func (v *visits) all(w *sim.World) []NamedObject {
	var list []NamedObject
	for _, t := range w.Threads() {
		list = append(list, v.threadName(t))
	}
	for _, o := range w.Objects() {
		list = append(list, v.nameOf(o))
	}
	return list
}

// committed counts the operation that a step began with, and notes where its thread stands now, and where those stand
// that it created.
func (v *visits) committed(step *sim.Step) {
	i := step.Thread.Index()
	v.grow(i)
	if step.Index >= 0 {
		v.made[v.declared[i]]++
	}
	v.values[i] += len(step.Values)
	v.declare(step.Thread)
	for _, t := range step.Spawned {
		v.declare(t)
	}
}

func (v *visits) grow(thread int) {
	for len(v.declared) <= thread {
		v.declared = append(v.declared, visit{})
		v.tasks = append(v.tasks, "")
		v.values = append(v.values, 0)
	}
}

func (v *visits) declare(t *sim.Thread) {
	i := t.Index()
	v.grow(i)
	v.tasks[i] = t.Label
	if t.Done() {
		return
	}
	v.declared[i] = visit{thread: i, operation: t.Pending().Name}
	if o := t.Pending().Object; o != nil {
		v.declared[i].object = v.nameOf(o)
	}
}

// next is what the thread is about to do, and for which time.
func (v *visits) next(thread int) (visit, int) {
	d := v.declared[thread]
	return d, v.made[d] + 1
}
