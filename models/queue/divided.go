package queue

import "simrun/sim"

// Divide makes the queue one whose waiters can be told apart from those who come later. It is for the engine, and not an operation
// of its own: it is part of the one in which a signal is armed.
func (q *Queue) Divide() { q.stepwise = true }

// putInSteps is the rest of a put of a thread that a signal may interrupt, which has the mutex and found room. CPython's
// code is
//
//	with self.not_full:
//	    self._put(item)
//	    self.unfinished_tasks += 1
//	    self.not_empty.notify()
//
// in which __enter__ and __exit__ are code of Python's too: interrupted behind the acquire or before the release they leave
// the mutex held, for ever.
func (q *Queue) putInSteps(name string, item any) {
	q.mutex.owner = q.World().Current()
	q.point(name)
	q.putBody(name, item)
	q.point(name)
	q.unlock(name)
}

// putBody is what the with statement encloses. If that is interrupted the mutex is released.
func (q *Queue) putBody(name string, item any) {
	over := false
	defer func() {
		if !over {
			q.unlock(name)
		}
	}()
	q.store.push(q.message(q.World().Current(), item))
	q.size = q.store.size()
	q.point(name)
	q.unfinished++
	q.point(name)
	q.getters.notify()
	over = true
}

// point is a place in the midst of a put where a signal may come. What follows, up to the next one, is part of it.
func (q *Queue) point(name string) {
	q.World().Do(sim.Op{Name: name, Object: &q.Object, Guard: (*pointGuard)(q)})
}

// pointGuard is the guard of an operation that changes the queue, and that a signal can interrupt.
type pointGuard Queue

func (g *pointGuard) Effect(*sim.Thread) sim.Effect { return sim.Writes }

// unlock gives the mutex back.
func (q *Queue) unlock(name string) {
	if q.World().Do(sim.Op{Name: name, Object: &q.Object}) {
		q.mutex.owner = nil
	}
}
