package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/models/lock"
	"simrun/sim"
)

// DetectLockOrder follows which Lock or RLock each thread acquires while it holds another, from now on, and reports a
// circle of them in which each pair was taken by another thread: a deadlock that is possible, from an execution that was
// not deadlocked. It is none if all of the threads hold a further lock meanwhile, or if the start or join of a thread puts
// them in an order. Its kind is "lock-order".
//
// Where the switching mode is io or block, a step may take several locks and give them back; then it sees only those
// that are held at the end of the step.
func DetectLockOrder(w *sim.World) {
	d := &lockOrder{w: w}
	w.OnStep(d.step)
	w.OnEnd(func() {
		if w.End() != sim.Deadlock { // then there is more to say
			d.report()
		}
	})
}

// lockOrder is the detector: the lock graph of Goodlock (Havelund, SPIN 2000) with its gate locks, and clocks that know
// only of starts and joins.
type lockOrder struct {
	w     *sim.World
	held  []holding // by thread
	edges []edge
	order order
}

// holding is the locks that a thread holds, in the order in which it took them.
type holding []*sim.Object

// edge says that a thread took one lock while it held others.
type edge struct {
	thread   *sim.Thread
	from, to *sim.Object
	gates    holding // all that it held
	now      clock
	time     int32
}

func (d *lockOrder) step(s *sim.Step) {
	for _, touch := range s.Touches {
		o := touch.Object
		switch o.Model().(type) {
		case *lock.Lock, *lock.RLock:
			if touch.Write {
				d.changed(s.Thread, o)
			}
		default:
			if o.Kind() == "Thread" && !ofStart(s, o) {
				d.order.synchronise(s.Thread, o.ID(), touch.Write)
			}
		}
	}
	for _, child := range s.Spawned {
		d.order.spawned(s.Thread, child)
	}
}

// changed notes that a lock has another holder, or none.
func (d *lockOrder) changed(t *sim.Thread, o *sim.Object) {
	for len(d.held) <= len(d.w.Threads()) {
		d.held = append(d.held, nil)
	}
	holder := holderOf(o)
	for i := range d.held {
		if holder == nil || i != holder.Index() {
			d.held[i] = slices.DeleteFunc(d.held[i], func(other *sim.Object) bool { return other == o })
		}
	}
	if holder != t || slices.Contains(d.held[t.Index()], o) {
		return
	}
	now := slices.Clone(d.order.of(t))
	for _, from := range d.held[t.Index()] {
		d.edges = append(d.edges, edge{t, from, o, slices.Clone(d.held[t.Index()]), now, now.at(t.Index())})
	}
	d.held[t.Index()] = append(d.held[t.Index()], o)
}

// concurrent says whether neither edge happens before the other, as two of one thread do.
func (e *edge) concurrent(f *edge) bool {
	return e.time > f.now.at(e.thread.Index()) && f.time > e.now.at(f.thread.Index())
}

// joins says whether the edge may follow a path: another thread, from the lock that the path ends with, under no lock
// that an edge of the path is under.
func (e *edge) joins(path []*edge) bool {
	if e.from != path[len(path)-1].to {
		return false
	}
	for _, p := range path {
		if !p.concurrent(e) ||
			slices.ContainsFunc(p.gates, func(o *sim.Object) bool { return slices.Contains(e.gates, o) }) {
			return false
		}
	}
	return true
}

// report looks for circles, each from the edge that was made first.
func (d *lockOrder) report() {
	var f findings
	for i := range d.edges {
		d.extend(&f, []*edge{&d.edges[i]}, i)
	}
	if failure := f.failure("lock-order"); failure != nil {
		d.w.FailWith(*failure)
	}
}

// extend follows a path with edges made later, until it closes.
func (d *lockOrder) extend(f *findings, path []*edge, first int) {
	if path[len(path)-1].to == path[0].from {
		d.add(f, path)
		return
	}
	for i := first + 1; i < len(d.edges); i++ {
		if e := &d.edges[i]; e.joins(path) {
			d.extend(f, append(slices.Clip(path), e), first)
		}
	}
}

func (d *lockOrder) add(f *findings, path []*edge) {
	var parts, places []string
	for _, e := range path {
		parts = append(parts, fmt.Sprintf("%s took %s while it held %s", Who(e.thread), e.to.Name(), e.from.Name()))
		places = append(places, fmt.Sprintf("%s: %s → %s", task(e.thread), e.from.Name(), e.to.Name()))
	}
	slices.Sort(places)
	f.addOnce("a deadlock is possible: "+strings.Join(parts, ", "), strings.Join(places, ", "))
}
