package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

// DetectPartialDeadlock looks, from now on, for threads that can never go on again, and ends the execution at the step
// where that is so, although others could go on. Its kind is "partial-deadlock"; where nobody else could go on either it
// is "deadlock", which [NoDeadlock] reports in other cases.
//
// It is certain, not likely. A thread is stuck if it waits without a timeout and everybody who could let it go on is
// stuck or has ended. Who could is known of a join (the thread that is joined), of an RLock and the lock of a logging
// handler (the owner: nobody else may release it), and of the future of a task that an executor runs (the worker, if
// nobody abuses set_result). Of everything else (a Lock, Event, Queue, Condition, Semaphore, Barrier, a future whose
// task has not begun and may be cancelled) it could be any thread, because whoever can reach an object may put, set,
// notify or release it, and nothing says who can. No thread can if all others are stuck or have ended: then nobody goes
// on, and that is a deadlock.
//
// So a circle through a plain Lock is not certain when it forms: a Lock has no owner, and a third thread may release it.
// It is remembered, and reported when the process has ended and those threads still stood there. A thread that waits for
// a Lock that it acquired itself is not such a circle: that is how a Lock is used as a signal.
//
// A search by DPOR fails every program that the plain search fails. Where several threads get stuck one after the other
// it may report fewer of the combinations, because it does not know that what each waits for depends on the others.
func DetectPartialDeadlock(w *sim.World) { detectPartialDeadlock(w, 0) }

// DetectPartialDeadlockWithin is DetectPartialDeadlock for programs that do not end. When the step limit cuts an
// execution short, a circle through plain Locks is reported too if it has lasted for so many steps of each thread that
// could go on, and none of these has touched the locks since. That is not certain: one may do so yet.
func DetectPartialDeadlockWithin(w *sim.World, steps int) { detectPartialDeadlock(w, steps) }

func detectPartialDeadlock(w *sim.World, within int) {
	d := &partialDeadlock{w: w, within: within}
	w.OnStep(d.step)
	w.OnEnd(d.end)
}

// partialDeadlock is the detector.
type partialDeadlock struct {
	w       *sim.World
	within  int
	circles []circle
	blocked []*sim.Thread // scratch
}

// circle is threads that wait for each other, through a plain Lock at least.
type circle struct {
	threads []*sim.Thread // each waits for the next
	steps   []int         // by thread of the world: how many it had made
	formed  int           // step
	touched bool          // somebody has touched one of the locks since
}

// step looks closer only if the thread of the step, or one that it created, has come to a wait or to its end. The last
// one to join a circle, and the last one who could have helped, is always such a thread.
func (d *partialDeadlock) step(s *sim.Step) {
	for i := range d.circles {
		d.circles[i].touch(s)
	}
	if s.Thread.Done() || s.Thread.PendingEffect() == sim.Blocks {
		d.look(s, s.Thread)
	}
	for _, t := range s.Spawned {
		if t.Done() || t.PendingEffect() == sim.Blocks {
			d.look(s, t)
		}
	}
}

// look is what is done at a thread that has blocked or ended.
func (d *partialDeadlock) look(s *sim.Step, t *sim.Thread) {
	if s.Exits || d.w.End() != 0 {
		return
	}
	stuck, others := d.stuck()
	switch {
	case len(stuck) == 0 && !t.Done():
		d.remember(s, t)
	case len(stuck) > 0 && len(others) > 0:
		d.w.FailWith(d.failure(stuck, fmt.Sprintf("since step %d, while %s could go on", s.Index, names(others))))
	case len(stuck) > 0:
		// The execution ends here in any case, but a search must know that the order of this step and those of
		// others matters: before them it is a partial deadlock.
		waiting := d.waiting()
		d.w.FailWith(sim.Failure{Kind: "deadlock", Message: describeDeadlock(waiting), Where: standing(waiting)})
	}
}

// waiting are the threads that wait without a timeout.
func (d *partialDeadlock) waiting() []*sim.Thread {
	d.blocked = d.blocked[:0]
	for _, t := range d.w.Threads() {
		if waitsForGood(t) {
			d.blocked = append(d.blocked, t)
		}
	}
	return d.blocked
}

// stuck finds the threads that can never go on, and those that could. It begins with all that wait, and takes out who
// could be helped, until nobody is left to take out.
func (d *partialDeadlock) stuck() (stuck, others []*sim.Thread) {
	stuck = slices.Clone(d.waiting())
	for before := -1; before != len(stuck); {
		before = len(stuck)
		stuck = slices.DeleteFunc(stuck, func(t *sim.Thread) bool {
			helpers, only := helpersOf(t)
			return !only || slices.ContainsFunc(helpers, func(u *sim.Thread) bool { return !u.Done() && !slices.Contains(stuck, u) })
		})
	}
	for _, t := range d.w.Threads() {
		if len(stuck) > 0 && !t.Done() && !waitsForGood(t) {
			others = append(others, t)
		}
	}
	return stuck, others
}

// waitsForGood says whether a thread waits without a timeout.
func waitsForGood(t *sim.Thread) bool {
	return !t.Done() && !t.Pending().Timed && t.PendingEffect() == sim.Blocks
}

// helpersOf lists the threads that could let t go on; only says that no other thread could.
func helpersOf(t *sim.Thread) (helpers []*sim.Thread, only bool) {
	o := t.Pending().Object
	if o == nil {
		return nil, false
	}
	switch m := o.Model().(type) {
	case *sim.Thread, *thread.Thread, *thread.Handle, *lock.RLock, *logging.Handler:
		helpers = t.WaitingFor()
	case *executor.Future:
		if m.Worker() != nil {
			helpers = []*sim.Thread{m.Worker()}
		}
	}
	return helpers, len(helpers) > 0
}

// remember notes the circle that t has closed, if it has.
func (d *partialDeadlock) remember(s *sim.Step, t *sim.Thread) {
	ring := []*sim.Thread{t}
	for next := holder(t); next != t; next = holder(next) {
		if next == nil || next.Done() || slices.Contains(ring, next) || !waitsForGood(next) {
			return
		}
		ring = append(ring, next)
	}
	if len(ring) == 1 {
		return
	}
	c := circle{threads: ring, formed: s.Index}
	for _, u := range d.w.Threads() {
		c.steps = append(c.steps, u.Steps())
	}
	d.circles = append(d.circles, c)
}

// holder is the one thread that t waits for, as far as anybody can tell; nil if there is none.
func holder(t *sim.Thread) *sim.Thread {
	helpers, only := helpersOf(t)
	if o := t.Pending().Object; !only && o != nil {
		if l, ok := o.Model().(*lock.Lock); ok {
			helpers = l.WaitsFor(t)
		}
	}
	if len(helpers) != 1 {
		return nil
	}
	return helpers[0]
}

// touch notes a step on one of the objects that the circle waits for.
func (c *circle) touch(s *sim.Step) {
	for _, touch := range s.Touches {
		for _, t := range c.threads {
			c.touched = c.touched || t.Pending().Object == touch.Object
		}
	}
}

// end reports the circles that have lasted.
func (d *partialDeadlock) end() {
	for i := range d.circles {
		c := &d.circles[i]
		if !c.lasts() {
			continue
		}
		switch end := d.w.End(); {
		case end == sim.Completed:
			d.w.FailWith(d.failure(c.threads, fmt.Sprintf("from step %d to the end of the process", c.formed)))
		case end == sim.StepLimit && d.within > 0 && !c.touched && d.outlasted(c):
			d.w.FailWith(d.failure(c.threads, fmt.Sprintf("since step %d, and nobody touched the locks in %s of each other thread", c.formed, sim.Count(d.within, "step"))))
		}
	}
}

// lasts says whether the threads of the circle have not moved since it formed.
func (c *circle) lasts() bool {
	return !slices.ContainsFunc(c.threads, func(t *sim.Thread) bool {
		return t.Done() || t.Steps() != c.steps[t.Index()] || !waitsForGood(t)
	})
}

// outlasted says whether each thread that could go on has made enough steps since.
func (d *partialDeadlock) outlasted(c *circle) bool {
	for i, t := range d.w.Threads() {
		if t.Done() || waitsForGood(t) {
			continue
		}
		made := t.Steps()
		if i < len(c.steps) {
			made -= c.steps[i]
		}
		if made < d.within {
			return false
		}
	}
	return true
}

// failure describes threads that are stuck.
func (d *partialDeadlock) failure(stuck []*sim.Thread, when string) sim.Failure {
	return sim.Failure{
		Kind: "partial-deadlock", Message: describeDeadlock(stuck) + ", " + when, Where: standing(stuck),
	}
}

// names lists threads for people.
func names(threads []*sim.Thread) string {
	list := make([]string, len(threads))
	for i, t := range threads {
		list[i] = Who(t)
	}
	return strings.Join(list, ", ")
}
