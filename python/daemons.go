package python

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"simrun/properties"
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

// endDaemons fails the execution if daemons that its exit ends wait for each other, or one is in a with statement that holds a lock.
func (x *execution) endDaemons() {
	circles := x.circles()
	if !x.s.daemons {
		if len(circles) > 0 || slices.ContainsFunc(x.locks(), x.cutsOff) {
			x.s.cutOff.Store(true)
		}
		return
	}
	var waits []*sim.Thread
	for _, circle := range circles {
		x.w.FailWith(x.deadlocked(circle))
		waits = append(waits, circle...)
	}
	var in, where []string
	for _, c := range x.locks() {
		if !x.cutsOff(c) {
			continue
		}
		t, place := c.Holder()
		if slices.Contains(waits, t) { // it would not have gone on
			continue
		}
		_, line, _ := strings.Cut(place, "|")
		in = append(in, fmt.Sprintf("%s, which had taken %s at %s", properties.Who(t), c.Name(), filepath.Base(line)))
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

// waitsFor is the lock for which a thread waits without a timeout; nil if it waits for none.
func (x *execution) waitsFor(t *sim.Thread) *cell.Cell {
	op := t.Pending()
	if t.Done() || op.Timed || op.Object == nil || t.PendingEffect() != sim.Blocks {
		return nil
	}
	c, _ := op.Object.Model().(*cell.Cell)
	if c == nil || !c.IsLock() {
		return nil
	}
	return c
}

// circles are the threads that wait for each other's locks, each for the next. One that waits for a lock that it took itself is
// none: that is how a lock is used as a signal.
func (x *execution) circles() (circles [][]*sim.Thread) {
	for _, first := range x.w.Threads() {
		circle := []*sim.Thread{first}
		for t := first; ; circle = append(circle, t) {
			c := x.waitsFor(t)
			if c == nil {
				break
			}
			if t, _ = c.Holder(); t == first && len(circle) > 1 {
				circles = append(circles, circle)
				break
			}
			if t == nil || t.Index() < first.Index() || slices.Contains(circle, t) { // each is found at its first thread
				break
			}
		}
	}
	return circles
}

// deadlocked is the failure of daemons that wait for each other. The program ends all the same, so it is looked for only if that
// is asked for; the kind is that of properties.DetectPartialDeadlock, which is the same of models.
func (x *execution) deadlocked(circle []*sim.Thread) sim.Failure {
	var waits, where []string
	for i, t := range circle {
		op := t.Pending()
		at := fmt.Sprintf("%s:%d", filepath.Base(op.From().File), op.From().Line)
		lock := op.Object.Name()
		waits = append(waits, fmt.Sprintf("%s at %s for %s, which %s holds", properties.Who(t), at, lock, properties.Who(circle[(i+1)%len(circle)])))
		where = append(where, t.Name()+" for "+lock+" at "+at)
	}
	return sim.Failure{
		Kind: "partial-deadlock", Where: strings.Join(where, ", "),
		Message: "daemons wait for each other for ever, " + strings.Join(waits, ", ") + "; the program ends all the same",
	}
}
