package lock

import "simrun/sim"

// Lock is threading.Lock: free or held, without an owner. The zero value is not usable; make one with New.
//
// https://docs.python.org/3.13/library/threading.html#lock-objects
type Lock struct {
	sim.Object
	held  bool
	owner *sim.Thread // who acquired it last, while it is held: for reports only, any thread may release it
	taken int         // how often it was acquired
}

// New makes a free lock. An empty name becomes "Lock-1" and so on. It does not block.
//
// Up to 3.12 threading.Lock is a function that makes a lock, from 3.13 on the type of locks; no program can tell.
// https://docs.python.org/3.13/library/threading.html#threading.Lock
func New(w *sim.World, name string) *Lock {
	l := sim.New[Lock](w)
	l.Init(w, "Lock", name, l)
	return l
}

// Acquire takes the lock and returns true. It blocks while the lock is held, whoever holds it: a thread that acquires
// a lock twice waits for another thread to release it. Which of several waiting threads gets a lock that becomes free
// is open, and a thread that comes later may overtake them.
//
// With [Blocking](false), or a [Timeout] of 0, it does not block: it returns false if the lock is held. With another
// timeout it returns false when that time has passed and the lock was not free meanwhile.
//
// It panics with Python's exceptions for arguments that make no sense; see [Arg]. They are looked at before the lock.
//
// Up to 3.13.0, and from 3.13.1 on (where a release hands the lock over to a thread that has waited for a millisecond),
// the order in which waiting threads get the lock differs; every order of every version is possible here.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func (l *Lock) Acquire(args ...Arg) bool {
	w := l.World()
	op := sim.Op{Name: "Lock.acquire", Object: &l.Object, Guard: (*acquireGuard)(l)}
	if len(args) > 0 {
		how := parse(args)
		if how.try {
			op.Guard = (*tryGuard)(l)
		}
		op.Timed, op.Deadline = how.timed, w.After(how.timeout)
	}
	if !w.Do(op) || l.held {
		return false
	}
	l.take()
	return true
}

// TryBeside is Acquire with Blocking(false), in an operation that has to do with another object too. It never blocks. It is
// for models that look at something of their own in the same step, and no method of Python's.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func (l *Lock) TryBeside(o *sim.Object) bool {
	op := sim.Op{Name: "Lock.acquire", Object: &l.Object, Also: []*sim.Object{o}, Guard: (*tryGuard)(l)}
	if !l.World().Do(op) || l.held {
		return false
	}
	l.take()
	return true
}

// take makes the running thread the owner.
func (l *Lock) take() {
	l.held, l.owner = true, l.World().Current()
	l.taken++
}

// Release makes a held lock free; any thread may do so, not only the one that acquired it. It never blocks. A thread
// that waits for the lock becomes ready; it does not have the lock yet.
//
// It panics with RuntimeError "release unlocked lock" if the lock is free.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.release
func (l *Lock) Release() {
	if !l.World().Do(sim.Op{Name: "Lock.release", Object: &l.Object}) {
		return
	}
	if !l.held {
		panic(sim.RuntimeError("release unlocked lock"))
	}
	l.held, l.owner = false, nil
}

// Locked says whether the lock is held at this moment. It never blocks.
//
// Up to 3.13.0 it may return false for a moment in which an acquire without blocking fails too, because a waiting
// thread has been granted the lock and has not run yet; from 3.13.1 on, as here, it cannot.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.locked
func (l *Lock) Locked() bool {
	l.World().Do(sim.Op{Name: "Lock.locked", Object: &l.Object, Effect: sim.Reads})
	return l.held
}

// With is "with lock": it acquires the lock, calls f and releases the lock, also if f panics; the panic goes on. It
// blocks as [Lock.Acquire] does. If f has released the lock already, it panics with RuntimeError "release unlocked
// lock". From 3.14 on a thread may be interrupted also between the acquire and f; here that is where f begins with an
// operation.
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (l *Lock) With(f func()) {
	if !l.Acquire() {
		return // the thread is being killed
	}
	defer l.Release()
	f()
}

// Repr is what Python's repr shows, with the name in place of the address: "<unlocked _thread.lock object at Lock-1>".
// Like [Lock.Locked] it never blocks.
// https://docs.python.org/3.13/library/functions.html#repr
func (l *Lock) Repr() string {
	if l.Locked() {
		return "<locked _thread.lock object at " + l.Name() + ">"
	}
	return "<unlocked _thread.lock object at " + l.Name() + ">"
}

// State is "free" or who holds the lock, for traces.
func (l *Lock) State() string {
	if !l.held {
		return "free"
	}
	return "held by " + l.owner.Name()
}

// Taken is how often the lock was acquired so far. It is for properties, and no operation.
func (l *Lock) Taken() int { return l.taken }

// WaitsFor names the thread that acquired the lock last, for reports. Any other thread could release it too.
func (l *Lock) WaitsFor(*sim.Thread) []*sim.Thread {
	if l.owner == nil {
		return nil
	}
	return []*sim.Thread{l.owner}
}

// acquireGuard holds a thread back while the lock is held.
type acquireGuard Lock

func (g *acquireGuard) Effect(*sim.Thread) sim.Effect {
	if g.held {
		return sim.Blocks
	}
	return sim.Writes
}

// Gate marks it: it is the same for all threads.
func (*acquireGuard) Gate() {}

// tryGuard never holds a thread back: a try that fails only reads.
type tryGuard Lock

func (g *tryGuard) Effect(*sim.Thread) sim.Effect {
	if g.held {
		return sim.Reads
	}
	return sim.Writes
}
