// Package condition has Python's threading.Condition.
//
// # Words
//
// A condition has a lock, its own or one that is given, and a queue of waiters. A thread that waits enrols: it puts its
// waiter at the end of the queue, and gives the lock up. To notify is to take waiters from the head of the queue; the
// threads that are notified still have to take the lock again, in no particular order and against newcomers.
//
// # Guarantee
//
// A wait is what it is in CPython: enrol, release the lock, wait to be notified, take the lock again; a waiter whose
// time is up stays in the queue until its thread has the lock back, and a notify that comes meanwhile is spent on it
// and lost for the others. A notify without waiters is forgotten. Errors are panics with the text of CPython 3.13;
// 3.11 to 3.14 do not differ, but for Locked, which is new in 3.14.
//
// # Limits
//
// A predicate of [Condition.WaitFor] is a bool here; for one that has another value there is [WaitForValue].
//
// https://docs.python.org/3.13/library/threading.html#condition-objects
package condition

import (
	"fmt"

	"simrun/models/lock"
	"simrun/sim"
)

// AnyLock is a lock that a condition can use: a *lock.Lock, a *lock.RLock, or one of the program's own, of which Python too
// asks for no more. Acquire must know [lock.Blocking](false), by which the condition finds out whether it is held.
type AnyLock interface {
	Acquire(args ...lock.Arg) bool
	Release()
}

// Locker is what the locks of package lock have in common.
type Locker interface {
	AnyLock
	Locked() bool
	Repr() string
	Taken() int
}

// counted is a lock that counts how often it was taken. Properties use the count.
type counted interface{ Taken() int }

// owned is a lock that knows its owner.
type owned interface {
	IsOwned() bool
	ReleaseSave() int
	AcquireRestore(n int)
}

// Condition is threading.Condition. Make one with New.
//
// https://docs.python.org/3.13/library/threading.html#threading.Condition
type Condition struct {
	sim.Object
	lock    AnyLock
	owned   owned     // the same lock, if it knows its owner
	counted counted   // the same, if it counts
	queue   []*waiter // those that are enrolled, first come first
	left    int       // how many waiters have left the queue; used where the lock does not protect that
	waiters []*waiter // one for each thread that ever waited

	byThread map[*sim.Thread]*waiter // the same, if they are many
	books    books                   // for properties
}

// New makes a condition on a lock, which others may use too; on an RLock of its own if it is nil. It does not block.
// https://docs.python.org/3.13/library/threading.html#threading.Condition
func New(w *sim.World, name string, l AnyLock) *Condition {
	c := sim.New[Condition](w)
	c.Object.Init(w, "Condition", name, c)
	if l == nil {
		own := "" // of a condition without a name, the lock has none either
		if name != "" {
			own = w.Joined(name, ".lock")
		}
		l = lock.NewRLock(w, own)
	}
	c.lock = l
	c.owned, _ = l.(owned)
	c.counted, _ = l.(counted)
	return c
}

// Acquire takes the lock, as the lock's own method does: it blocks, returns and panics as [lock.Lock.Acquire] or
// [lock.RLock.Acquire] does.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.acquire
func (c *Condition) Acquire(args ...lock.Arg) bool { return c.lock.Acquire(args...) }

// Release gives the lock back, as the lock's own method does. It never blocks. It panics with RuntimeError "release
// unlocked lock" if that is a Lock that is free, and with "cannot release un-acquired lock" if it is an RLock that the
// running thread does not own.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.release
func (c *Condition) Release() { c.lock.Release() }

// With is "with condition": it acquires the lock, calls body, and releases the lock, also if body panics; the panic
// then goes on. It blocks as Acquire does.
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (c *Condition) With(body func()) {
	if !c.lock.Acquire() {
		return // the thread is being killed
	}
	defer c.lock.Release()
	body()
}

// Locked says whether anybody holds the lock. It does not block.
//
// New in Python 3.14.
// https://docs.python.org/3.14/library/threading.html#threading.Condition.locked
func (c *Condition) Locked() bool {
	if l, ok := c.lock.(interface{ Locked() bool }); ok {
		return l.Locked()
	}
	if c.lock.Acquire(lock.Blocking(false)) {
		c.lock.Release()
		return false
	}
	return true
}

// taken is how often the lock was taken so far; 0 if it does not count that.
func (c *Condition) taken() int {
	if c.counted == nil {
		return 0
	}
	return c.counted.Taken()
}

// isOwned is CPython's _is_owned. A plain Lock does not know: whoever holds it, it passes for the running thread, and to
// find out the lock is taken for a moment if it is free, so that another thread's try may fail.
func (c *Condition) isOwned() bool {
	if c.owned != nil {
		return c.owned.IsOwned()
	}
	if c.lock.Acquire(lock.Blocking(false)) {
		c.lock.Release()
		return false
	}
	return true
}

// looksOwned is isOwned for whoever looks at the queue next: with a plain Lock anybody may change that, so the operation
// has to do with it too.
func (c *Condition) looksOwned(name string) bool {
	l, plain := c.lock.(*lock.Lock)
	if !plain {
		owned := c.isOwned()
		if c.owned == nil {
			c.World().Do(sim.Op{Name: name, Object: &c.Object, Effect: sim.Reads})
		}
		return owned
	}
	if l.TryBeside(&c.Object) {
		l.Release()
		return false
	}
	return true
}

// Repr is what Python's repr shows: the lock and the number of waiters. It does not block.
// https://docs.python.org/3.13/library/functions.html#repr
func (c *Condition) Repr() string {
	c.World().Do(sim.Op{Name: "Condition.__repr__", Object: &c.Object, Effect: sim.Reads})
	waiting, shown := len(c.queue), fmt.Sprintf("%T", c.lock)
	if l, ok := c.lock.(interface{ Repr() string }); ok {
		shown = l.Repr()
	}
	return fmt.Sprintf("<Condition(%s, %d)>", shown, waiting)
}

// State is the number of waiters, for traces.
func (c *Condition) State() string { return fmt.Sprintf("%d waiting", len(c.queue)) }
