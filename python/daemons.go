package python

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"simrun/python/cell"
	"simrun/python/worker"
	"simrun/sim"
)

// endedLocked is the kind of a failure: the interpreter's exit ended a daemon in the middle of a critical section of the program, so
// that what it was about to change is changed in part. It is looked for only if that is asked for, because a program in which
// nobody comes to see that is correct: nothing but finalizers runs after the exit.
const endedLocked = "ended-while-locked"

// locks are the cells that are locks, the same in each order of the program's steps.
func (x *execution) locks() []*cell.Cell {
	var locks []*cell.Cell
	for _, c := range x.cells {
		if c.IsLock() {
			locks = append(locks, c)
		}
	}
	slices.SortFunc(locks, func(a, b *cell.Cell) int { return cmp.Compare(a.Key(), b.Key()) })
	return locks
}

// enters says whether a record is that of a with statement of the program, of a lock or a condition.
func enters(r worker.Record) bool {
	return r.Kind == worker.Enter || strings.HasPrefix(r.Place, "Condition.acquire|/")
}

// watchDaemons has the exit depend on who holds which lock, if it is looked whether a daemon does.
func (x *execution) watchDaemons(op *sim.Op) {
	if x.s.daemons {
		for _, c := range x.locks() {
			op.Also = append(op.Also, &c.Object)
		}
	}
}

// endDaemons fails the execution if one of the daemons that its exit ends is in a with statement that holds a lock.
func (x *execution) endDaemons() {
	if !x.s.daemons {
		if slices.ContainsFunc(x.locks(), x.cutsOff) {
			x.s.cutOff.Store(true)
		}
		return
	}
	var in, where []string
	for _, c := range x.locks() {
		if !x.cutsOff(c) {
			continue
		}
		t, place := c.Holder()
		_, line, _ := strings.Cut(place, "|")
		in = append(in, fmt.Sprintf("%s, which had taken %s at %s", t.Name(), c.Name(), filepath.Base(line)))
		where = append(where, t.Name()+" with "+c.Name()+" at "+filepath.Base(line))
	}
	if len(in) > 0 {
		slices.Sort(where)
		x.w.FailWith(sim.Failure{
			Kind: endedLocked, Where: strings.Join(where, ", "),
			Message: "the exit of the interpreter ended " + strings.Join(in, " and ") + ": what it does under that lock is done in part",
		})
	}
}

// cutsOff says whether the exit ends a thread in a with statement of this lock.
func (x *execution) cutsOff(c *cell.Cell) bool {
	t, _ := c.Holder()
	return t != nil && c.Entered() && t != x.w.Current() && !t.Done()
}
