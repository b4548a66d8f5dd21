package sim

import (
	"container/heap"
	"runtime/debug"
)

// Thread is a green thread of a world. It is an object: another thread may wait for its end.
type Thread struct {
	Object
	index  int
	parent *Thread
	co     *coroutine
	run    func() // what the coroutine runs: main of this thread, made once
	body   func()
	op     Op     // pending while parked, the last one while running
	effect Effect // of the pending operation, when the thread was last looked at: see chosen

	lastClass Switching // class of the last operation, for the mode's "after an operation"
	steps     int
	made      uint32    // objects that it created
	entries   []pending // in the lists of the objects of the pending operation
	enlisted  bool
	crowded   bool  // it stands in the crowd of its object, not in the list
	timer     int32 // index in the world's timers, -1 if not there
	started   bool
	ahead     bool // its first operation was declared before it ran: see StartThreadAt
	done      bool
	random    random
	print     uint64 // fingerprint of its last step

	// Label says what the thread is doing for somebody else: the task that an executor's worker runs.
	Label string
	// Local is for the model that made the thread.
	Local any
	// Clock says that the thread stands for a timer of the program, and is none of its threads: nobody asks why it waits.
	Clock bool
}

// Index numbers the threads of an execution in the order of their creation; the main thread is 0.
func (t *Thread) Index() int { return t.index }

// Done says whether the thread has ended.
func (t *Thread) Done() bool { return t.done }

// Steps is how many steps the thread has made.
func (t *Thread) Steps() int { return t.steps }

// Pending is the operation that a parked thread has declared.
func (t *Thread) Pending() *Op { return &t.op }

// PendingEffect is what the pending operation would do in the present state.
func (t *Thread) PendingEffect() Effect { return t.world.effect(t) }

// Ready says whether the thread is parked and its pending operation could be carried out.
func (t *Thread) Ready() bool { return !t.done && t.world.ready.has(t.index) }

// Parent is the thread that created this one; nil for the main thread.
func (t *Thread) Parent() *Thread { return t.parent }

// blocked says whether the thread is parked and not ready.
func (t *Thread) blocked() bool {
	return !t.done && t.started && t != t.world.current && !t.world.ready.has(t.index)
}

// WaitingFor lists the threads that could let this one go on with its pending operation; nil if that could be any.
func (t *Thread) WaitingFor() []*Thread {
	if o := t.op.Object; o != nil {
		if m, ok := o.model.(Waited); ok {
			return m.WaitsFor(t)
		}
	}
	return nil
}

// WaitsFor makes a join wait for the thread that is joined.
func (t *Thread) WaitsFor(*Thread) []*Thread { return []*Thread{t} }

// State is "running" or "ended".
func (t *Thread) State() string {
	if t.done {
		return "ended"
	}
	return "running"
}

// Spawn creates a thread that runs body, and starts it. That is an operation; the new thread runs up to its own first
// operation as part of it. Programs use models/thread, which adds what Python's threads have.
func (w *World) Spawn(name string, body func()) *Thread {
	return w.SpawnAll(name, body)[0]
}

// SpawnAll is Spawn for several threads in one step. They get the same name.
func (w *World) SpawnAll(name string, bodies ...func()) []*Thread {
	w.Do(Op{Name: "spawn", Object: &w.registry})
	if w.killing {
		return make([]*Thread, len(bodies))
	}
	first := len(w.threads)
	for _, body := range bodies {
		w.create(name, body)
	}
	return w.threads[first:len(w.threads):len(w.threads)]
}

// StartThread is Spawn without an operation of its own: it is part of the one that the caller has just carried out,
// which must write Registry.
func (w *World) StartThread(name string, body func()) *Thread {
	w.create(name, body)
	return w.threads[len(w.threads)-1]
}

// StartThreadAt is StartThread for a thread whose first operation is known: nothing of it runs before that is carried out, and
// body goes on from there. That spares the two changes of thread by which a thread comes to its first operation. The
// operation is the interpreter's own, with Op.Internal.
func (w *World) StartThreadAt(name string, first Op, body func()) *Thread {
	t := w.newThread(name, body)
	w.step.Spawned = append(w.step.Spawned, t)
	t.declare(&first)
	if w.rec != nil {
		w.rec.findLine(t)
		w.rec.declare(t)
	}
	t.started, t.ahead = true, true
	w.park(t, w.effect(t))
	return t
}

// create makes a thread and runs it up to its first operation, while its creator waits.
func (w *World) create(name string, body func()) *Thread {
	t := w.newThread(name, body)
	creator, co := w.current, w.root
	if creator != nil {
		co = creator.co
		w.step.Spawned = append(w.step.Spawned, t)
	}
	w.current, w.starting, w.creator = t, true, co
	w.transfer(co, t.co)
	w.current, w.starting = creator, false
	if w.killing {
		panic(killed{})
	}
	return t
}

// newThread takes a thread from the pool of the world, or makes one.
func (w *World) newThread(name string, body func()) *Thread {
	i := len(w.threads)
	if i == len(w.pool) {
		w.pool = append(w.pool, &Thread{index: i})
		w.pool[i].run = w.pool[i].main
	}
	t := w.pool[i]
	t.Object.Init(w, "Thread", name, t)
	t.parent, t.body = w.current, body
	t.lastClass, t.steps, t.made, t.timer, t.print = 0, 0, 0, -1, 0
	t.enlisted, t.started, t.ahead, t.done, t.Label, t.Local, t.Clock = false, false, false, false, "", nil, false
	t.random.seed(w.cfg.Seed, uint64(i))
	if t.co == nil || t.co.dead {
		t.co = newCoroutine(w)
	}
	t.co.body = t.run
	w.threads = append(w.threads, t)
	w.ready.grow(i + 1)
	w.live++
	return t
}

// declareFirst parks a thread at its first operation and goes back to its creator. The main thread has none: the execution begins
// there.
func (w *World) declareFirst(t *Thread) {
	t.started = true
	w.park(t, w.effect(t))
	if t.index == 0 {
		w.current, w.starting = nil, false
		w.commitCreation()
		if next := w.next(nil, false); next == t {
			w.unpark(t)
			return
		}
		w.leave(t)
	}
	if !w.transfer(t.co, w.creator) || w.killing {
		panic(killed{})
	}
}

// main is the life of a thread on its coroutine.
func (t *Thread) main() {
	defer t.end()
	if w := t.world; t.ahead {
		if w.killing {
			panic(killed{})
		}
		w.begin(t, w.chosen(t))
	}
	t.body()
	t.body = nil
}

// killed is the panic that unwinds the stack of a thread that will not run again.
type killed struct{}

// end is deferred by main: it takes a panic for the thread's uncaught exception and goes on to another thread.
func (t *Thread) end() {
	w := t.world
	r := recover()
	if t.body != nil && r == nil {
		t.exit()
		return
	}
	if w.killing {
		w.target = w.root
		return
	}
	if w.end == Completed && r == nil { // by ExitAtReturn
		t.body = nil
		w.target = w.root
		return
	}
	if r != nil {
		w.uncaught(t, r, debug.Stack)
	}
	w.target = t.over()
}

// over notes that the thread has ended, and finds out what goes on in its place.
func (t *Thread) over() *coroutine {
	w := t.world
	t.body = nil
	w.touch(&t.Object, true)
	t.done = true
	w.live--
	if w.broken != "" { // nobody goes on: what the others do now is not the program
		return w.root
	}
	if w.starting { // it ended without any operation, in the step of its creator
		return w.creator
	}
	w.commit()
	w.current = nil
	if next := w.next(nil, false); next != nil {
		w.unpark(next)
		return next.co
	}
	return w.root
}

// park takes a thread out of the processor: it is ready, or waits for its objects or the clock.
func (w *World) park(t *Thread, effect Effect) {
	t.effect = effect
	if t.op.Guard != nil {
		t.enlist()
	}
	if effect != Blocks {
		w.ready.add(t.index)
	} else if t.op.Timed {
		heap.Push(&w.timers, t)
	}
}

// unpark undoes park for the thread that was chosen and makes it the current one.
func (w *World) unpark(t *Thread) {
	w.ready.remove(t.index)
	if t.timer >= 0 {
		heap.Remove(&w.timers, int(t.timer))
	}
	if t.enlisted {
		t.delist()
	}
	w.current = t
}

// setReady notes whether a parked thread could go on. If it could when it was parked and no longer can, it begins to wait for the
// clock here.
func (w *World) setReady(t *Thread, ready bool) {
	if ready {
		w.ready.add(t.index)
		return
	}
	w.ready.remove(t.index)
	if t.op.Timed && t.timer < 0 {
		heap.Push(&w.timers, t)
	}
}
