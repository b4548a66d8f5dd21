package executor

import "simrun/sim"

// takeGuard says what a worker that looks for a task would do now.
type takeGuard Executor

// Stages of a worker in Op.Arg: it comes for the first time, it looks for a task, or it has found none and said that it
// is idle.
const (
	comes = iota
	looks
	waits
)

func (g *takeGuard) Effect(t *sim.Thread) sim.Effect {
	p, stage := (*Executor)(g), t.Pending().Arg
	switch {
	case p.head < len(p.tasks):
		return sim.Writes
	case p.closing && p.shut && stage != comes:
		return sim.Reads
	case p.closing:
		return sim.Writes
	case stage != waits && len(p.workers) < p.max:
		return sim.Writes // it says that it is idle, which decides whether another worker is started
	}
	return sim.Blocks
}

// take waits for a task; it returns nil if the worker is to end.
func (p *Executor) take(stage int) *Future {
	w := p.World()
	op := sim.Op{Name: "ThreadPoolExecutor.worker", Object: &p.Object, Guard: (*takeGuard)(p), Arg: stage, Internal: true}
	for {
		if !w.Do(op) {
			return nil
		}
		if op.Arg == comes {
			p.begun++
		}
		switch {
		case p.head < len(p.tasks):
			f := p.tasks[p.head]
			p.head++
			if w.Recording() {
				w.Notef("takes %s", f.Name())
			}
			return f
		case p.closing:
			p.shut = true
			return nil
		}
		p.idle++
		op.Arg = waits
	}
}

// work is what a worker does.
func (p *Executor) work() {
	w := p.World()
	if p.initializer != nil && !p.initialize() {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			if sim.Killed(r) {
				panic(r)
			}
			report(w, "Exception in worker", r) // the pool still counts it
		}
	}()
	for stage := comes; ; stage = looks {
		f := p.take(stage)
		if f == nil {
			return
		}
		w.Current().Label = f.Name()
		w.Current().SetStream(&f.Object)
		f.run()
	}
}

// initialize calls the initializer; it returns false if that panicked, and the pool is broken.
func (p *Executor) initialize() (ok bool) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if sim.Killed(r) {
			panic(r)
		}
		report(p.World(), "Exception in initializer:", r)
		p.initializerFailed()
		ok = false
	}()
	p.initializer()
	return true
}

// initializerFailed lets all tasks that wait fail, and all that will be submitted. It comes after a shutdown too, and
// then takes away what the other workers would have ended by. If there is no reference to the pool
// any more there is nothing to find the tasks by: they wait for ever.
func (p *Executor) initializerFailed() {
	broken := &sim.Exception{Type: BrokenPool,
		Text: "A thread initializer failed, the thread pool is not usable anymore"}
	if !p.World().Do(sim.Op{Name: "ThreadPoolExecutor.broken", Object: &p.Object, Guard: (*lockGuard)(p)}) {
		return
	}
	p.begun++
	if p.dropped {
		return
	}
	p.broken = broken
	p.drain("ThreadPoolExecutor.broken", func(f *Future) { f.SetException(broken) })
}

// drain takes the tasks that wait out of the queue, one after the other, while the caller holds the shutdown lock.
// Workers do not need the lock, so they may take some of them. What it finds last is the None of a shutdown or of the
// exit, and it takes that too: workers that come later wait for ever, unless somebody puts another one.
func (p *Executor) drain(name string, each func(f *Future)) {
	w := p.World()
	if p.head == len(p.tasks) {
		p.closing = false
		return
	}
	p.locked = w.Current()
	unlock := func() { p.locked = nil }
	defer func() {
		if w.Do(sim.Op{Name: name, Object: &p.Object}) {
			unlock()
		}
	}()
	for first := true; ; first = false {
		if !first && !w.Do(sim.Op{Name: name, Object: &p.Object, Guard: (*drainGuard)(p)}) {
			return
		}
		if p.head == len(p.tasks) {
			p.closing = false
			return
		}
		f := p.tasks[p.head]
		p.head++
		each(f)
	}
}

// drainGuard is the guard of a thread that holds the shutdown lock and takes the tasks that wait out of the queue.
type drainGuard Executor

func (g *drainGuard) Effect(*sim.Thread) sim.Effect {
	if g.head < len(g.tasks) || g.closing {
		return sim.Writes
	}
	return sim.Reads
}
