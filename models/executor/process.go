package executor

import (
	"simrun/models/thread"
	"simrun/sim"
)

// process is what the module concurrent.futures.thread keeps for the whole interpreter. As an object it stands for the
// global shutdown lock.
type process struct {
	sim.Object
	pools    []*Executor
	atExit   func() // exit, made once
	unnamed  int    // pools whose workers are called after their number
	imported bool   // the exit is registered
	exiting  bool   // the interpreter's exit has begun
}

type processKey struct{}

// processOf is the process of the world. The first use registers what the interpreter does with its pools when it
// exits; it panics with RuntimeError "can't register atexit after shutdown" if that has begun.
func processOf(w *sim.World) *process {
	p := w.Local(processKey{}, func() any {
		p := sim.Renew(w, func(p *process) process { return process{pools: p.pools[:0], atExit: p.atExit} })
		p.Object.Init(w, "Interpreter", "executors", p)
		return p
	}).(*process)
	if !p.imported {
		p.imported = true
		if p.atExit == nil {
			p.atExit = p.exit
		}
		thread.RegisterAtExit(w, p.atExit)
	}
	return p
}

// exit is _python_exit: it lets no task in any more and waits for all workers.
func (p *process) exit() {
	w := p.World()
	const name = "concurrent.futures exit"
	if !w.Do(sim.Op{Name: name, Object: &p.Object, Internal: true}) {
		return
	}
	for _, pool := range p.pools { // which there are shows only now
		if !pool.joined {
			w.Touch(&pool.Object, true)
		}
	}
	p.exiting = true
	var waiting []*Executor
	var late []bool
	for _, pool := range p.pools {
		if len(pool.workers) > 0 && !pool.joined {
			pool.closing = true
			waiting = append(waiting, pool)
			late = append(late, pool.begun < len(pool.workers))
		}
	}
	for i, pool := range waiting {
		pool.join(name, late[i])
	}
}
