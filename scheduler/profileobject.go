package scheduler

import "simrun/sim"

// objectProfile is what is known of an object: how many operations each thread has on it.
type objectProfile struct {
	key        uint64 // names the object in every execution
	events     []int  // by thread: most operations of an execution
	contended  bool   // in some execution several threads touched it, and one of them wrote it
	bystanding bool   // it stands for the threads themselves: their order is no race

	now     []int // by thread, in the execution under way
	first   int   // the thread that touched it first; -1 if none has
	several bool  // another one did too
	written bool
}

func newObjectProfile(o *sim.Object) *objectProfile {
	_, thread := o.Model().(*sim.Thread)
	return &objectProfile{key: o.Key(), bystanding: thread || o == o.World().Registry(), first: -1}
}

func (o *objectProfile) begin() {
	clear(o.now)
	o.first, o.several, o.written = -1, false, false
}

// declare notes that a thread has come to an operation on the object.
func (o *objectProfile) declare(thread int) {
	for len(o.now) <= thread {
		o.now = append(o.now, 0)
	}
	o.now[thread]++
}

// touch notes that a thread has carried out an operation on the object.
func (o *objectProfile) touch(t *sim.Thread, write bool) {
	if o.first < 0 {
		o.first = t.Index()
	}
	o.several = o.several || o.first != t.Index()
	o.written = o.written || write
}

func (o *objectProfile) end() {
	for i, n := range o.now {
		if i == len(o.events) {
			o.events = append(o.events, 0)
		}
		o.events[i] = max(o.events[i], n)
	}
	o.contended = o.contended || o.several && o.written && !o.bystanding && len(o.events) > 0
}
