package properties

import "simrun/sim"

// clock is a vector clock: for each thread, by its index, how many of its stretches happened before.
type clock []int32

// at is the entry of a thread.
func (c clock) at(thread int) int32 {
	if thread < len(c) {
		return c[thread]
	}
	return 0
}

// join returns the clock of what comes behind both.
func (c clock) join(other clock) clock {
	for len(c) < len(other) {
		c = append(c, 0)
	}
	for i, v := range other {
		c[i] = max(c[i], v)
	}
	return c
}

// tick returns the clock of the thread's next stretch.
func (c clock) tick(thread int) clock {
	for len(c) <= thread {
		c = append(c, 0)
	}
	c[thread]++
	return c
}

// order keeps track of what happens before what (Lamport; the clocks are Fidge's and Mattern's). A thread begins behind
// what started it, and what reads an object stands behind what was written to it before; each write of an object that
// synchronises hands on what its thread knows.
type order struct {
	threads []clock
	objects []clock // by ID: what the writers knew
}

// of is the clock of a thread.
func (o *order) of(t *sim.Thread) clock {
	for len(o.threads) <= t.Index() {
		o.threads = append(o.threads, nil)
	}
	if o.threads[t.Index()] == nil {
		o.threads[t.Index()] = clock(nil).tick(t.Index())
	}
	return o.threads[t.Index()]
}

// ofStart says whether a step looks at a thread that it has started. When it does, the thread may have ended already, but
// the start only waited for it to begin.
func ofStart(s *sim.Step, o *sim.Object) bool {
	return o.Kind() == "Thread" && s.Op == "Thread.started"
}

// synchronise notes that t touches an object.
func (o *order) synchronise(t *sim.Thread, id int, write bool) {
	for len(o.objects) <= id {
		o.objects = append(o.objects, nil)
	}
	mine := o.of(t).join(o.objects[id])
	if write {
		o.objects[id] = o.objects[id].join(mine)
		mine = mine.tick(t.Index())
	}
	o.threads[t.Index()] = mine
}

// spawned notes that t started a thread.
func (o *order) spawned(t, child *sim.Thread) {
	start := append(clock(nil), o.of(t)...)
	o.of(child)
	o.threads[child.Index()] = start.tick(child.Index())
	o.threads[t.Index()] = o.of(t).tick(t.Index())
}
