package executor_test

import (
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

func poolCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TP01", Want: "every schedule: submit(pow, 2, 8) gives 256 (arguments are what the function closes over)",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				out.Put(value(p.Submit("pow", func() any {
					n := 1
					for range 8 {
						n *= 2
					}
					return n
				}).Result()))
			},
			Every: []string{"256"}},
		{ID: "TP02", Want: "every schedule: what cannot be called is a TypeError, in the future (submit without a function does not compile)",
			Main: func(w world, out result) {
				out.Put(value(executor.New(w, 1).Submit("nothing", nil).Result()))
			},
			Every: []string{"TypeError: 'NoneType' object is not callable"}},
		{ID: "TP08", Want: "every schedule: by default min(32, processors + 4) workers",
			Main: func(w world, out result) {
				out.Put(executor.New(w, executor.None).MaxWorkers(), executor.New(w, executor.None, executor.CPUs(64)).MaxWorkers())
				out.Put(conformance.Try(func() { executor.New(w, 0) }), conformance.Try(func() { executor.New(w, -1) }))
			},
			Every: []string{"8 32 ValueError: max_workers must be greater than 0 ValueError: max_workers must be greater than 0"}},
		{ID: "TP10", Want: "∃ 1, 2 and 3 workers for three tasks one after the other: a worker may say that it is idle after the result is there",
			Main: func(w world, out result) {
				p := executor.New(w, 5)
				for i := range 3 {
					p.Submit("task", give(i)).Result()
				}
				out.Put(len(p.Workers()))
			},
			Every: []string{"1", "2", "3"}, Strategy: "dpor"},
		{ID: "TP10/bound", Want: "every schedule: never more than max_workers, nor than tasks",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				p.With(func() {
					for range 3 {
						p.Submit("task", give(1))
					}
				})
				out.Put(len(p.Workers()))
			},
			Every: []string{"1", "2"}, Strategy: "dpor"},
		{ID: "TP10/raw", Want: "every schedule: nor if threads submit that become dummies by it",
			Main: func(w world, out result) {
				p, a, b := executor.New(w, 1), thread.NewHandle(w, "a"), thread.NewHandle(w, "b")
				for _, h := range []*thread.Handle{a, b} {
					thread.StartJoinableThread(w, h, func() { p.Submit("task", give(1)) })
				}
				a.Join()
				b.Join()
				out.Put(len(p.Workers()))
			},
			Every: []string{"1"}, Strategy: "dpor"},
		{ID: "TP10/raw exit", Want: "every schedule: the exit waits for what such a thread was let in to submit",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				thread.StartNewThread(w, "raw", func() { p.Submit("task", give(1)) })
				w.OnEnd(func() {
					for _, f := range p.Futures() {
						out.Put(f.State())
					}
				})
			},
			Every: []string{"", "FINISHED", "raw raised RuntimeError: cannot schedule new futures after interpreter shutdown"}, Strategy: "dpor"},
		{ID: "TP13", Want: "every schedule: an initializer that fails breaks the pool for waiting and later tasks",
			Main: func(w world, out result) {
				p := executor.New(w, 1, executor.Initializer(func() { panic(sim.ValueError("init")) }))
				f := p.Submit("task", give(1))
				out.Put(value(f.Result()), conformance.Try(func() { p.Submit("task", give(1)) }))
			},
			Log: true, Every: []string{broken + " " + broken + " [Exception in initializer: ValueError: init]"}, Strategy: "dpor"},
		{ID: "TP13/once", Want: "every schedule: an initializer runs once in each worker, before its tasks",
			Main: func(w world, out result) {
				ran := map[string]int{}
				p := executor.New(w, 2, executor.Initializer(func() { ran[w.Current().Name()]++ }))
				ok := true
				p.With(func() {
					for range 3 {
						p.Submit("task", func() any {
							ok = ok && ran[w.Current().Name()] == 1
							return nil
						})
					}
				})
				out.Put(ok, len(ran) == len(p.Workers()))
			},
			Every: []string{"T T"}, Strategy: "dpor"},
		{ID: "TP13/dropped", Want: "∃ without a reference to the pool nobody lets its task fail: it waits for ever",
			Main: func(w world, out result) {
				p := executor.New(w, 1, executor.Initializer(func() { panic(sim.ValueError("init")) }))
				f := p.Submit("task", give(1))
				p.Drop()
				out.Put(value(f.Result()))
			},
			Every: []string{"deadlock", broken}, Strategy: "dpor"},
		{ID: "TP40", Want: "every schedule: map with several iterables: one item of each, until the shortest ends",
			Main: func(w world, out result) {
				executor.New(w, 2).With(func() {})
				p := executor.New(w, 1)
				add := func(items ...any) any { return items[0].(int) + items[1].(int) }
				for v, err := range p.MapSeveral("add", add, [][]any{{1, 2, 3}, {10, 20}}).All() {
					out.Put(v, err)
				}
				for range p.MapSeveral("add", add, nil).All() {
					out.Put("none")
				}
			},
			Every: []string{"11 None 22 None"}, Strategy: "dpor"},
		{ID: "TP33", Want: "∃ a task can be cancelled although one that was submitted later is done: a worker has taken it and not begun",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				ran := false
				f, g := p.Submit("f", func() any { ran = true; return nil }), p.Submit("g", give(2))
				g.Result()
				out.Put(f.Cancel())
				p.Shutdown()
				out.Put(f.State(), ran)
			},
			Every: []string{"T CANCELLED_AND_NOTIFIED F", "F FINISHED T"}, Strategy: "dpor"},
		{ID: "TP33/running", Want: "∃ a task is not running although one that was submitted later is done; ∃ it is; ∃ it has been",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				f, g := p.Submit("f", give(1)), p.Submit("g", give(2))
				g.Result()
				out.Put(f.Running(), f.Done())
			},
			Every: []string{"F F", "T F", "T T", "F T"}, Strategy: "dpor"},
		{ID: "TP25", Want: "every schedule: the workers' names, with a prefix and without",
			Main: func(w world, out result) {
				for _, p := range []*executor.Executor{executor.New(w, 2, executor.Prefix("SpecialPool")), executor.New(w, 1), executor.New(w, 1)} {
					p.With(func() {
						name := func() any { return w.Current().Name() }
						a, b := p.Submit("name", name), p.Submit("name", name)
						out.Put(value(a.Result()), value(b.Result()))
					})
				}
			},
			Every: []string{"SpecialPool_0 SpecialPool_0 " + unnamed, "SpecialPool_0 SpecialPool_1 " + unnamed,
				"SpecialPool_1 SpecialPool_0 " + unnamed, "SpecialPool_1 SpecialPool_1 " + unnamed},
			Strategy: "dpor"},
		{ID: "TP25/daemon", Want: "every schedule: workers are no daemons, and current_thread() in a task is the worker",
			Main: func(w world, out result) {
				out.Put(value(executor.New(w, 1).Submit("task", func() any {
					t := thread.CurrentThread(w)
					out.Put(t.Name(), t.Daemon())
					return w.Current().Label
				}).Result()))
			},
			Every: []string{"ThreadPoolExecutor-0_0 F task"}, Strategy: "dpor"},
		{ID: "TP27", Want: "every schedule: a pool whose worker the system cannot start raises, and can be used again",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				thread.FailNextStart(w)
				out.Put(conformance.Try(func() { p.Submit("first", give(1)) }))
				out.Put(value(p.Submit("second", give(2)).Result()))
				p.Shutdown()
				out.Put(value(p.Futures()[0].Result()))
			},
			Every: []string{"RuntimeError: can't start new thread 2 1"}, Strategy: "dpor"},
	}
}

const (
	broken  = executor.BrokenPool + ": A thread initializer failed, the thread pool is not usable anymore"
	unnamed = "ThreadPoolExecutor-0_0 ThreadPoolExecutor-0_0 ThreadPoolExecutor-1_0 ThreadPoolExecutor-1_0"
)

// double doubles a number, and raises for a negative one.
func double(item any) any {
	n := item.(int)
	if n < 0 {
		panic(sim.ValueError("negative"))
	}
	return 2 * n
}

func mapCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TP03", Want: "every schedule: map gives the results in the order of the items",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				p.With(func() {
					for v, err := range p.Map("double", double, []any{1, 2, 3}).All() {
						out.Put(value(v, err))
					}
				})
			},
			Every: []string{"2 4 6"}, Strategy: "dpor"},
		{ID: "TP04", Want: "every schedule: map with an item that fails: the results before it, the exception, then StopIteration",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				p.With(func() {
					r := p.Map("double", double, []any{1, -1, 3})
					for range 3 {
						v, err, ok := r.Next()
						out.Put(value(v, err), ok)
					}
				})
			},
			Every: []string{"2 T ValueError: negative T None F"}, Strategy: "dpor"},
		{ID: "TP05", Want: "every schedule: map with a timeout: the results so far, then TimeoutError",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				gate := executor.NewFuture(w, "gate")
				p.With(func() {
					r := p.Map("task", func(item any) any {
						if item == 2 {
							gate.Result()
						}
						return item
					}, []any{1, 2}, time.Second)
					for v, err := range r.All() {
						out.Put(value(v, err))
					}
					gate.SetResult(nil)
				})
			},
			Every: []string{"1 TimeoutError", "TimeoutError"}, Strategy: "dpor"},
		{ID: "TP07", Want: "every schedule: map submits at once: all tasks are run by shutdown although nobody iterates",
			Main: func(w world, out result) {
				p := executor.New(w, 2)
				ran := 0
				p.Map("task", func(any) any { ran++; return nil }, []any{1, 2, 3})
				p.Shutdown()
				out.Put(ran)
			},
			Every: []string{"3"}, Strategy: "dpor"},
		{ID: "TP11", Want: "every schedule: closing a map whose time is up cancels the tasks that the one worker has not come to",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				gate := busy(p)
				ran := []any{"first"}
				r := p.Map("task", func(item any) any { ran = append(ran, item); return item }, []any{"second", "third"}, 0)
				v, err, _ := r.Next()
				out.Put(value(v, err))
				r.Close()
				gate.SetResult(nil)
				p.Shutdown()
				out.Put(ran)
			},
			Every: []string{"TimeoutError [first]"}, Strategy: "dpor"},
		{ID: "TP11/idle", Want: "∃ if the worker is not busy it may take any one of them between two cancellations, or none",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				var ran []any
				r := p.Map("task", func(item any) any { ran = append(ran, item); w.Sleep(time.Hour); return item }, []any{1, 2}, 0)
				r.Next()
				r.Close()
				p.Shutdown()
				out.Put(ran)
			},
			Exists: []string{"[]", "[1]", "[2]"}, Strategy: "dpor"},
		{ID: "TP35", Want: "∃ a failing item's successor runs; ∄ the last one without it: the last one is cancelled first",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				var ran []any
				r := p.Map("task", func(item any) any {
					if item == 0 {
						panic(sim.ValueError("task"))
					}
					ran = append(ran, item)
					return item
				}, []any{0, 1, 2})
				r.Next()
				_, _, ok := r.Next()
				p.Shutdown()
				out.Put(ok, ran)
			},
			Every: []string{"F []", "F [1]", "F [1 2]"}, Strategy: "dpor"},
		{ID: "TP35/close", Want: "every schedule: closing a map of which nothing was asked cancels nothing",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				gate, ran := busy(p), []any{}
				r := p.Map("task", func(item any) any { ran = append(ran, item); return item }, []any{1, 2})
				r.Close()
				_, _, ok := r.Next()
				gate.SetResult(nil)
				p.Shutdown()
				out.Put(ok, ran)
			},
			Every: []string{"F [1 2]"}, Strategy: "dpor"},
	}
}
