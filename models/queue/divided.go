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

// getInSteps is the rest of a get of a thread that a signal may interrupt, which has the mutex and found an item. CPython's
// code is
//
//	with self.not_empty:
//	    item = self._get()
//	    self.not_full.notify()
//	    return item
//
// Interrupted behind the first line of the body it takes the item with it, and no put is told of the room.
func (q *Queue) getInSteps(name string) any {
	q.mutex.owner = q.World().Current()
	q.point(name)
	item := q.getBody(name)
	q.point(name)
	q.unlock(name)
	return item
}

// getBody is what the with statement encloses. If that is interrupted the mutex is released.
func (q *Queue) getBody(name string) any {
	over := false
	defer func() {
		if !over {
			q.unlock(name)
		}
	}()
	m := q.store.pop(q.World().Current())
	q.size = q.store.size()
	q.gets++
	q.point(name)
	q.putters.notify()
	over = true
	return m.Item
}

// doneInSteps is the rest of a task_done of a thread that a signal may interrupt, which has the mutex. CPython's code is
//
//	with self.all_tasks_done:
//	    unfinished = self.unfinished_tasks - 1
//	    if unfinished <= 0:
//	        if unfinished < 0:
//	            raise ValueError('task_done() called too many times')
//	        self.all_tasks_done.notify_all()
//	    self.unfinished_tasks = unfinished
//
// Interrupted in notify_all it has told the joins, which then wait again, because the task still counts.
func (q *Queue) doneInSteps(name string) {
	q.mutex.owner = q.World().Current()
	q.point(name)
	q.doneBody(name)
	q.point(name)
	q.unlock(name)
	q.point(name)
}

// doneBody is what the with statement encloses. If that is interrupted, or raises, the mutex is released.
func (q *Queue) doneBody(name string) {
	over := false
	defer func() {
		if !over {
			q.unlock(name)
		}
	}()
	if q.unfinished == 1 {
		q.point(name)
		q.tasks = nil // all are told
		q.point(name)
	}
	q.finishTask()
	over = true
}

// point is a place in the midst of a call where a signal may come. What follows, up to the next one, is part of it.
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
