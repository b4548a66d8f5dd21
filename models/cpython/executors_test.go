//go:build cpython

package cpython

import (
	"fmt"
	"time"

	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/models/semaphore"
	"simrun/sim"
)

// submit submits the next task that was not.
func submit(e *env, _ *performer) any {
	i := len(e.futures)
	if i == len(e.tasks) {
		return "no task"
	}
	e.futures = append(e.futures, nil)
	e.futures[i] = get[*executor.Executor](e, "pool").Submit(e.tasks[i].name, func() any { return e.tasks[i].work(e) })
	return "submitted"
}

// work is a task.
func (a *performer) work(e *env) any {
	a.perform(e)
	if a.fails {
		panic(sim.ValueError("task"))
	}
	return len(a.calls)
}

// future is a call of a method of a future, if its task was submitted.
func future(i int, python string, f func(f *executor.Future) any) call {
	return call{fmt.Sprintf("run.future(%d, lambda f: f.%s)", i, python), func(e *env, _ *performer) any {
		if i >= len(e.futures) || e.futures[i] == nil {
			return "no future"
		}
		return f(e.futures[i])
	}}
}

// result is what Future.result returns or raises.
func result(value any, err error) any {
	if err != nil {
		return err
	}
	return value
}

// exception is what Future.exception returns or raises, as str shows it.
func exception(exception, err error) any {
	if err != nil {
		return err
	}
	if x, ok := exception.(*sim.Exception); ok {
		return x.Text
	}
	return nil
}

// settled is how many futures concurrent.futures.wait says are done.
func settled(python string, when executor.ReturnWhen) call {
	return call{"len(concurrent.futures.wait(run.all(), " + pyTimeout + ", '" + python + "').done)", func(e *env, _ *performer) any {
		var fs []*executor.Future
		for _, f := range e.futures {
			if f != nil {
				fs = append(fs, f)
			}
		}
		done, _ := executor.Wait(fs, when, timeout)
		return len(done)
	}}
}

// mapped asks a map of three items for its first result, and drops it: then the others are cancelled.
func mapped(python string, args ...time.Duration) call {
	return call{"next(pool.map(lambda i: run.log.info('item %d' % i) or i, [0, 1, 2]" + python + "))", func(e *env, _ *performer) any {
		r := get[*executor.Executor](e, "pool").Map("item", func(item any) any {
			logging.Info(e.w, "item %d", item)
			return item
		}, []any{0, 1, 2}, args...)
		value, err, _ := r.Next()
		r.Close()
		return result(value, err)
	}}
}

func shutdown(python string, args ...executor.ShutdownArg) call {
	return void("pool", "shutdown("+python+")", func(p *executor.Executor) { p.Shutdown(args...) })
}

// tasks are what tasks do; a word that ends in ! raises.
var tasks = class{
	phrases: map[rune]phrase{
		'r': permits['r'],
		'a': permits['a'],
		't': permits['t'],
		's': one(setEvent("v")),
		'w': one(waitEvent("v")),
		'i': one(isSet("v")),
		'l': func(k int) []call { return []call{line(k)} },
		'!': func(int) []call { return nil },
	},
	letters: "ratswil!!", threads: [2]int{3, 3}, length: [2]int{1, 2},
}

// pool is a class of programs with an executor of so many workers.
func pool(workers int, seeds ...uint64) class {
	f := func(i int, python string, f func(f *executor.Future) any) phrase { return one(future(i, python, f)) }
	return class{
		name: fmt.Sprintf("ThreadPoolExecutor(%d)", workers),
		objects: []object{
			{"pool", fmt.Sprintf("concurrent.futures.ThreadPoolExecutor(%d)", workers),
				func(e *env) any { return executor.New(e.w, workers) }, "", nil},
			semaphoreObject("s", "Semaphore", "0", func(e *env) *sem { return semaphore.New(e.w, "s", 0) }),
			eventObject("v"),
		},
		phrases: map[rune]phrase{
			'u': one(call{"run.submit(pool)", submit}),
			'r': permits['r'],
			's': one(setEvent("v")),
			'0': f(0, "result()", func(f *executor.Future) any { return result(f.Result()) }),
			'1': f(1, "result()", func(f *executor.Future) any { return result(f.Result()) }),
			'2': f(1, "result("+pyTimeout+")", func(f *executor.Future) any { return result(f.Result(timeout)) }),
			'x': f(0, "exception()", func(f *executor.Future) any { return exception(f.Exception()) }),
			'c': f(1, "cancel()", func(f *executor.Future) any { return f.Cancel() }),
			'C': f(2, "cancel()", func(f *executor.Future) any { return f.Cancel() }),
			'd': f(1, "done()", func(f *executor.Future) any { return f.Done() }),
			'g': f(0, "running()", func(f *executor.Future) any { return f.Running() }),
			'k': f(1, "cancelled()", func(f *executor.Future) any { return f.Cancelled() }),
			'w': one(settled("ALL_COMPLETED", executor.AllCompleted)),
			'W': one(settled("FIRST_COMPLETED", executor.FirstCompleted)),
			'E': one(settled("FIRST_EXCEPTION", executor.FirstException)),
			'h': one(shutdown("wait=False", executor.NoWait())),
			'H': one(shutdown("wait=False, cancel_futures=True", executor.NoWait(), executor.CancelFutures())),
			'm': one(mapped("")),
			'M': one(mapped(", timeout="+pyTimeout, timeout)),
			'l': func(k int) []call { return []call{line(k)} },
		},
		picked:  []string{"m", "M", "Ml"},
		letters: "uuuuuuuurs012xcCdgkwWEhHl", threads: [2]int{1, 1}, length: [2]int{4, 7},
		tasks: &tasks, end: []call{shutdown("")}, seeds: seeds,
	}
}

var executorClasses = []class{
	pool(1, 5, 11, 21, 25, 30, 31),
	pool(2, 5, 11, 17, 20, 21, 25),
}
