package lock

import (
	"fmt"

	"simrun/models/thread"
	"simrun/sim"
)

// RLock is threading.RLock: a lock that its owner may acquire again. Make one with NewRLock.
//
// It knows its owner by the identifier. If a thread ends while it owns the lock, another one that is given its identifier
// owns the lock: its acquire returns at once, in the midst of what the first one has left half done. Up to 3.14 a thread
// that starts when the first one was joined practically always gets it; a search tries it with another one, too.
//
// https://docs.python.org/3.13/library/threading.html#rlock-objects
type RLock struct {
	sim.Object
	owner *sim.Thread // nil if it is free
	count int         // how often the owner has acquired it; 0 if it is free
	taken int         // how often it went from free to owned
}

// NewRLock makes a free lock. An empty name becomes "RLock-1" and so on. It does not block.
//
// CPython up to 3.12 accepts arguments for RLock and ignores them; 3.13 warns that they are deprecated.
// https://docs.python.org/3.13/library/threading.html#threading.RLock
func NewRLock(w *sim.World, name string) *RLock {
	l := sim.New[RLock](w)
	l.Init(w, "RLock", name, l)
	return l
}

// Acquire takes the lock and returns true. It returns true at once if the running thread owns the lock already, which
// it must then release once more. It blocks while another thread owns it, with the arguments of [Lock.Acquire], and
// returns false where that does. The arguments are checked first, also for the owner, with the same panics.
//
// https://docs.python.org/3.13/library/threading.html#threading.RLock.acquire
func (l *RLock) Acquire(args ...Arg) bool {
	w := l.World()
	op := sim.Op{Name: "RLock.acquire", Object: &l.Object, Guard: (*acquireRGuard)(l)}
	if len(args) > 0 {
		how := parse(args)
		if how.try {
			op.Guard = (*tryRGuard)(l)
		}
		op.Timed, op.Deadline = how.timed, w.After(how.timeout)
	}
	if !w.Do(op) || l.count > 0 && !l.IsOwned() {
		return false
	}
	if l.count == 0 {
		l.taken++
	}
	l.setOwner(w.Current())
	l.count++
	return true
}

// Release undoes one acquire of the running thread; the last one makes the lock free. It never blocks.
//
// It panics with RuntimeError "cannot release un-acquired lock" if the running thread does not own the lock, be it free
// or another's.
// https://docs.python.org/3.13/library/threading.html#threading.RLock.release
func (l *RLock) Release() {
	w := l.World()
	if !w.Do(sim.Op{Name: "RLock.release", Object: &l.Object, Guard: (*releaseRGuard)(l)}) {
		return
	}
	if !l.IsOwned() {
		panic(errNotOwned())
	}
	l.setOwner(w.Current())
	if l.count--; l.count == 0 {
		l.setOwner(nil)
	}
}

// setOwner changes the owner, nil for none.
func (l *RLock) setOwner(t *sim.Thread) {
	if l.owner == t {
		return
	}
	if l.owner != nil {
		thread.Holds(l.owner, -1)
	}
	if l.owner = t; t != nil {
		thread.Holds(t, 1)
	}
}

func errNotOwned() *sim.Exception { return sim.RuntimeError("cannot release un-acquired lock") }

// With is "with lock": it acquires the lock, calls f and releases the lock, also if f panics; the panic goes on. It
// blocks as [RLock.Acquire] does. If f has released the lock already, it panics with RuntimeError "cannot release
// un-acquired lock".
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (l *RLock) With(f func()) {
	if !l.Acquire() {
		return // the thread is being killed
	}
	defer l.Release()
	f()
}

// Locked says whether any thread owns the lock at this moment. It never blocks. CPython has it from 3.14 on only.
// https://docs.python.org/3.14/library/threading.html#threading.RLock.locked
func (l *RLock) Locked() bool {
	l.World().Do(sim.Op{Name: "RLock.locked", Object: &l.Object, Effect: sim.Reads})
	return l.count > 0
}

// IsOwned is _is_owned: it says whether the running thread owns the lock. It is for Condition; nobody else can change
// the answer, so it is no operation.
// https://docs.python.org/3.13/library/threading.html#threading.Condition
func (l *RLock) IsOwned() bool {
	return l.owner != nil && thread.SameIdent(l.owner, l.World().Current())
}

// RecursionCount is _recursion_count: how often the running thread has acquired the lock, 0 if it does not own it. Like
// [RLock.IsOwned] it is no operation.
// https://docs.python.org/3.13/library/threading.html#rlock-objects
func (l *RLock) RecursionCount() int {
	if !l.IsOwned() {
		return 0
	}
	return l.count
}

// ReleaseSave is _release_save, for Condition: it makes the lock free, however often the running thread has acquired
// it, and returns how often that was. It never blocks. It panics with RuntimeError "cannot release un-acquired lock" if
// the lock is free.
// https://docs.python.org/3.13/library/threading.html#threading.Condition
func (l *RLock) ReleaseSave() int {
	if !l.World().Do(sim.Op{Name: "RLock.release", Object: &l.Object}) {
		return 0
	}
	if l.count == 0 {
		panic(errNotOwned())
	}
	n := l.count
	l.setOwner(nil)
	l.count = 0
	return n
}

// AcquireRestore is _acquire_restore, for Condition: it blocks until the lock is free, and takes it as often as
// [RLock.ReleaseSave] gave it up.
// https://docs.python.org/3.13/library/threading.html#threading.Condition
func (l *RLock) AcquireRestore(n int) {
	w := l.World()
	if w.Do(sim.Op{Name: "RLock.acquire", Object: &l.Object, Guard: (*acquireRGuard)(l)}) {
		l.setOwner(w.Current())
		l.count = n
		l.taken++
	}
}

// Repr is what Python's repr shows, with the owner's name in place of its identity and the lock's name in place of the
// address: "<unlocked _thread.RLock object owner=0 count=0 at RLock-1>". It never blocks.
// https://docs.python.org/3.13/library/functions.html#repr
func (l *RLock) Repr() string {
	// To the search this is a write, because the acquires by which the owner changes the count are reads.
	l.World().Do(sim.Op{Name: "RLock.__repr__", Object: &l.Object})
	state, owner := "unlocked", "0"
	if l.count > 0 {
		state, owner = "locked", l.owner.Name()
	}
	return fmt.Sprintf("<%s _thread.RLock object owner=%s count=%d at %s>", state, owner, l.count, l.Name())
}

// State is "free" or who holds the lock, for traces.
func (l *RLock) State() string {
	switch l.count {
	case 0:
		return "free"
	case 1:
		return "held by " + l.owner.Name()
	}
	return fmt.Sprintf("held by %s, %d deep", l.owner.Name(), l.count)
}

// Taken is how often a thread has come to own the lock so far; going deeper does not count. It is for properties, and no
// operation.
func (l *RLock) Taken() int { return l.taken }

// WaitsFor names the owner: only that thread can release the lock.
func (l *RLock) WaitsFor(*sim.Thread) []*sim.Thread {
	if l.owner == nil {
		return nil
	}
	return []*sim.Thread{l.owner}
}

// acquireRGuard holds a thread back while another one owns the lock. That the owner goes deeper is a read, because
// nobody else can see how deep it is; that a thread takes over from a dead one is a write.
type acquireRGuard RLock

func (g *acquireRGuard) Effect(t *sim.Thread) sim.Effect {
	switch {
	case g.owner == t:
		return sim.Reads
	case g.owner == nil || thread.SameIdent(g.owner, t):
		return sim.Writes
	}
	return sim.Blocks
}

// tryRGuard never holds a thread back.
type tryRGuard RLock

func (g *tryRGuard) Effect(t *sim.Thread) sim.Effect {
	if g.owner == nil || g.owner != t && thread.SameIdent(g.owner, t) {
		return sim.Writes
	}
	return sim.Reads
}

// releaseRGuard sees that only the owner's last release changes what others see.
type releaseRGuard RLock

func (g *releaseRGuard) Effect(t *sim.Thread) sim.Effect {
	switch {
	case g.owner == nil || !thread.SameIdent(g.owner, t):
		return sim.Reads
	case g.owner != t || g.count == 1:
		return sim.Writes
	}
	return sim.Reads
}
