package executor_test

import (
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

func shutdownCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TP14", Want: "every schedule: submit after shutdown is a RuntimeError; shutdown may be called again",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				p.Submit("task", give(1))
				p.Shutdown()
				p.Shutdown()
				p.Shutdown(executor.NoWait())
				out.Put(conformance.Try(func() { p.Submit("task", give(1)) }))
			},
			Every: []string{"RuntimeError: cannot schedule new futures after shutdown"}},
		{ID: "TP16", Want: "every schedule: submit from atexit is a RuntimeError",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				thread.AtExit(w, func() { out.Put(conformance.Try(func() { p.Submit("task", give(1)) })) })
			},
			Every: []string{"RuntimeError: cannot schedule new futures after interpreter shutdown"}},
		{ID: "TP16/used", Want: "every schedule: if the pool has had a worker, that has marked it as shut down: another text",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				p.Submit("task", give(1))
				thread.AtExit(w, func() { out.Put(conformance.Try(func() { p.Submit("task", give(1)) })) })
			},
			Every: []string{"RuntimeError: cannot schedule new futures after shutdown"}, Strategy: "dpor"},
		{ID: "TP16/thread", Want: "∃ a thread that submits while the interpreter exits is refused; ∃ it comes in time, and its task is run",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				conformance.Start(w, "T", func() {
					out.Put(conformance.Try(func() { p.Submit("task", func() any { out.Put("ran"); return nil }) }))
				})
			},
			Every: []string{"RuntimeError: cannot schedule new futures after interpreter shutdown", "ok ran", "ran ok"}, Strategy: "dfs"},
		{ID: "TP17", Want: "every schedule: all tasks that wait are run by shutdown (scaled down: 4 sleeps)",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				for range 4 {
					p.Submit("sleep", func() any { w.Sleep(short); return 1 })
				}
				p.Shutdown()
				sum := 0
				for _, f := range p.Futures() {
					v, _ := f.Result(0)
					sum += v.(int)
				}
				out.Put(sum)
			},
			Every: []string{"4"}, Strategy: "dpor"},
		{ID: "TP19", Want: "every schedule: after shutdown(wait=False) the process exits only when the task has ended",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				p.Submit("task", func() any {
					w.Sleep(time.Second)
					out.Put("ran")
					return nil
				})
				p.Shutdown(executor.NoWait())
			},
			Every: []string{"ran"}, Strategy: "dpor"},
		{ID: "TP20", Want: "every schedule: a task that is cancelled right before the shutdown does not let it hang",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				f := p.Submit("task", give(1))
				out.Put(f.Cancel())
				p.Shutdown()
				out.Put(value(f.Result()))
			},
			Every: []string{"T " + cancelled, "F 1"}, Strategy: "dpor"},
		{ID: "TP22", Want: "every schedule: behind the with block all workers have ended",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				p.With(func() {
					p.Submit("a", give(1))
					p.Submit("b", give(1))
				})
				alive := false
				for _, t := range p.Workers() {
					alive = alive || t.IsAlive()
				}
				out.Put(alive, thread.ActiveCount(w))
			},
			Every: []string{"F 1"}, Strategy: "dpor"},
		{ID: "TP23", Want: "every schedule: without a reference to the pool its tasks are run and its workers end",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				r := p.Map("task", double, []any{1, 2})
				p.Drop()
				for v, err := range r.All() {
					out.Put(value(v, err))
				}
				for _, t := range p.Workers() {
					t.Join()
				}
			},
			Every: []string{"2 4"}, Strategy: "dpor"},
		{ID: "TP26", Want: "∃ after shutdown(wait=False, cancel_futures=True) the task has run, ∃ it has not; no error",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				p.Submit("task", func() any { out.Put("ran"); return nil })
				p.Shutdown(executor.NoWait(), executor.CancelFutures())
			},
			Log: true, Every: []string{"", "ran"}, Strategy: "dpor"},
		{ID: "TP26/order", Want: "∃ a task is cancelled and one submitted later is run: they are cancelled one by one",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				ran := [2]bool{}
				for i := range ran {
					p.Submit("task", func() any { ran[i] = true; return nil })
				}
				p.Shutdown(executor.CancelFutures())
				out.Put(ran[0], ran[1])
			},
			Every: []string{"F F", "T F", "F T", "T T"}, Strategy: "dpor"},
		{ID: "TP26/callback", Want: "∃ a callback that submits while the shutdown cancels its future blocks for ever",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				gate := busy(p)
				f := p.Submit("second", give(2))
				f.AddDoneCallback(func(*executor.Future) { p.Submit("third", give(3)) })
				w.OnEnd(func() { out.Put(w.Threads()[0].Pending().Name, p.WaitsFor(w.Threads()[0])) })
				conformance.Start(w, "T", func() { gate.SetResult(1) })
				p.Shutdown(executor.CancelFutures())
			},
			// Or the worker is done with the first task, and takes the second one before it is cancelled.
			Exists: []string{"ThreadPoolExecutor.submit [MainThread] deadlock"}, Strategy: "dpor"},
		{ID: "TP32", Want: "every schedule: an exception in the with block goes on when the tasks have ended",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				ran := false
				out.Put(conformance.Try(func() {
					p.With(func() {
						p.Submit("task", func() any { w.Sleep(short); ran = true; return nil })
						panic(sim.ValueError("body"))
					})
				}), ran)
			},
			Every: []string{"ValueError: body T"}, Strategy: "dpor"},
	}
}

func mistakeCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TP37", Want: "∃ an initializer that fails after the shutdown takes the None away: the other worker waits for ever",
			Main:   func(w world, out result) { failsLate(w, out, true).Shutdown() },
			Exists: []string{"1 ThreadPoolExecutor-0_1@ThreadPoolExecutor.worker [Exception in initializer: ValueError: init] deadlock"}, Log: true,
			Never: []string{"*ThreadPoolExecutor-0_0@*"}, Strategy: "dpor"},
		{ID: "TP37/exit", Want: "∃ the same if it is the interpreter's exit that put it",
			Main:   func(w world, out result) { failsLate(w, out, true) },
			Exists: []string{"1 ThreadPoolExecutor-0_1@ThreadPoolExecutor.worker [Exception in initializer: ValueError: init] deadlock"}, Log: true,
			Never: []string{"*ThreadPoolExecutor-0_0@*"}, Strategy: "dpor"},
		{ID: "TP37/twin", Want: "every schedule: an initializer that does not fail leaves it where it is",
			Main:  func(w world, out result) { failsLate(w, out, false).Shutdown() },
			Every: []string{"0"}, Strategy: "dpor"},
		{ID: "TP38", Want: "every schedule: SystemExit of a callback in shutdown(cancel_futures=True): no None is put, the lock is free, the worker stays",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				begun, gate := executor.NewFuture(w, "begun"), executor.NewFuture(w, "gate")
				p.Submit("first", func() any { begun.SetResult(nil); gate.Result(); return 1 })
				begun.Result()
				p.Submit("second", give(2)).AddDoneCallback(func(*executor.Future) { panic(&sim.SystemExit{Code: 3}) })
				out.Put(conformance.Try(func() { p.Shutdown(executor.CancelFutures()) }))
				gate.SetResult(nil)
				p.Workers()[0].Join(time.Hour)
				out.Put(p.Workers()[0].IsAlive())
				out.Put(conformance.Try(func() { p.Submit("third", give(3)) }))
			},
			Config: sim.Config{Clock: sim.Virtual},
			Every:  []string{"SystemExit: 3 T RuntimeError: cannot schedule new futures after shutdown"}, Strategy: "dpor"},
		{ID: "TP39", Want: "every schedule: SystemExit of a callback in a pool that breaks: the tasks behind never end; the lock is free",
			Main: func(w world, out result) {
				gate := executor.NewFuture(w, "gate")
				p := executor.New(w, 1, executor.Initializer(func() { gate.Result(); panic(sim.ValueError("init")) }))
				p.Submit("first", give(1)).AddDoneCallback(func(*executor.Future) { panic(&sim.SystemExit{Code: 3}) })
				second := p.Submit("second", give(2))
				gate.SetResult(nil)
				out.Put(value(second.Result(time.Hour)))
				out.Put(conformance.Try(func() { p.Submit("third", give(3)) }))
			},
			Config: sim.Config{Clock: sim.Virtual},
			Every:  []string{"TimeoutError concurrent.futures.thread.BrokenThreadPool: A thread initializer failed, the thread pool is not usable anymore"}},
		{ID: "TP34", Want: "every schedule: at the exit workers are waited for before the main thread is done: a task that needs that hangs",
			Main: func(w world, out result) {
				done := executor.NewFuture(w, "done")
				executor.New(w, 1).Submit("task", func() any { done.Result(); return nil })
				conformance.Start(w, "T", func() {
					thread.MainThread(w).Join()
					done.SetResult(nil)
				})
			},
			Every: []string{"deadlock"}, Strategy: "dpor"},
		{ID: "TP34/thread", Want: "every schedule: a thread in its place is waited for afterwards",
			Main: func(w world, out result) {
				done := executor.NewFuture(w, "done")
				conformance.Start(w, "U", func() { done.Result(); out.Put("U") })
				conformance.Start(w, "T", func() {
					thread.MainThread(w).Join()
					done.SetResult(nil)
				})
				thread.AtExit(w, func() { out.Put("atexit") })
			},
			Every: []string{"U atexit"}, Strategy: "dpor"},
		{ID: "TP28", Want: "every schedule: shutdown(wait=True) in a worker of a pool of one is a RuntimeError in its future",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				f := p.Submit("task", func() any { p.Shutdown(); return nil })
				out.Put(value(f.Result()))
			},
			Every: []string{"RuntimeError: cannot join current thread"}, Strategy: "dpor"},
		{ID: "TP28/two", Want: "∃ in a pool of two it waits for the other worker first, for ever if that waits for it",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				var f *executor.Future
				gate := executor.NewFuture(w, "gate")
				f = p.Submit("first", func() any { gate.Result(); p.Shutdown(); return nil })
				p.Submit("second", func() any { f.Result(); return nil })
				gate.SetResult(nil)
				out.Put(value(f.Result()))
			},
			Every: []string{"RuntimeError: cannot join current thread", "deadlock"}, Strategy: "dpor"},
		{ID: "TP29", Want: "every schedule: SystemExit of a task is kept in its future, and the worker goes on",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				a := p.Submit("exit", func() any { panic(&sim.SystemExit{Code: 3}) })
				b := p.Submit("task", give(2))
				out.Put(value(a.Result()), value(b.Result()))
			},
			Every: []string{"SystemExit: 3 2 exit 0"}, Exit: true, Strategy: "dpor"},
		{ID: "TP30", Want: "every schedule: SystemExit of a callback ends the worker, which still counts: the next task never runs",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				gate := executor.NewFuture(w, "gate")
				a := p.Submit("first", func() any { gate.Result(); return 1 })
				a.AddDoneCallback(func(*executor.Future) { panic(&sim.SystemExit{Code: 3}) })
				b := p.Submit("second", give(2))
				gate.SetResult(nil)
				out.Put(value(a.Result()), value(b.Result(time.Hour)))
			},
			Log: true, Every: []string{"1 TimeoutError [Exception in worker SystemExit: 3]"}, Strategy: "dpor"},
		{ID: "TP30/exception", Want: "every schedule: an exception in a task is silent unless somebody asks",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				p.With(func() { p.Submit("fail", fail) })
				f := p.Futures()[0]
				out.Put(f.Retrieved(), f.Failed())
				f.Result()
				out.Put(f.Retrieved())
			},
			Log: true, Every: []string{"F ValueError: task T"}, Strategy: "dpor"},
		{ID: "TP31", Want: "every schedule: a task that submits another one and waits for it, with one worker, is a deadlock",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				f := p.Submit("outer", func() any { return value(p.Submit("inner", give(1)).Result()) })
				out.Put(value(f.Result()))
			},
			Every: []string{"deadlock"}, Strategy: "dpor"},
		{ID: "TP31/twin", Want: "every schedule: with two workers it is not",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				f := p.Submit("outer", func() any { return value(p.Submit("inner", give(1)).Result()) })
				out.Put(value(f.Result()))
			},
			Every: []string{"1"}, Strategy: "dpor"},
	}
}

// failsLate is a pool with two workers, the first of which has an initializer that may fail; the outcome begins with how
// many did.
func failsLate(w world, out result, fails bool) *executor.Executor {
	failed := 0
	p := executor.New(w, 2, executor.Initializer(func() {
		if fails && w.Current().Name() == "ThreadPoolExecutor-0_0" {
			failed++
			panic(sim.ValueError("init"))
		}
	}))
	for range 2 {
		if conformance.Try(func() { p.Submit("task", give(1)) }) != "ok" {
			break // the pool is broken already
		}
	}
	w.OnEnd(func() {
		out.Put(failed)
		for _, t := range w.Threads()[1:] {
			if !t.Done() {
				out.Put(t.Name() + "@" + t.Pending().Name)
			}
		}
	})
	return p
}
