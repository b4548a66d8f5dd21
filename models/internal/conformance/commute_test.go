package conformance_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/models/barrier"
	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/local"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/models/timer"
	"simrun/sim"
)

// everything is one object of each model, for the threads of a random program to share.
type everything struct {
	w         *sim.World
	lock      *lock.Lock
	rlock     *lock.RLock
	event     *event.Event
	condition *condition.Condition // on an RLock
	plain     *condition.Condition // on the lock
	semaphore *semaphore.Semaphore
	barrier   *barrier.Barrier
	queue     *queue.Queue
	priority  *queue.Queue
	simple    *queue.SimpleQueue
	pool      *executor.Executor
	future    *executor.Future
	timer     *timer.Timer
	variable  *shared.Var[int]
	local     *local.Local
	logger    *logging.Logger
	thread    *thread.Thread
	handle    *thread.Handle
}

func newEverything(w *sim.World) *everything {
	x := &everything{w: w, lock: lock.New(w, "l"), rlock: lock.NewRLock(w, "r"), event: event.New(w, "e")}
	x.condition, x.plain = condition.New(w, "c", nil), condition.New(w, "d", x.lock)
	x.semaphore, x.barrier = semaphore.NewBounded(w, "s", 1), barrier.New(w, "b", 2)
	x.queue, x.priority, x.simple = queue.New(w, "q", 1), queue.NewPriority(w, "p", 1), queue.NewSimple(w, "i")
	x.pool, x.future = executor.New(w, 1), executor.NewFuture(w, "f")
	x.variable, x.local, x.logger = shared.New(w, "v", 0), local.New(w), logging.GetLogger(w, "x")
	x.thread = thread.New(w, thread.Name("other"), thread.Target("", func() { logging.Print(w, "other") }))
	x.timer = timer.New(w, time.Second, func() { x.event.Set() })
	x.handle = thread.NewHandle(w, "h")
	return x
}

// group is some calls of one model.
type group map[string]func(x *everything) any

const soon = time.Millisecond

// groups are calls of all models. A call returns what the program sees of it.
var groups = []group{
	{
		"Lock.acquire":     func(x *everything) any { return x.lock.Acquire() },
		"Lock.try":         func(x *everything) any { return x.lock.Acquire(lock.Blocking(false)) },
		"Lock.timeout":     func(x *everything) any { return x.lock.Acquire(lock.Timeout(soon)) },
		"Lock.release":     func(x *everything) any { x.lock.Release(); return nil },
		"Lock.locked":      func(x *everything) any { return x.lock.Locked() },
		"Lock.repr":        func(x *everything) any { return x.lock.Repr() },
		"RLock.acquire":    func(x *everything) any { return x.rlock.Acquire() },
		"RLock.try":        func(x *everything) any { return x.rlock.Acquire(lock.Blocking(false)) },
		"RLock.release":    func(x *everything) any { x.rlock.Release(); return nil },
		"RLock.locked":     func(x *everything) any { return x.rlock.Locked() },
		"RLock.is_owned":   func(x *everything) any { return x.rlock.IsOwned() },
		"RLock.count":      func(x *everything) any { return x.rlock.RecursionCount() },
		"RLock.repr":       func(x *everything) any { return x.rlock.Repr() },
		"Semaphore.down":   func(x *everything) any { return x.semaphore.Acquire() },
		"Semaphore.try":    func(x *everything) any { return x.semaphore.Acquire(semaphore.Blocking(false)) },
		"Semaphore.up":     func(x *everything) any { x.semaphore.Release(); return nil },
		"Semaphore.repr":   func(x *everything) any { return x.semaphore.Repr() },
		"Var.load":         func(x *everything) any { return x.variable.Load() },
		"Var.store":        func(x *everything) any { x.variable.Store(7); return nil },
		"Var.compare_swap": func(x *everything) any { return x.variable.CompareAndSwap(0, 3) },
	}, {
		"Event.set":            func(x *everything) any { x.event.Set(); return nil },
		"Event.clear":          func(x *everything) any { x.event.Clear(); return nil },
		"Event.is_set":         func(x *everything) any { return x.event.IsSet() },
		"Event.wait":           func(x *everything) any { return x.event.Wait(soon) },
		"Condition.acquire":    func(x *everything) any { return x.condition.Acquire() },
		"Condition.release":    func(x *everything) any { x.condition.Release(); return nil },
		"Condition.wait":       func(x *everything) any { return x.condition.Wait(soon) },
		"Condition.notify":     func(x *everything) any { x.condition.Notify(); return nil },
		"Condition.notify_all": func(x *everything) any { x.condition.NotifyAll(); return nil },
		"Condition.repr":       func(x *everything) any { return x.condition.Repr() },
		"Plain.acquire":        func(x *everything) any { return x.plain.Acquire() },
		"Plain.release":        func(x *everything) any { x.plain.Release(); return nil },
		"Plain.wait":           func(x *everything) any { return x.plain.Wait(soon) },
		"Plain.notify":         func(x *everything) any { x.plain.Notify(); return nil },
		"Plain.notify_all":     func(x *everything) any { x.plain.NotifyAll(); return nil },
		"Barrier.wait":         func(x *everything) any { n, err := x.barrier.Wait(); return fmt.Sprint(n, err) },
		"Barrier.timeout":      func(x *everything) any { n, err := x.barrier.Wait(soon); return fmt.Sprint(n, err) },
		"Barrier.reset":        func(x *everything) any { x.barrier.Reset(); return nil },
		"Barrier.abort":        func(x *everything) any { x.barrier.Abort(); return nil },
		"Barrier.n_waiting":    func(x *everything) any { return x.barrier.NWaiting() },
		"Barrier.broken":       func(x *everything) any { return x.barrier.Broken() },
		"Barrier.repr":         func(x *everything) any { return x.barrier.Repr() },
	}, {
		"Queue.put":           func(x *everything) any { return x.queue.Put(1, queue.Timeout(soon)) },
		"Queue.get":           func(x *everything) any { v, err := x.queue.Get(queue.Timeout(soon)); return fmt.Sprint(v, err) },
		"Queue.qsize":         func(x *everything) any { return x.queue.QSize() },
		"Queue.empty":         func(x *everything) any { return x.queue.Empty() },
		"Queue.full":          func(x *everything) any { return x.queue.Full() },
		"Queue.task_done":     func(x *everything) any { x.queue.TaskDone(); return nil },
		"Queue.join":          func(x *everything) any { x.queue.Join(); return nil },
		"Queue.shutdown":      func(x *everything) any { x.queue.Shutdown(false); return nil },
		"Queue.shutdown_now":  func(x *everything) any { x.queue.Shutdown(true); return nil },
		"Queue.is_shutdown":   func(x *everything) any { return x.queue.IsShutdown() },
		"Queue.unfinished":    func(x *everything) any { return x.queue.Unfinished() },
		"Queue.maxsize":       func(x *everything) any { return x.queue.Maxsize() },
		"Queue.set_maxsize":   func(x *everything) any { x.queue.SetMaxsize(2); return nil },
		"Queue.mutex":         func(x *everything) any { x.queue.Mutex().With(func() {}); return nil },
		"PriorityQueue.put":   func(x *everything) any { return x.priority.PutNowait(2) },
		"PriorityQueue.get":   func(x *everything) any { v, err := x.priority.GetNowait(); return fmt.Sprint(v, err) },
		"SimpleQueue.put":     func(x *everything) any { return x.simple.Put(3) },
		"SimpleQueue.get":     func(x *everything) any { v, err := x.simple.Get(queue.Timeout(soon)); return fmt.Sprint(v, err) },
		"SimpleQueue.qsize":   func(x *everything) any { return x.simple.QSize() },
		"SimpleQueue.empty":   func(x *everything) any { return x.simple.Empty() },
		"SimpleQueue.nowait":  func(x *everything) any { v, err := x.simple.GetNowait(); return fmt.Sprint(v, err) },
		"PriorityQueue.qsize": func(x *everything) any { return x.priority.QSize() },
	}, {
		"Executor.submit": func(x *everything) any { return x.pool.Submit("task", func() any { return 1 }).Done() },
		"Executor.result": func(x *everything) any {
			v, err := x.pool.Submit("sum", func() any { return 2 }).Result()
			return fmt.Sprint(v, err)
		},
		"Executor.new": func(x *everything) any { return executor.New(x.w, 1).Name() },
		"Executor.new_task": func(x *everything) any {
			return executor.New(x.w, 1).Submit("own", func() any { logging.Print(x.w, "own"); return 1 }).Done()
		},
		"Executor.shutdown":  func(x *everything) any { x.pool.Shutdown(); return nil },
		"Executor.cancel":    func(x *everything) any { x.pool.Shutdown(executor.NoWait(), executor.CancelFutures()); return nil },
		"Executor.map":       func(x *everything) any { return firstOf(x.pool) },
		"Future.done":        func(x *everything) any { return x.future.Done() },
		"Future.running":     func(x *everything) any { return x.future.Running() },
		"Future.cancelled":   func(x *everything) any { return x.future.Cancelled() },
		"Future.cancel":      func(x *everything) any { return x.future.Cancel() },
		"Future.set_result":  func(x *everything) any { x.future.SetResult(1); return nil },
		"Future.set_running": func(x *everything) any { return x.future.SetRunningOrNotifyCancel() },
		"Future.set_except":  func(x *everything) any { x.future.SetException(sim.ValueError("x")); return nil },
		"Future.result":      func(x *everything) any { v, err := x.future.Result(soon); return fmt.Sprint(v, err) },
		"Future.exception":   func(x *everything) any { e, err := x.future.Exception(soon); return fmt.Sprint(e, err) },
		"Future.add_callback": func(x *everything) any {
			x.future.AddDoneCallback(func(*executor.Future) { logging.Print(x.w, "called") })
			return nil
		},
		"Future.repr": func(x *everything) any { return x.future.Repr() },
		"futures.wait": func(x *everything) any {
			done, _ := executor.Wait(x.futures(), executor.FirstCompleted, soon)
			return len(done)
		},
		"futures.wait_all": func(x *everything) any {
			done, _ := executor.Wait(x.futures(), executor.AllCompleted, soon)
			return len(done)
		},
		"as_completed": func(x *everything) any { return completed(x.futures()) },
		"Timer.start":  func(x *everything) any { x.timer.Start(); return nil },
		"Timer.cancel": func(x *everything) any { x.timer.Cancel(); return nil },
	}, {
		"Thread.start":      func(x *everything) any { x.thread.Start(); return nil },
		"Thread.join":       func(x *everything) any { x.thread.Join(soon); return nil },
		"Thread.is_alive":   func(x *everything) any { return x.thread.IsAlive() },
		"Thread.name":       func(x *everything) any { return x.thread.Name() },
		"Thread.set_name":   func(x *everything) any { x.thread.SetName("renamed"); return nil },
		"Thread.daemon":     func(x *everything) any { return x.thread.Daemon() },
		"Thread.set_daemon": func(x *everything) any { x.thread.SetDaemon(true); return nil },
		"Thread.ident":      func(x *everything) any { return x.thread.Ident() },
		"Thread.repr":       func(x *everything) any { return x.thread.Repr() },
		"Thread.new":        func(x *everything) any { return thread.New(x.w).Name() },
		"Thread.new_named":  func(x *everything) any { return thread.New(x.w, thread.Name("n")).Daemon() },
		"Thread.go":         func(x *everything) any { thread.New(x.w, thread.Target("t", func() {})).Start(); return nil },
		"Thread.raise": func(x *everything) any {
			thread.New(x.w, thread.Target("t", func() { panic("x") })).Start()
			return nil
		},
		"thread.main":      func(x *everything) any { thread.MainThread(x.w).Join(soon); return nil },
		"thread.enumerate": func(x *everything) any { return len(thread.Enumerate(x.w)) },
		"thread.current":   func(x *everything) any { return thread.CurrentThread(x.w).Name() },
		"thread.get_ident": func(x *everything) any { return thread.GetIdent(x.w) },
		"thread.raw": func(x *everything) any {
			thread.StartNewThread(x.w, "raw", func() { thread.CurrentThread(x.w) })
			return nil
		},
		"Handle.start":        func(x *everything) any { thread.StartJoinableThread(x.w, x.handle, func() {}); return nil },
		"Handle.join":         func(x *everything) any { x.handle.Join(soon); return nil },
		"Handle.is_done":      func(x *everything) any { return x.handle.IsDone() },
		"set_switch_interval": func(x *everything) any { thread.SetSwitchInterval(x.w, time.Second); return nil },
		"get_switch_interval": func(x *everything) any { return thread.GetSwitchInterval(x.w) },
	}, {
		"excepthook":      func(x *everything) any { thread.SetExceptHook(x.w, func(thread.ExceptHookArgs) {}); return nil },
		"sys.excepthook":  func(x *everything) any { thread.SetSysExceptHook(x.w, func(any) {}); return nil },
		"sys.stderr":      func(x *everything) any { thread.SetStderr(x.w, false); return nil },
		"raise":           func(x *everything) any { panic(sim.ValueError("raised")) },
		"fail_next_start": func(x *everything) any { thread.FailNextStart(x.w); return nil },
		"start": func(x *everything) any {
			thread.New(x.w, thread.Target("t", func() { panic("x") })).Start()
			return nil
		},
		"new_named": func(x *everything) any { thread.New(x.w, thread.Name("n")); return nil },
		"atexit":    func(x *everything) any { thread.AtExit(x.w, func() { logging.Print(x.w, "exit") }); return nil },
		"register_atexit": func(x *everything) any {
			thread.RegisterAtExit(x.w, func() { logging.Print(x.w, "early") })
			return nil
		},
		"Local.set":         func(x *everything) any { x.local.Set("a", 1); return nil },
		"Local.get":         func(x *everything) any { return x.local.Get("a") },
		"Local.has":         func(x *everything) any { return x.local.Has("a") },
		"logging.info":      func(x *everything) any { logging.Info(x.w, "info"); return nil },
		"logging.warning":   func(x *everything) any { logging.Warning(x.w, "warning"); return nil },
		"Logger.info":       func(x *everything) any { x.logger.Info("of x"); return nil },
		"Logger.set_level":  func(x *everything) any { x.logger.SetLevel(logging.DEBUG); return nil },
		"Logger.enabled":    func(x *everything) any { return x.logger.IsEnabledFor(logging.INFO) },
		"Logger.handler":    func(x *everything) any { x.logger.AddHandler(logging.NewStreamHandler(x.w, "%(message)s")); return nil },
		"Logger.handlers":   func(x *everything) any { return len(x.logger.Handlers()) },
		"getLogger":         func(x *everything) any { logging.GetLogger(x.w, "x.y").Error("of y"); return nil },
		"Logger.propagate":  func(x *everything) any { x.logger.SetPropagate(false); return nil },
		"basicConfig":       func(x *everything) any { logging.BasicConfig(x.w, logging.Config{Level: logging.INFO}); return nil },
		"logging.shutdown":  func(x *everything) any { logging.Shutdown(x.w); return nil },
		"random":            func(x *everything) any { return x.w.RandInt(0, 9) },
		"sleep":             func(x *everything) any { x.w.Sleep(soon); return nil },
		"choose":            func(x *everything) any { return x.w.Choose(2) },
		"SetStderr.default": func(x *everything) any { thread.DefaultExceptHook(x.w, thread.ExceptHookArgs{Value: "v"}); return nil },
	},
}

// futures are a pool's and one that a program made.
func (x *everything) futures() []*executor.Future {
	return []*executor.Future{x.pool.Submit("one", func() any { return 1 }), x.future}
}

func firstOf(p *executor.Executor) string {
	r := p.Map("m", func(item any) any { return item }, []any{1, 2})
	v, err, ok := r.Next()
	return fmt.Sprint(v, err, ok)
}

func completed(fs []*executor.Future) (names string) {
	for f, err := range executor.AsCompleted(fs, soon) {
		if err != nil {
			return names + err.Error()
		}
		names += f.Name() + " "
	}
	return names
}

// drawn is a random program: the calls of each thread.
func drawn(r *rand.Rand) [][]string {
	names := slices.Sorted(maps(groups[r.IntN(len(groups))]))
	if r.IntN(3) == 0 { // calls of several models
		for _, g := range groups {
			names = append(names, slices.Sorted(maps(g))...)
		}
	}
	threads := make([][]string, 2+r.IntN(2))
	for i := range threads {
		for range 1 + r.IntN(4) {
			threads[i] = append(threads[i], names[r.IntN(len(names))])
		}
	}
	return threads
}

func maps(g group) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range g {
			if !yield(name) {
				return
			}
		}
	}
}

func callOf(name string) func(x *everything) any {
	for _, g := range groups {
		if f := g[name]; f != nil {
			return f
		}
	}
	panic(name)
}

// TestStepsCommute draws programs on all models, and has independent steps of their executions change places. A model
// that reads or writes something that it does not declare is found so.
func TestStepsCommute(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	modes := []sim.Switching{sim.Call, sim.Call, sim.Bytecode, sim.IO, sim.Block}
	conformance.Draw(t, 300, func(i int) (string, sim.Switching, func(w *sim.World, out *conformance.Out)) {
		threads := drawn(r)
		return fmt.Sprintf("%q", threads), modes[i%len(modes)], func(w *sim.World, out *conformance.Out) {
			x := newEverything(w)
			run := func(calls []string) {
				for _, name := range calls {
					text := conformance.Try(func() { out.Put(callOf(name)(x)) })
					out.Put(strings.TrimSpace(name + " " + text))
				}
			}
			for i, calls := range threads[1:] {
				thread.New(w, thread.Name(fmt.Sprint("t", i+1)), thread.Daemon(i == 1), thread.Target("", func() { run(calls) })).Start()
			}
			run(threads[0])
		}
	})
}
