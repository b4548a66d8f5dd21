package queue

import "simrun/sim"

// Mutex is the attribute mutex of a queue: while a program holds it, every method of the queue that takes it blocks.
// The methods themselves are one operation each, so that they hold it where another thread can see that only while the
// items of a PriorityQueue compare themselves.
// https://docs.python.org/3.13/library/queue.html names it only in passing; code that looks into a queue uses it.
type Mutex struct {
	q     *Queue
	owner *sim.Thread
}

// Mutex is the attribute mutex. It never changes, so it is no operation.
// https://docs.python.org/3.13/library/queue.html
func (q *Queue) Mutex() *Mutex { return &q.mutex }

// Acquire takes the mutex; it blocks while somebody, the caller included, holds it.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func (m *Mutex) Acquire() {
	w := m.q.World()
	if w.Do(sim.Op{Name: "Queue.mutex.acquire", Object: &m.q.Object, Guard: (*changeGuard)(m.q)}) {
		m.owner = w.Current()
	}
}

// Release gives the mutex back; any thread may. It never blocks. It panics with RuntimeError "release unlocked lock" if
// nobody holds it.
// https://docs.python.org/3.13/library/threading.html#threading.Lock.release
func (m *Mutex) Release() {
	w := m.q.World()
	if !w.Do(sim.Op{Name: "Queue.mutex.release", Object: &m.q.Object}) {
		return
	}
	if m.owner == nil {
		panic(sim.RuntimeError("release unlocked lock"))
	}
	m.owner = nil
}

// With runs body while it holds the mutex, as "with q.mutex:"; it gives the mutex back also if body panics. It blocks
// as Acquire does.
// https://docs.python.org/3.13/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement
func (m *Mutex) With(body func()) {
	m.Acquire()
	if m.q.World().Killing() {
		return
	}
	defer m.Release()
	body()
}

// compares calls what may compare items, which is up to them, while the running thread holds the mutex. If other threads
// have had their turn meanwhile, giving the mutex back is an operation of its own, and the rest of the call part of that.
func (q *Queue) compares(name string, f func()) {
	w := q.World()
	q.mutex.owner = w.Current()
	steps := w.Steps()
	defer func() {
		if q.size = q.store.size(); w.Steps() != steps && !w.Do(sim.Op{Name: name, Object: &q.Object}) {
			return // the thread is being killed
		}
		q.mutex.owner = nil
	}()
	f()
}

// testAgain is for a call whose time was up. CPython takes the mutex then, which may take longer, and looks at the queue
// once more. While nobody holds the mutex that is not a step of its own: there is nothing to find.
func (q *Queue) testAgain(op sim.Op) {
	if w := q.World(); !w.Killing() && q.mutex.owner != nil {
		op.Timed, op.Arg = false, tries
		w.Do(op)
	}
}
