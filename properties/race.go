package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// DetectRaces follows what threads do to each shared.Var from now on, and reports two accesses of different threads to
// the same one, at least one of them a write, that nothing puts in an order: no lock, queue, event, start or join of a
// thread. They are found by vector clocks, so also where the execution came out well. Their kind is "data-race".
//
// In the switching modes call and weaker a race need not be a mistake: there x += 1 is one step. What a program logs puts
// its threads in an order too, as the lock of the handler does.
func DetectRaces(w *sim.World) {
	LooksFor(w, "data-race")
	d := &races{w: w}
	w.OnStep(d.step)
	w.OnEnd(func() {
		if f := d.found.failure("data-race"); f != nil {
			f.Message += "; nothing puts " + d.pairs() + " in an order"
			w.FailWith(*f)
		}
	})
}

// pairs is what to call the accesses that were found.
func (d *races) pairs() string {
	if len(d.found.messages) == 1 {
		return "the two"
	}
	return "the two of each pair"
}

// races is the detector: the epochs and clocks of Djit+ (Pozniansky and Schuster, PPoPP 2003), without what makes them
// cheap.
type races struct {
	w     *sim.World
	order order
	vars  []*accesses // by ID
	found findings
}

// accesses is the latest write and the latest read of a variable, by each thread.
type accesses struct {
	writes, reads []access
}

type access struct {
	thread *sim.Thread
	time   int32  // stretch of its thread
	place  string // " at file:line", if the variable says so
	atomic bool
}

// A Placed variable is one that says where the program has accessed it last, and whether that was one operation of a container which
// keeps others out by itself: two such are no race.
type Placed interface {
	Accessed() (place string, atomic bool)
}

// step enters what a step touched, in order, and the threads that it started.
func (d *races) step(s *sim.Step) {
	for _, touch := range s.Touches {
		if touch.Object.Kind() == "Var" {
			d.access(s.Thread, touch.Object, touch.Write)
		} else if touch.Object.Kind() != "Monitor" && !ofStart(s, touch.Object) {
			d.order.synchronise(s.Thread, touch.Object.ID(), touch.Write)
		}
	}
	for _, child := range s.Spawned {
		d.order.spawned(s.Thread, child)
	}
}

// access looks for races of one access with those before it, and remembers it.
func (d *races) access(t *sim.Thread, o *sim.Object, write bool) {
	for len(d.vars) <= o.ID() {
		d.vars = append(d.vars, nil)
	}
	if d.vars[o.ID()] == nil {
		d.vars[o.ID()] = &accesses{}
	}
	v := d.vars[o.ID()]
	now := d.order.of(t)
	a := access{thread: t, time: now.at(t.Index())}
	if p, ok := o.Model().(Placed); ok {
		if a.place, a.atomic = p.Accessed(); a.place != "" {
			a.place = " at " + a.place
		}
	}
	d.compare(a, now, o, v.writes, "writes", write)
	if write {
		d.compare(a, now, o, v.reads, "reads", write)
		v.writes = remember(v.writes, a)
	} else {
		v.reads = remember(v.reads, a)
	}
}

// compare reports the earlier accesses that do not happen before b.
func (d *races) compare(b access, now clock, o *sim.Object, earlier []access, how string, write bool) {
	for _, a := range earlier {
		if a.thread == b.thread || a.time <= now.at(a.thread.Index()) || a.atomic && b.atomic {
			continue
		}
		mine := "reads"
		if write {
			mine = "writes"
		}
		place := []string{task(a.thread) + " " + how, task(b.thread) + " " + mine}
		slices.Sort(place)
		text := fmt.Sprintf("%s %s %s%s, and %s %s it%s",
			Who(a.thread), how, o.Name(), a.place, Who(b.thread), mine, b.place)
		d.found.addOnce(text, strings.Join(place, ", ")+" "+o.Name())
	}
}

// remember replaces the access of its thread.
func remember(list []access, a access) []access {
	for i := range list {
		if list[i].thread == a.thread {
			list[i] = a
			return list
		}
	}
	return append(list, a)
}
