package thread

import (
	"runtime/debug"

	"simrun/sim"
)

// Start begins the thread. It blocks until the new thread has begun, so that IsAlive is true when it returns, or the
// thread has ended already; whether its target was called by then is open.
//
// It panics with RuntimeError "threads can only be started once" if the thread was started before, as the main thread
// and every dummy were. If two threads start
// it at the same time, one of them may instead get RuntimeError "thread already started", and the new thread ends
// before its target is called, or a KeyError. It panics with RuntimeError "can't start new thread" after FailNextStart,
// and "thread.__init__() not called" for a thread that New has not made.
//
// During the exit of the interpreter a start succeeds; 3.12.0 to 3.12.2 gave RuntimeError
// "can't create new thread at interpreter shutdown".
// https://docs.python.org/3.13/library/threading.html#threading.Thread.start
func (t *Thread) Start() {
	if t.object == nil {
		panic(sim.RuntimeError("thread.__init__() not called"))
	}
	s, w := t.s, t.s.w
	if !w.Do(sim.Op{Name: "Thread.start", Object: w.Registry(), Also: t.also[:]}) {
		return
	}
	if t.started {
		panic(sim.RuntimeError("threads can only be started once"))
	}
	t.limbo = true
	if t.spawned || s.failStart {
		t.undoStart()
	}
	t.spawned, t.listed, t.awaited = true, true, !t.daemon
	t.parent, _ = w.Current().Local.(*Thread)
	t.ident = t.parent.freeIdent(len(w.Threads()) + 1)
	s.threads = append(s.threads, t)
	if t.begin == nil {
		t.begin = t.bootstrap
	}
	t.sim = w.StartThreadAt(t.name, sim.Op{Name: "Thread.bootstrap", Object: t.object, Internal: true}, t.begin)
	t.sim.Local = t
	w.Do(sim.Op{Name: "Thread.started", Object: t.object, Guard: (*startedGuard)(t)})
}

// undoStart is the end of a start in which the system gives no thread. It takes the thread out of limbo; if another
// start of the same thread has succeeded and the thread has begun, it is no longer there.
func (t *Thread) undoStart() {
	s := t.s
	err := sim.RuntimeError("thread already started")
	if !t.spawned {
		s.failStart = false
		err = sim.RuntimeError("can't start new thread")
	}
	s.w.Do(sim.Op{Name: "Thread.start", Object: s.w.Registry(), Also: t.also[:]})
	if !t.limbo {
		panic(t.errNotInLimbo())
	}
	t.limbo = false
	panic(err)
}

// errNotInLimbo is what CPython raises when it takes a thread out of limbo that another start has taken out.
func (t *Thread) errNotInLimbo() *sim.Exception {
	return &sim.Exception{Type: "KeyError", Text: t.repr()}
}

// FailNextStart has the next start of a thread fail, as when the system has no thread to give. It never blocks.
// https://docs.python.org/3.13/library/_thread.html#thread.start_new_thread
func FailNextStart(w *sim.World) {
	s := of(w)
	if w.Do(sim.Op{Name: "fail_next_start", Object: w.Registry()}) {
		s.failStart = true
	}
}

// freeIdent is an identifier for a thread that t starts: that of one that it has joined, or a new one. So it does not
// depend on what other threads do meanwhile. If that one has left a lock held that knows its owner by the identifier, it
// matters which, and a search tries both. t is nil for a raw thread.
func (t *Thread) freeIdent(fresh int) int {
	if t == nil || len(t.free) == 0 {
		return fresh
	}
	last := len(t.free) - 1
	dead := t.free[last]
	if dead.held > 0 && t.s.w.Choose(2) == 1 {
		return fresh
	}
	t.free = t.free[:last]
	return dead.ident
}

// bootstrap is the life of a thread, from the operation of the same name on.
func (t *Thread) bootstrap() {
	w := t.s.w
	t.started = true
	if !t.limbo { // another start has taken it out: see Start
		err := t.errNotInLimbo()
		w.Raise(err, debug.Stack)
		t.s.report("Exception ignored in thread started by <bound method Thread._bootstrap of "+t.repr()+">:", err)
	} else {
		t.limbo = false
		if value, panicked := call(w, t.Run); panicked {
			t.invokeExceptHook(value)
		}
	}
	w.Do(sim.Op{Name: "Thread.delete", Object: &t.sim.Object, Internal: true})
	t.listed = false
	w.Do(sim.Op{Name: "Thread.end", Object: t.object, Internal: true})
	t.stopped = true
}

// Run is run(): it calls the target, in the thread that calls it, and forgets it. A thread that is started calls it by
// itself. It blocks as the target does, and panics as the target does; if it was called before, it panics with
// AttributeError "'Thread' object has no attribute '_target'". CPython does so only if that call has returned: one that comes
// while the target runs has it run a second time there, and whichever of the two returns last panics.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.run
func (t *Thread) Run() {
	if t.ran {
		panic(&sim.Exception{Type: "AttributeError", Text: "'Thread' object has no attribute '_target'"})
	}
	t.ran = true
	if t.target != nil {
		t.target()
	}
}

// call runs the target of a thread and catches what it panics with. All but SystemExit is noted as uncaught.
func call(w *sim.World, f func()) (value any, panicked bool) {
	defer func() {
		if r := recover(); r != nil {
			if sim.Killed(r) {
				panic(r)
			}
			if _, exit := r.(*sim.SystemExit); !exit {
				w.Raise(r, debug.Stack)
			}
			value, panicked = r, true
		}
	}()
	f()
	return nil, false
}

// SysExit is sys.exit: in the main thread the process ends with the code after the usual exit of the interpreter; in
// another one it ends that thread without a report. It never blocks, and does not return: it panics with SystemExit.
// https://docs.python.org/3.13/library/sys.html#sys.exit
func SysExit(code int) { panic(&sim.SystemExit{Code: code}) }

// startedGuard holds the starter back until the new thread has begun.
type startedGuard Thread

func (g *startedGuard) Effect(*sim.Thread) sim.Effect {
	if g.started {
		return sim.Reads
	}
	return sim.Blocks
}
