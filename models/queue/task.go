package queue

import "simrun/sim"

// changeGuard is the guard of the operations that take the mutex and change the queue.
type changeGuard Queue

func (g *changeGuard) Effect(*sim.Thread) sim.Effect {
	if g.mutex.owner != nil {
		return sim.Blocks
	}
	return sim.Writes
}

// TaskDone says that the work on an item that was got is done. It lets the joins go on when it is the last one. It
// blocks only while somebody holds the queue's mutex, which a signal that interrupts it may leave held, for ever. It panics with ValueError "task_done() called too many times" if
// it is called more often than items were put.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.task_done
func (q *Queue) TaskDone() {
	const name = "Queue.task_done"
	if !q.World().Do(sim.Op{Name: name, Object: &q.Object, Guard: (*changeGuard)(q)}) {
		return
	}
	if q.World().MayInterrupt() {
		q.doneInSteps(name)
		return
	}
	q.finishTask()
}

// finishTask counts a task that is done.
func (q *Queue) finishTask() {
	if q.unfinished == 0 {
		panic(sim.ValueError("task_done() called too many times"))
	}
	if q.unfinished--; q.unfinished == 0 {
		q.tasks = nil // all are told
	}
}

// joinGuard is open when the work on all items is done.
type joinGuard Queue

func (g *joinGuard) Effect(*sim.Thread) sim.Effect {
	if g.mutex.owner != nil || g.unfinished > 0 {
		return sim.Blocks
	}
	return sim.Reads
}

// Gate marks it: it is the same for all threads.
func (*joinGuard) Gate() {}

// Join blocks until TaskDone has been called for every item that was put. There is no timeout. A graceful shutdown does
// not end it while items are unfinished, and an immediate one only if no item is being worked on.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.join
func (q *Queue) Join() {
	q.World().Do(sim.Op{Name: "Queue.join", Object: &q.Object, Guard: (*joinGuard)(q)})
}

// Unfinished is the attribute unfinished_tasks: the items put for which TaskDone was not called yet. It never waits.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.task_done
func (q *Queue) Unfinished() int {
	q.attribute("Queue.unfinished_tasks")
	return q.unfinished
}

// attribute declares that the running thread reads an attribute, for which CPython takes no lock. When the execution has
// ended there is no thread to do so.
func (q *Queue) attribute(name string) {
	if w := q.World(); w.Current() != nil {
		w.Do(sim.Op{Name: name, Object: &q.Object, Effect: sim.Reads})
	}
}
