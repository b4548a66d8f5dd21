package executor

import "simrun/sim"

// ShutdownArg is an optional argument of Shutdown.
type ShutdownArg struct{ nowait, cancel bool }

// NoWait is wait=False: Shutdown does not wait for the workers.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.shutdown
func NoWait() ShutdownArg { return ShutdownArg{nowait: true} }

// CancelFutures is cancel_futures=True: tasks that no worker has taken are cancelled; [Wait] and [AsCompleted] never
// give those.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.shutdown
func CancelFutures() ShutdownArg { return ShutdownArg{cancel: true} }

// Shutdown lets no more tasks in. Those that wait are still run, or cancelled with [CancelFutures]; then the workers
// end, and unless [NoWait] is given Shutdown blocks until they have. It may be called more than once. In a worker of
// the same pool it panics with RuntimeError "cannot join current thread" when it comes to wait for that.
//
// A future that is cancelled here never becomes done for [Wait] and [AsCompleted], because no worker comes across it.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.shutdown
func (p *Executor) Shutdown(args ...ShutdownArg) {
	var a ShutdownArg
	for _, arg := range args {
		a.nowait, a.cancel = a.nowait || arg.nowait, a.cancel || arg.cancel
	}
	const name = "ThreadPoolExecutor.shutdown"
	if !p.World().Do(sim.Op{Name: name, Object: &p.Object, Guard: (*lockGuard)(p)}) {
		return
	}
	p.shut = true
	if a.cancel {
		p.drain(name, func(f *Future) { f.Cancel() })
	}
	p.closing = true
	if !a.nowait {
		p.join(name, p.begun < len(p.workers))
	}
}

// With is "with executor": it calls body and then Shutdown, also if body panics; the panic then goes on. It blocks, and
// panics, as Shutdown does.
// https://docs.python.org/3.13/library/concurrent.futures.html#threadpoolexecutor-example
func (p *Executor) With(body func()) {
	defer p.Shutdown()
	body()
}

// Drop is "del executor", where that was the last reference: tasks that wait are still run, then the workers end. It
// does not block.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
func (p *Executor) Drop() {
	if p.World().Do(sim.Op{Name: "del ThreadPoolExecutor", Object: &p.Object}) {
		p.closing, p.dropped = true, true
	}
}
