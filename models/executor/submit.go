package executor

import (
	"slices"

	"simrun/models/thread"
	"simrun/sim"
)

// Submit has a worker call fn and returns the future of its result. The name is that of the task, as fn.__name__: while
// a worker runs it, reports call the worker by it. Submit blocks only while another thread holds the pool's lock, in a
// callback of a future that it cancels there; submitting from such a callback blocks for ever. If no worker is idle and
// fewer than max_workers were started, it starts another one, and waits until that runs.
//
// It panics with BrokenThreadPool if an initializer failed, with RuntimeError "cannot schedule new futures after
// shutdown" or "cannot schedule new futures after interpreter shutdown". If fn is nil the task fails with Python's
// TypeError.
//
// Up to Python 3.11 a worker counts as idle after each task, from 3.12 on only when it finds no task to do.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.submit
func (p *Executor) Submit(name string, fn func() any) *Future {
	w := p.World()
	op := sim.Op{Name: "ThreadPoolExecutor.submit", Object: &p.Object, Guard: (*lockGuard)(p)}
	if t := w.Current(); t != nil && t.Index() != 0 {
		op.Also = p.also[:] // another thread than the main one may come after the interpreter's exit has begun
	}
	if !w.Do(op) {
		return newFuture(w, name, nil)
	}
	switch {
	case p.broken != nil:
		panic(p.broken)
	case p.shut:
		panic(sim.RuntimeError("cannot schedule new futures after shutdown"))
	case p.process.exiting:
		panic(sim.RuntimeError("cannot schedule new futures after interpreter shutdown"))
	}
	f := newFuture(w, name, p)
	f.fn = fn
	p.tasks = append(p.tasks, f)
	if w.Recording() {
		w.Notef("%s", name)
	}
	if p.idle > 0 {
		p.idle--
	} else if len(p.workers) < p.max {
		p.startWorker()
	}
	return f
}

// startWorker starts another worker. CPython does so under the shutdown lock. Here another thread may submit or shut
// down before the worker has begun, which is no more than it could have done right afterwards.
func (p *Executor) startWorker() {
	n := len(p.workers)
	if p.begin == nil {
		p.begin = p.work
	}
	w := p.World()
	options := []thread.Option{thread.Name(w.Numbered(p.prefix+"_", n)), thread.Target("_worker", p.begin)}
	if _, known := w.Current().Local.(*thread.Thread); !known {
		// A raw thread becomes a dummy by operations of its own, before which the pool must have the worker. Dummies are daemons.
		options = append(options, thread.Daemon(true))
	}
	worker := thread.New(w, options...)
	p.workers = append(p.workers, worker)
	defer p.giveUp(worker)
	thread.CurrentThread(w)
	worker.Start()
}

// giveUp forgets a worker that could not be started, because the system has no thread to give.
func (p *Executor) giveUp(worker *thread.Thread) {
	if worker.Sim() == nil && p.World().Do(sim.Op{Name: "ThreadPoolExecutor.submit", Object: &p.Object}) {
		p.workers = slices.DeleteFunc(p.workers, func(t *thread.Thread) bool { return t == worker })
	}
}
