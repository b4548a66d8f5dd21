package thread

import (
	"fmt"

	"simrun/sim"
)

// Thread is threading.Thread. Make one with New; the methods of one that New has not made panic with Python's texts for
// a subclass that forgets to call Thread.__init__.
//
// https://docs.python.org/3.13/library/threading.html#thread-objects
type Thread struct {
	own    sim.Object  // of a thread that New made
	object *sim.Object // its own, or that of the engine's thread for the main thread and dummies; nil before New
	also   [1]*sim.Object
	s      *state
	sim    *sim.Thread // nil until it is started
	parent *Thread     // who started it

	target func()
	begin  func() // bootstrap of this thread, made once
	name   string
	daemon bool
	dummy  bool
	hook   func(ExceptHookArgs) // threading.excepthook at construction; nil is its default
	stderr bool                 // whether sys.stderr was there at construction

	ran     bool // its target was called, and is gone
	spawned bool // the system's thread exists
	limbo   bool // a start has entered it among the threads that are about to begin
	started bool // it has begun
	listed  bool // it is among the threads that Enumerate lists
	awaited bool // it was no daemon when it was started: the exit of the interpreter waits for it
	stopped bool // it is done: joiners go on
	joined  bool // the main thread has seen it done
	reused  bool // its identifier was given back
	ident   int
	free    []*Thread // those that it started and joined, whose identifiers may be used again
	held    int       // locks that it owns and that know it by its identifier
}

// Option is an argument of New: [Target], [Name], [Daemon] or [Group].
type Option struct {
	kind   optionKind
	text   string
	fn     func()
	daemon bool
	group  any
}

type optionKind uint8

const (
	targetOption optionKind = iota + 1
	nameOption
	daemonOption
	groupOption
)

// Target is the argument target: what the thread calls, and its __name__, which becomes part of the thread's default
// name unless it is empty. Arguments are what the function closes over.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func Target(name string, f func()) Option { return Option{kind: targetOption, text: name, fn: f} }

// Name is the argument name; an empty one stands for the default name.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func Name(name string) Option { return Option{kind: nameOption, text: name} }

// Daemon is the argument daemon. Without it the thread is a daemon if the one that creates it is.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func Daemon(daemon bool) Option { return Option{kind: daemonOption, daemon: daemon} }

// Group is the argument group, which must be nil: New panics with AssertionError "group argument must be None for now"
// otherwise.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func Group(group any) Option { return Option{kind: groupOption, group: group} }

// New makes a thread. Its default name is "Thread-N (target)", with a number that all threads without a name of their
// own share; giving the number is an operation if other threads are alive. It never blocks. Without a target the thread
// does nothing.
//
// It panics with AssertionError "group argument must be None for now" for a group, and with RuntimeError
// "threading.excepthook is None" if that is so. 3.14 has an argument context besides.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func New(w *sim.World, options ...Option) *Thread {
	s := of(w)
	t := sim.Renew(w, keptThread)
	t.s = s
	targetName, inherit := "", true
	for i := range options {
		switch o := &options[i]; o.kind {
		case targetOption:
			t.target, targetName = o.fn, o.text
		case nameOption:
			t.name = o.text
		case daemonOption:
			t.daemon, inherit = o.daemon, false
		case groupOption:
			if o.group != nil {
				panic(&sim.Exception{Type: "AssertionError", Text: "group argument must be None for now"})
			}
		}
	}
	if t.name == "" {
		t.name = w.Numbered("Thread-", s.number())
		if targetName != "" {
			t.name += " (" + targetName + ")"
		}
	}
	if inherit {
		t.daemon = CurrentThread(w).daemon
	}
	if s.othersAlive(w.Current()) { // the step under way has to be known to depend on who sets the hooks
		w.Touch(w.Registry(), false)
	}
	t.hook, t.stderr = s.hook, !s.noStderr
	if s.noHook {
		panic(sim.RuntimeError("threading.excepthook is None"))
	}
	t.own.Init(w, "Thread", t.name, t)
	t.object = &t.own
	t.also[0] = t.object
	return t
}

// keptThread is what a thread leaves to one of a later execution.
func keptThread(t *Thread) Thread { return Thread{begin: t.begin, free: t.free[:0]} }

// read declares that the running thread looks at t. It panics if t was not made by New.
func (t *Thread) read(op string) {
	if t.object == nil {
		panic(&sim.Exception{Type: "AssertionError", Text: "Thread.__init__() not called"})
	}
	t.object.World().Do(sim.Op{Name: op, Object: t.object, Effect: sim.Reads})
}

// Name is the name of the thread. It never blocks. It panics with AssertionError "Thread.__init__() not called" for a
// thread that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.name
func (t *Thread) Name() string {
	t.read("Thread.name")
	return t.name
}

// SetName gives the thread another name, at any time. It never blocks. It panics with AssertionError "Thread.__init__()
// not called" for a thread that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.name
func (t *Thread) SetName(name string) {
	if t.object == nil {
		panic(&sim.Exception{Type: "AssertionError", Text: "Thread.__init__() not called"})
	}
	if !t.object.World().Do(sim.Op{Name: "Thread.name", Object: t.object}) {
		return
	}
	t.name = name
	t.object.SetName(name)
	if t.sim != nil {
		t.sim.SetName(name)
	}
}

// Daemon says whether the thread is a daemon: whether the process may end before it. It never blocks. It panics with
// AssertionError "Thread.__init__() not called" for a thread that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.daemon
func (t *Thread) Daemon() bool {
	t.read("Thread.daemon")
	return t.daemon
}

// SetDaemon makes the thread a daemon or not. It never blocks. It panics with RuntimeError "cannot set daemon status of
// active thread" if the thread was started, even if it has ended since, and with "Thread.__init__() not called" for one
// that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.daemon
func (t *Thread) SetDaemon(daemon bool) {
	if t.object == nil {
		panic(errNoInit())
	}
	if !t.object.World().Do(sim.Op{Name: "Thread.daemon", Object: t.object}) {
		return
	}
	if t.started {
		panic(sim.RuntimeError("cannot set daemon status of active thread"))
	}
	t.daemon = daemon
}

func errNoInit() *sim.Exception { return sim.RuntimeError("Thread.__init__() not called") }

// Ident is the identifier of the thread, a number other than 0, or 0 (Python's None) if it has not begun. It stays when
// the thread has ended, but another thread may get the same then. It never blocks. It panics with AssertionError
// "Thread.__init__() not called" for a thread that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.ident
func (t *Thread) Ident() int {
	t.read("Thread.ident")
	return t.ident
}

// IsAlive says whether the thread has begun and not ended. It never blocks. A dummy is alive for ever, because nobody
// tells it that its thread has ended. It panics with AssertionError "Thread.__init__() not called" for a thread that New
// has not made.
//
// Of several versions since September 2025 it is false a little later: when the system's thread is gone.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.is_alive
func (t *Thread) IsAlive() bool {
	t.read("Thread.is_alive")
	return t.started && !t.stopped
}

// Repr is what Python's repr shows: "<Thread(Thread-1 (worker), started daemon 3)>". It never blocks. It panics with
// AssertionError "Thread.__init__() was not called" for a thread that New has not made.
// https://docs.python.org/3.13/library/threading.html#threading.Thread
func (t *Thread) Repr() string {
	if t.object == nil {
		panic(&sim.Exception{Type: "AssertionError", Text: "Thread.__init__() was not called"})
	}
	t.read("Thread.repr")
	return t.repr()
}

func (t *Thread) repr() string {
	class, status := "Thread", "initial"
	switch {
	case t.stopped:
		status = "stopped"
	case t.started:
		status = "started"
	}
	if t.daemon {
		status += " daemon"
	}
	if t.ident != 0 {
		status += fmt.Sprintf(" %d", t.ident)
	}
	if t == t.s.main {
		class = "_MainThread"
	} else if t.dummy {
		class = "_DummyThread"
	}
	return fmt.Sprintf("<%s(%s, %s)>", class, t.name, status)
}

// State is where the thread is in its life, for traces.
func (t *Thread) State() string {
	switch {
	case t.stopped:
		return "ended"
	case t.started:
		return "alive"
	case t.spawned:
		return "starting"
	}
	return "not started"
}

// WaitsFor makes a join wait for the thread that is joined.
func (t *Thread) WaitsFor(*sim.Thread) []*sim.Thread {
	if t.sim == nil {
		return nil
	}
	return []*sim.Thread{t.sim}
}

// Sim is the engine's thread, for reports and properties; nil before the thread is started.
func (t *Thread) Sim() *sim.Thread { return t.sim }

// IsDaemon is Daemon without an operation, for reports and properties.
func (t *Thread) IsDaemon() bool { return t.daemon }
