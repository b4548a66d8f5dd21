package thread

import (
	"fmt"
	"time"

	"simrun/sim"
)

// state is what the module threading keeps in a world.
type state struct {
	w         *sim.World
	main      *Thread
	threads   []*Thread // that were started, and dummies, in the order of their start
	numbers   int       // of default names
	numberer  *sim.Thread
	hook      func(ExceptHookArgs) // threading.excepthook; nil is its default
	noHook    bool                 // it is None
	sysHook   func(value any)      // sys.excepthook; nil is its default
	noStderr  bool
	failStart bool

	early        []func()       // by RegisterAtExit
	late         []func()       // by AtExit
	exit         func()         // shutdown, made once
	also         [1]*sim.Object // the registry, for the operations of the exit
	shuttingDown bool
}

type stateKey struct{}

// of is the state of the world, made when first asked for.
func of(w *sim.World) *state {
	return w.Local(stateKey{}, func() any {
		s, main := sim.Renew(w, kept), w.Threads()[0]
		s.w, s.main = w, sim.Renew(w, keptThread)
		s.also[0] = w.Registry()
		*s.main = Thread{s: s, object: &main.Object, sim: main, name: main.Name(), stderr: true,
			spawned: true, started: true, listed: true, ident: 1, free: s.main.free}
		s.main.also[0] = s.main.object
		main.Local = s.main
		main.SetModel(s.main) // joins of the main thread depend on its state
		if s.exit == nil {
			s.exit = s.shutdown
		}
		w.OnMainReturn(s.exit)
		return s
	}).(*state)
}

// kept is what the state of an execution leaves to that of a later one.
func kept(s *state) state {
	return state{threads: s.threads[:0], early: s.early[:0], late: s.late[:0], exit: s.exit}
}

// number gives the next number for a default name. That is an operation if another thread could take one at the same
// time, or has taken one.
func (s *state) number() int {
	t := s.w.Current()
	if s.numberer != nil && s.numberer != t || s.othersAlive(t) {
		s.w.Do(sim.Op{Name: "threading.newname", Object: s.w.Registry()})
	}
	s.numberer = t
	s.numbers++
	return s.numbers
}

func (s *state) othersAlive(t *sim.Thread) bool {
	for _, other := range s.w.Threads() {
		if other != t {
			return true
		}
	}
	return false
}

// CurrentThread is the Thread of the running thread. For a raw thread it makes a dummy: a daemon that cannot be joined.
// It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.current_thread
func CurrentThread(w *sim.World) *Thread {
	s, current := of(w), w.Current()
	if t, ok := current.Local.(*Thread); ok {
		return t
	}
	n := s.number()
	w.Do(sim.Op{Name: "threading.current_thread", Object: w.Registry()})
	t := &Thread{s: s, object: &current.Object, sim: current, name: fmt.Sprintf("Dummy-%d", n), daemon: true, dummy: true,
		hook: s.hook, stderr: !s.noStderr, spawned: true, started: true, listed: true, ident: current.Index() + 1}
	t.also[0] = t.object
	current.Local = t
	s.threads = append(s.threads, t)
	return t
}

// MainThread is the Thread of the main thread. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.main_thread
func MainThread(w *sim.World) *Thread { return of(w).main }

// Enumerate lists the threads that are alive, in the order of their start: the main thread, daemons, dummies, and
// threads that are being started; not those that have ended. It never blocks. Python promises no order.
// https://docs.python.org/3.13/library/threading.html#threading.enumerate
func Enumerate(w *sim.World) []*Thread {
	s := of(w)
	s.readAll("threading.enumerate")
	alive := []*Thread{s.main}
	for _, t := range s.threads {
		if t.listed && !t.sim.Done() {
			alive = append(alive, t)
		}
	}
	return alive
}

// ActiveCount is the number of threads that Enumerate lists. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.active_count
func ActiveCount(w *sim.World) int { return len(Enumerate(w)) }

// readAll declares that the running thread looks at all threads. Which these are it has to look up first; if more were
// started before it came to that, it declares it again.
func (s *state) readAll(op string) {
	s.look(op)
	for {
		n := len(s.threads)
		also := make([]*sim.Object, n)
		for i, t := range s.threads {
			also[i] = &t.sim.Object
		}
		s.w.Do(sim.Op{Name: op, Object: s.w.Registry(), Also: also, Effect: sim.Reads})
		if len(s.threads) == n || s.w.Killing() {
			return
		}
	}
}

// GetIdent is the identifier of the running thread. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.get_ident
func GetIdent(w *sim.World) int { return identOf(w.Current()) }

func identOf(t *sim.Thread) int {
	if t, ok := t.Local.(*Thread); ok {
		return t.ident
	}
	return t.Index() + 1
}

// SameIdent says whether two threads have the same identifier: they are the same, or one was started when the other had
// ended and been joined. Locks that know their owner by its identifier cannot tell those two apart. It is not an
// operation: a thread that has begun keeps its identifier.
func SameIdent(a, b *sim.Thread) bool { return a == b || identOf(a) == identOf(b) }

// Holds notes that a thread has come to own a lock that knows its owner by the identifier, n = 1, or that it has not got
// it any more, n = -1. It is for such locks, and no operation.
func Holds(t *sim.Thread, n int) {
	if t, ok := t.Local.(*Thread); ok {
		t.held += n
	}
}

// SetSwitchInterval is sys.setswitchinterval. The strategy time-sliced makes its slices so long; for others it has no
// effect, because they switch whenever they like. It never blocks. It panics with ValueError "switch interval must be
// strictly positive".
// https://docs.python.org/3.13/library/sys.html#sys.setswitchinterval
func SetSwitchInterval(w *sim.World, interval time.Duration) {
	if interval <= 0 {
		panic(sim.ValueError("switch interval must be strictly positive"))
	}
	if w.Do(sim.Op{Name: "sys.setswitchinterval", Object: w.Registry()}) {
		w.SetSwitchInterval(interval)
	}
}

// GetSwitchInterval is sys.getswitchinterval: 5 ms unless it was set. It never blocks.
// https://docs.python.org/3.13/library/sys.html#sys.getswitchinterval
func GetSwitchInterval(w *sim.World) time.Duration {
	w.Do(sim.Op{Name: "sys.getswitchinterval", Object: w.Registry(), Effect: sim.Reads})
	if d := w.SwitchInterval(); d > 0 {
		return d
	}
	return 5 * time.Millisecond
}
