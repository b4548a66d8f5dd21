package sim

import "time"

// Effect is what an operation would do to its objects if it were carried out now.
type Effect uint8

const (
	// Writes: it changes an object; the zero value, because it is the safe assumption.
	Writes Effect = iota
	// Reads: it looks at its objects and changes none. A failed try is a read.
	Reads
	// Blocks: it cannot be carried out now.
	Blocks
	// Elapses: it cannot be carried out, but its time is up: it ends without having taken place. That is a read.
	Elapses
)

// A Guard says what a thread's pending operation would do in the present state. It must depend on nothing but the
// objects that the operation names, and must change nothing.
type Guard interface {
	Effect(t *Thread) Effect
}

// Op is what a thread is about to do. Models declare one with [World.Do] and carry it out when Do returns.
type Op struct {
	Name     string        // what the documentation calls it: "Lock.acquire"
	Object   *Object       // what it is done to; nil if to nothing that is shared, as in a sleep
	Also     []*Object     // further objects, for an operation that takes place on several at once
	Guard    Guard         // nil: it can always be carried out, with the effect in Effect
	Effect   Effect        // used if there is no guard
	Class    Switching     // the weakest mode in which the thread may lose the GIL before it; zero means Call
	After    Switching     // the weakest mode in which it may lose it between it and the next one; zero means as Class
	Timed    bool          // it ends without taking place when Deadline has come
	Internal bool          // the interpreter does it: no line of the program stands behind it, and a recording looks for none
	Inside   bool          // a library does it for itself: reports leave it out if nobody waits for it
	Deadline time.Duration // virtual time
	Arg      int           // for the guard
	Origin   *Origin       // where it comes from, if that is not on the stack; nil if it is
}

// Origin is where an operation comes from in a program that is executed elsewhere. It is apart from [Op] because each step
// writes one of these.
type Origin struct {
	File string // path of the program's line; empty if it is not known
	Line int
	Call *LibraryCall // the call of a library that it is part of, as which it goes by the same name; nil if there is none
	Part string       // of a call: what it is by itself, "mutex.acquire"; only recordings ask for it
}

// From is where the operation comes from, as far as it says so.
func (op *Op) From() Origin {
	if op.Origin == nil {
		return Origin{}
	}
	return *op.Origin
}

// LibraryCall is a call of a library that consists of several operations. Reports show it as one.
type LibraryCall struct {
	Number int     // among the calls of its thread, from 1
	Name   string  // what the documentation calls it: "Queue.get"
	Object *Object // what it is a method of; nil if of nothing that is known
}

// Touch is one access of a step to an object.
type Touch struct {
	Object *Object
	Write  bool
}

// Step is what one decision sets going: an operation, and the code of its thread up to the next one.
type Step struct {
	Index   int
	Thread  *Thread
	Op      string        // the operation that was declared before the decision
	Guard   Guard         // of that operation; nil if it names no object, as a sleep
	Arg     int           // of that operation
	Timed   bool          // that operation ends when its time is up
	Until   time.Duration // virtual time at which it is
	Elapsed bool          // its time was up: it did not take place
	Exits   bool          // it ended the execution: nothing can come after it
	Folded  bool          // there is more to it than the operation that was declared, in this switching mode
	Touches []Touch       // in order; more than one where operations follow without a point between them
	Own     int           // how many of these, the first ones, are of the operation that was declared
	Spawned []*Thread     // threads that it created
	Values  []Choice      // what Choose gave
}

// Do declares what the running thread is about to do and returns when the thread may do it: other threads may have run
// meanwhile. The caller then carries the operation out at once; until the thread's next operation nothing else runs.
// It returns false if the operation is timed and its time was up: then it must not be carried out. In a thread that is
// being killed it returns false at once. It panics if no thread of the world is running.
func (w *World) Do(op Op) bool {
	if w.killing {
		return false
	}
	t := w.current
	if t == nil {
		w.panicOutside(&op)
	}
	if !t.co.home.again(&op) && !t.co.home.at(&op) {
		w.refuse(&op)
	}
	if len(w.signals) > 0 && w.interrupts(t, &op) {
		return w.doInterruptible(&op)
	}
	t.declare(&op)
	if op.Object != nil && op.Object.epoch != w.epoch {
		w.panicStale(&op)
	}
	if w.rec != nil {
		w.rec.findLine(t)
		w.rec.declare(t)
	}
	if w.starting {
		w.declareFirst(t)
		return w.begin(t, w.chosen(t))
	}
	effect := w.effect(t)
	if t.op.Class > w.cfg.Switching && t.lastClass > w.cfg.Switching {
		if effect < Blocks {
			return w.fold(t, effect)
		}
		w.step.Folded = true
		w.touchAll(&t.op, false) // the step ends here because of the state of the object: it has read it
	}
	w.commit()
	if next := w.choose(t, effect); next != t {
		w.unpark(next)
		if !w.transfer(t.co, next.co) || w.killing {
			panic(killed{})
		}
		effect = w.chosen(t) // others have run meanwhile
	} else if effect == Blocks {
		effect = w.effect(t) // its time is up now
	}
	return w.begin(t, effect)
}

// declare makes op the pending operation of t. It copies field by field: the caller has just written them one by one,
// and a copy in larger pieces would wait until these writes have left the processor's store buffer.
func (t *Thread) declare(op *Op) {
	p := &t.op
	p.Name, p.Object, p.Also, p.Guard = op.Name, op.Object, op.Also, op.Guard
	p.Effect, p.Class, p.Timed, p.Deadline, p.Arg, p.Internal, p.Inside = op.Effect, op.Class, op.Timed, op.Deadline, op.Arg, op.Internal, op.Inside
	p.Origin = op.Origin
	if p.Class == 0 {
		p.Class = Call
	}
	if p.After = op.After; p.After == 0 {
		p.After = p.Class
	}
}

// effect evaluates the pending operation of t.
func (w *World) effect(t *Thread) Effect {
	e := t.op.Effect
	if t.op.Guard != nil {
		e = t.op.Guard.Effect(t)
	}
	if e == Blocks && t.op.Timed && w.elapsed(t.op.Deadline) {
		return Elapses
	}
	return e
}

// chosen is the effect of the pending operation of a thread that has been parked and may go on. What the guard said when an
// object of the operation last changed still holds, because it depends on nothing else; but a time may be up since, and a
// crowd is looked at for one of its members only.
func (w *World) chosen(t *Thread) Effect {
	if t.op.Timed || t.crowded {
		return w.effect(t)
	}
	return t.effect
}

// fold carries the operation out in the step that is under way: in this switching mode no other thread can come
// between.
func (w *World) fold(t *Thread, effect Effect) bool {
	w.folded++
	w.step.Folded = true
	if w.folded > w.cfg.MaxSteps {
		w.stop(t, StepLimit)
	}
	return w.carryOut(t, effect)
}

// begin starts the step for which t was chosen.
func (w *World) begin(t *Thread, effect Effect) bool {
	s := &w.step
	s.Thread = t
	s.Elapsed, s.Exits, s.Folded = effect == Elapses, false, false
	if w.watched {
		w.describeStep()
	}
	w.steps++
	t.steps++
	w.now += w.cfg.StepCost
	return w.carryOut(t, effect)
}

// describeStep fills in what only those read who see the steps.
func (w *World) describeStep() {
	s := &w.step
	op := &s.Thread.op
	s.Index, s.Op = w.steps, op.Name
	s.Guard, s.Arg, s.Timed, s.Until = op.Guard, op.Arg, op.Timed, op.Deadline
	s.Own = len(op.Also)
	if op.Object != nil {
		s.Own++
	}
	if s.Own == 0 {
		s.Guard = nil
	}
}

// carryOut notes what the operation touches and says whether it takes place.
func (w *World) carryOut(t *Thread, effect Effect) bool {
	t.lastClass = t.op.After
	w.touchAll(&t.op, effect == Writes)
	if effect == Elapses && w.now < t.op.Deadline {
		w.now = t.op.Deadline
	}
	if w.rec != nil {
		w.rec.carryOut(t, effect)
	}
	return effect != Elapses
}

// touchAll adds the objects of an operation to the step under way, which has not changed them yet.
func (w *World) touchAll(op *Op, write bool) {
	if o := op.Object; o != nil {
		w.touch(o, write)
	}
	for _, o := range op.Also {
		w.touch(o, write)
	}
}

// Touch adds an object to the step under way that its operation did not name: which one it is shows only when the
// operation is carried out, as whom of those that wait it lets go on. It is called before the object is changed.
func (w *World) Touch(o *Object, write bool) {
	if w.killing {
		return
	}
	w.touch(o, write)
}

func (w *World) touch(o *Object, write bool) {
	w.step.Touches = append(w.step.Touches, Touch{o, write})
	if w.witness != nil || o.watchers != nil {
		w.noticeTouch(o, write)
	}
}

// noticeTouch tells of a touch.
func (w *World) noticeTouch(o *Object, write bool) {
	if w.witness != nil {
		w.witness.Touching(o, write)
	}
	if write && o.watchers != nil {
		w.touchWatchers(o)
	}
}

// commit ends the step under way: threads that wait for what it changed are looked at again.
func (w *World) commit() {
	if w.step.Thread == nil {
		return
	}
	if w.watched {
		for _, f := range w.atStep {
			f(&w.step)
		}
	}
	for _, touch := range w.step.Touches {
		if touch.Write {
			w.progress.last = w.steps
			if touch.Object.pending != nil || touch.Object.crowd != nil {
				w.recheck(touch.Object)
			}
		}
	}
	if w.watched {
		w.showStep()
	}
	w.step.Thread = nil
	w.step.Touches = w.step.Touches[:0]
	w.step.Spawned = w.step.Spawned[:0]
	w.step.Values = w.step.Values[:0]
}

// showStep shows the step to those who want to see it.
func (w *World) showStep() {
	if w.rec != nil {
		w.rec.commit()
	}
	if w.cfg.Fingerprint {
		w.printStep(&w.step)
	}
	if w.observer != nil {
		w.observer.Committed(&w.step)
	}
}

// recheck looks again at the threads with an operation on an object that has changed.
func (w *World) recheck(o *Object) {
	for p := o.pending; p != nil; p = p.next {
		p.t.effect = w.effect(p.t)
		w.setReady(p.t, p.t.effect != Blocks)
	}
	if o.crowd != nil && o.crowd.n > 0 {
		o.crowd.recheck(w)
	}
}
