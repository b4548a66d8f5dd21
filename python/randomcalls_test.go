//go:build cpython

package python_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/thread"
	"simrun/sim"
)

// both is a call, as Python has it and on the models. {i} is one of the two objects of its kind, {k} a number that no other call
// of the program has. The result is what Python appends; one without a result returns none.
type both struct {
	python string
	on     func(o *things, i, k int) any
}

// none is the result of a statement.
var none = errors.New("no result")

// things are the objects of a random program, made of models.
type things struct {
	w       *sim.World
	locks   [2]*lock.Lock
	rlocks  [2]*lock.RLock
	events  [2]*event.Event
	queues  [2]*queue.Queue
	simple  [2]*queue.SimpleQueue
	conds   [2]*condition.Condition
	sems    [2]*semaphore.Semaphore
	threads []*thread.Thread
}

// makes is what makes the same objects in Python.
const makes = `import queue, threading, time
lock, rlock = [threading.Lock(), threading.Lock()], [threading.RLock(), threading.RLock()]
event, q = [threading.Event(), threading.Event()], [queue.Queue(1), queue.Queue(2)]
simple = [queue.SimpleQueue(), queue.SimpleQueue()]
cond = [threading.Condition(threading.Lock()), threading.Condition()]
sem = [threading.Semaphore(0), threading.BoundedSemaphore(1)]
def got(get, *args):
    try:
        return get(*args)
    except queue.Empty:
        return "Empty"
    except queue.Full:
        return "Full"
`

func newThings(w *sim.World) *things {
	o := &things{w: w}
	for i := range 2 {
		o.locks[i], o.rlocks[i] = lock.New(w, ""), lock.NewRLock(w, "")
		o.events[i], o.queues[i], o.simple[i] = event.New(w, ""), queue.New(w, "", i+1), queue.NewSimple(w, "")
	}
	o.conds = [2]*condition.Condition{condition.New(w, "", lock.New(w, "")), condition.New(w, "", nil)}
	o.sems = [2]*semaphore.Semaphore{semaphore.New(w, "", 0), semaphore.NewBounded(w, "", 1)}
	return o
}

// do is for a method that returns nothing.
func do(f func()) any { f(); return none }

// item is what a get has given.
func got(item any, err error) any {
	if err != nil {
		return failed(err)
	}
	return item
}

// failed is what the function got says of a queue that is empty or full.
func failed(err error) any {
	if err == nil {
		return nil
	}
	if errors.Is(err, queue.ErrFull) {
		return "Full"
	}
	return "Empty"
}

// with has a condition's lock taken for a call.
func with(c *condition.Condition, f func() any) (result any) {
	c.With(func() { result = f() })
	return result
}

// calls are what random programs are made of; each is as likely as the others.
var calls = []both{
	{"lock[{i}].acquire()", func(o *things, i, _ int) any { return o.locks[i].Acquire() }},
	{"lock[{i}].release();", func(o *things, i, _ int) any { return do(o.locks[i].Release) }},
	{"lock[{i}].acquire(False)", func(o *things, i, _ int) any { return o.locks[i].Acquire(lock.Blocking(false)) }},
	{"lock[{i}].acquire(timeout=1)", func(o *things, i, _ int) any { return o.locks[i].Acquire(lock.Timeout(time.Second)) }},
	{"lock[{i}].locked()", func(o *things, i, _ int) any { return o.locks[i].Locked() }},
	{"with lock[{i}]: r.append({k})", func(o *things, i, k int) any { o.locks[i].With(func() {}); return k }},
	{"with lock[{i}], lock[1-{i}]: r.append({k})", func(o *things, i, k int) any {
		o.locks[i].With(func() { o.locks[1-i].With(func() {}) })
		return k
	}},
	{"rlock[{i}].acquire()", func(o *things, i, _ int) any { return o.rlocks[i].Acquire() }},
	{"rlock[{i}].release();", func(o *things, i, _ int) any { return do(o.rlocks[i].Release) }},
	{"rlock[{i}].acquire(False)", func(o *things, i, _ int) any { return o.rlocks[i].Acquire(lock.Blocking(false)) }},
	{"with rlock[{i}]: r.append({k})", func(o *things, i, k int) any { o.rlocks[i].With(func() {}); return k }},
	{"event[{i}].set();", func(o *things, i, _ int) any { return do(o.events[i].Set) }},
	{"event[{i}].clear();", func(o *things, i, _ int) any { return do(o.events[i].Clear) }},
	{"event[{i}].is_set()", func(o *things, i, _ int) any { return o.events[i].IsSet() }},
	{"event[{i}].wait()", func(o *things, i, _ int) any { return o.events[i].Wait() }},
	{"event[{i}].wait(1)", func(o *things, i, _ int) any { return o.events[i].Wait(time.Second) }},
	{"q[{i}].put({k});", func(o *things, i, k int) any { return do(func() { _ = o.queues[i].Put(k) }) }},
	{"q[{i}].get()", func(o *things, i, _ int) any { return got(o.queues[i].Get()) }},
	{"got(q[{i}].put_nowait, {k})", func(o *things, i, k int) any { return failed(o.queues[i].PutNowait(k)) }},
	{"got(q[{i}].get_nowait)", func(o *things, i, _ int) any { return got(o.queues[i].GetNowait()) }},
	{"got(q[{i}].get, True, 1)", func(o *things, i, _ int) any { return got(o.queues[i].Get(queue.Timeout(time.Second))) }},
	{"q[{i}].empty()", func(o *things, i, _ int) any { return o.queues[i].Empty() }},
	{"simple[{i}].put({k});", func(o *things, i, k int) any { return do(func() { _ = o.simple[i].Put(k) }) }},
	{"simple[{i}].get()", func(o *things, i, _ int) any { return got(o.simple[i].Get()) }},
	{"got(simple[{i}].get_nowait)", func(o *things, i, _ int) any { return got(o.simple[i].GetNowait()) }},
	{"with cond[{i}]: r.append(cond[{i}].wait())", func(o *things, i, _ int) any {
		return with(o.conds[i], func() any { return o.conds[i].Wait() })
	}},
	{"with cond[{i}]: r.append(cond[{i}].wait(1))", func(o *things, i, _ int) any {
		return with(o.conds[i], func() any { return o.conds[i].Wait(time.Second) })
	}},
	{"with cond[{i}]: cond[{i}].notify()", func(o *things, i, _ int) any {
		return with(o.conds[i], func() any { return do(func() { o.conds[i].Notify() }) })
	}},
	{"with cond[{i}]: cond[{i}].notify_all()", func(o *things, i, _ int) any {
		return with(o.conds[i], func() any { return do(o.conds[i].NotifyAll) })
	}},
	{"cond[{i}].notify();", func(o *things, i, _ int) any { return do(func() { o.conds[i].Notify() }) }},
	{"sem[{i}].acquire()", func(o *things, i, _ int) any { return o.sems[i].Acquire() }},
	{"sem[{i}].release();", func(o *things, i, _ int) any { return do(func() { o.sems[i].Release() }) }},
	{"sem[{i}].acquire(False)", func(o *things, i, _ int) any { return o.sems[i].Acquire(semaphore.Blocking(false)) }},
	{"sem[{i}].acquire(timeout=1)", func(o *things, i, _ int) any { return o.sems[i].Acquire(semaphore.Timeout(time.Second)) }},
	{"time.sleep(1);", func(o *things, _, _ int) any { return do(func() { o.w.Sleep(time.Second) }) }},
	{"threads[{i} % len(threads)].join();", func(o *things, i, _ int) any {
		return do(func() { o.threads[i%len(o.threads)].Join() })
	}},
	{"threads[{i} % len(threads)].is_alive()", func(o *things, i, _ int) any { return o.threads[i%len(o.threads)].IsAlive() }},
}

// source is the call as a statement of Python.
func (c both) source(i, k int) string {
	s := strings.NewReplacer("{i}", fmt.Sprint(i), "{k}", fmt.Sprint(k)).Replace(c.python)
	switch {
	case strings.HasPrefix(s, "with "):
		return s
	case strings.HasSuffix(s, ";"):
		return strings.TrimSuffix(s, ";")
	}
	return "r.append(" + s + ")"
}
