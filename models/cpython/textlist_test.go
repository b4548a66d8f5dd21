package cpython

import (
	"math"
	"time"

	"simrun/models/barrier"
	"simrun/models/condition"
	"simrun/models/local"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/thread"
	"simrun/models/timer"
	"simrun/sim"
)

// texts are all error texts of what is modelled. Left out is what Go's types make impossible: arguments that Lock and
// RLock do not take, the AttributeError of Condition(object()), an initializer that cannot be called; and what is not
// modelled: stack sizes, interrupt_main, the finalization.
var texts = map[string][]text{
	"Lock": {
		{want: "ValueError: can't specify a timeout for a non-blocking call", python: "threading.Lock().acquire(False, 1)",
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.Blocking(false), lock.Timeout(time.Second)) })},
		{want: "ValueError: can't specify a timeout for a non-blocking call", python: "threading.Lock().acquire(False, 0)",
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.Blocking(false), lock.Timeout(0)) })},
		{want: "ValueError: timeout value must be a non-negative number", python: "threading.Lock().acquire(timeout=-2)", since: 13,
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.Timeout(-2 * time.Second)) })},
		{want: "OverflowError: timestamp out of range for platform time_t", python: "threading.Lock().acquire(timeout=1e100)",
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.Seconds(1e100)) })},
		{want: "ValueError: Invalid value NaN (not a number)", python: "threading.Lock().acquire(timeout=float('nan'))",
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.Seconds(math.NaN())) })},
		{want: "TypeError: 'NoneType' object cannot be interpreted as an integer", python: "threading.Lock().acquire(timeout=None)",
			model: does(func(w *sim.World) { lock.New(w, "").Acquire(lock.TimeoutNone()) })},
		{want: "RuntimeError: release unlocked lock", python: "threading.Lock().release()",
			model: does(func(w *sim.World) { lock.New(w, "").Release() })},
	},
	"RLock": {
		{want: "ValueError: can't specify a timeout for a non-blocking call", python: "l = threading.RLock(); l.acquire(); l.acquire(False, 1)",
			model: does(func(w *sim.World) {
				l := lock.NewRLock(w, "")
				l.Acquire()
				l.Acquire(lock.Blocking(false), lock.Timeout(time.Second))
			})},
		{want: "ValueError: timeout value must be a non-negative number", python: "threading.RLock().acquire(timeout=-2)", since: 13,
			model: does(func(w *sim.World) { lock.NewRLock(w, "").Acquire(lock.Timeout(-2 * time.Second)) })},
		{want: "RuntimeError: cannot release un-acquired lock", python: "threading.RLock().release()",
			model: does(func(w *sim.World) { lock.NewRLock(w, "").Release() })},
		{want: "RuntimeError: cannot release un-acquired lock", python: "threading.RLock()._release_save()",
			model: does(func(w *sim.World) { lock.NewRLock(w, "").ReleaseSave() })},
	},
	"Condition": {
		{want: "RuntimeError: cannot wait on un-acquired lock", python: "threading.Condition().wait()",
			model: does(func(w *sim.World) { condition.New(w, "", nil).Wait() })},
		{want: "RuntimeError: cannot wait on un-acquired lock", python: "threading.Condition().wait_for(lambda: False)",
			model: does(func(w *sim.World) { condition.New(w, "", nil).WaitFor(func() bool { return false }) })},
		{want: "RuntimeError: cannot notify on un-acquired lock", python: "threading.Condition().notify()",
			model: does(func(w *sim.World) { condition.New(w, "", nil).Notify() })},
		{want: "RuntimeError: cannot notify on un-acquired lock", python: "threading.Condition(threading.Lock()).notify_all()",
			model: does(func(w *sim.World) { condition.New(w, "", lock.New(w, "")).NotifyAll() })},
	},
	"Semaphore": {
		{want: "ValueError: semaphore initial value must be >= 0", python: "threading.Semaphore(-1)",
			model: does(func(w *sim.World) { semaphore.New(w, "", -1) })},
		{want: "ValueError: semaphore initial value must be >= 0", python: "threading.BoundedSemaphore(-1)",
			model: does(func(w *sim.World) { semaphore.NewBounded(w, "", -1) })},
		{want: "ValueError: can't specify timeout for non-blocking acquire", python: "threading.Semaphore().acquire(False, 0)",
			model: does(func(w *sim.World) {
				semaphore.New(w, "", 1).Acquire(semaphore.Blocking(false), semaphore.Timeout(0))
			})},
		{want: "ValueError: n must be one or more", python: "threading.Semaphore().release(0)",
			model: does(func(w *sim.World) { semaphore.New(w, "", 1).Release(0) })},
		{want: "ValueError: n must be one or more", python: "threading.BoundedSemaphore().release(-1)",
			model: does(func(w *sim.World) { semaphore.NewBounded(w, "", 1).Release(-1) })},
		{want: "ValueError: Semaphore released too many times", python: "threading.BoundedSemaphore().release()",
			model: does(func(w *sim.World) { semaphore.NewBounded(w, "", 1).Release() })},
	},
	"Barrier": {
		{want: "ValueError: parties must be > 0", python: "threading.Barrier(0)", since: 13,
			model: does(func(w *sim.World) { barrier.New(w, "", 0) })},
		{want: "threading.BrokenBarrierError", python: "b = threading.Barrier(2); b.abort(); b.wait()", how: returns,
			model: func(w *sim.World) error {
				b := barrier.New(w, "", 2)
				b.Abort()
				_, err := b.Wait()
				return err
			}},
		{want: "threading.BrokenBarrierError", python: "threading.Barrier(2).wait(0)", how: returns,
			model: func(w *sim.World) error { _, err := barrier.New(w, "", 2).Wait(0); return err }},
	},
	"Timer": {
		{want: "RuntimeError: threads can only be started once", python: "t = threading.Timer(0, id, [1]); t.start(); t.start()",
			model: does(func(w *sim.World) {
				t := timer.New(w, 0, func() {})
				t.Start()
				t.Start()
			})},
	},
	"local": {
		{want: "AttributeError: '_thread._local' object has no attribute 'x'", python: "threading.local().x",
			model: does(func(w *sim.World) { local.New(w).Get("x") })},
		{want: "AttributeError: '_thread._local' object has no attribute 'x'", python: "del threading.local().x",
			model: does(func(w *sim.World) { local.New(w).Del("x") })},
		{want: "TypeError: Initialization arguments are not supported", python: "threading.local(1)",
			model: does(func(w *sim.World) { local.New(w, local.Args(1)) })},
	},
	"queue": {
		{want: "_queue.Empty", python: "queue.Queue().get_nowait()", how: returns,
			model: func(w *sim.World) error { _, err := queue.New(w, "", 0).GetNowait(); return err }},
		{want: "queue.Full", python: "q = queue.Queue(1); q.put(1); q.put_nowait(2)", how: returns,
			model: func(w *sim.World) error {
				q := queue.New(w, "", 1)
				q.Put(1)
				return q.PutNowait(2)
			}},
		{want: "queue.ShutDown", python: "q = queue.Queue(); q.shutdown(); q.put(1)", since: 13, how: returns,
			model: func(w *sim.World) error {
				q := queue.New(w, "", 0)
				q.Shutdown(false)
				return q.Put(1)
			}},
		{want: "queue.ShutDown", python: "q = queue.Queue(); q.shutdown(); q.get_nowait()", since: 13, how: returns,
			model: func(w *sim.World) error {
				q := queue.New(w, "", 0)
				q.Shutdown(false)
				_, err := q.GetNowait()
				return err
			}},
		{want: "ValueError: 'timeout' must be a non-negative number", python: "queue.Queue(1).put(1, timeout=-1)",
			model: does(func(w *sim.World) { queue.New(w, "", 1).Put(1, queue.Timeout(-1)) })},
		{want: "ValueError: 'timeout' must be a non-negative number", python: "q = queue.Queue(); q.put(1); q.get(timeout=-1)",
			model: does(func(w *sim.World) {
				q := queue.New(w, "", 0)
				q.Put(1)
				q.Get(queue.Timeout(-1))
			})},
		{want: "ValueError: task_done() called too many times", python: "queue.Queue().task_done()",
			model: does(func(w *sim.World) { queue.New(w, "", 0).TaskDone() })},
		{want: "TypeError: '<' not supported between instances of 'dict' and 'dict'",
			python: "q = queue.PriorityQueue(); q.put({}); q.put({})",
			model: does(func(w *sim.World) {
				q := queue.NewPriority(w, "", 0)
				q.Put(map[string]int{})
				q.Put(map[string]int{})
			})},
		{want: "ValueError: 'timeout' must be a non-negative number", python: "q = queue.SimpleQueue(); q.put(1); q.get(timeout=-1)",
			model: does(func(w *sim.World) {
				q := queue.NewSimple(w, "")
				q.Put(1)
				q.Get(queue.Timeout(-1))
			})},
		{want: "_queue.Empty", python: "queue.SimpleQueue().get_nowait()", how: returns,
			model: func(w *sim.World) error { _, err := queue.NewSimple(w, "").GetNowait(); return err }},
	},
	"Thread":             threadTexts,
	"exit":               exitTexts,
	"concurrent.futures": futureTexts,
	"time, sys, logging": otherTexts,
}

var threadTexts = []text{
	{want: "AssertionError: group argument must be None for now", python: "threading.Thread(group=1)",
		model: does(func(w *sim.World) { thread.New(w, thread.Group(1)) })},
	{want: "RuntimeError: threading.excepthook is None", python: "threading.excepthook = None; threading.Thread()",
		model: does(func(w *sim.World) { thread.SetExceptHook(w, nil); thread.New(w) })},
	{want: "RuntimeError: thread.__init__() not called", python: "bare.start()",
		model: does(func(*sim.World) { (&thread.Thread{}).Start() })},
	{want: "RuntimeError: Thread.__init__() not called", python: "bare.join()",
		model: does(func(*sim.World) { (&thread.Thread{}).Join() })},
	{want: "RuntimeError: Thread.__init__() not called", python: "bare.daemon = True",
		model: does(func(*sim.World) { (&thread.Thread{}).SetDaemon(true) })},
	{want: "AssertionError: Thread.__init__() not called", python: "bare.is_alive()",
		model: does(func(*sim.World) { (&thread.Thread{}).IsAlive() })},
	{want: "AssertionError: Thread.__init__() not called", python: "bare.daemon",
		model: does(func(*sim.World) { (&thread.Thread{}).Daemon() })},
	{want: "AssertionError: Thread.__init__() not called", python: "bare.name",
		model: does(func(*sim.World) { (&thread.Thread{}).Name() })},
	{want: "AssertionError: Thread.__init__() not called", python: "bare.name = 'x'",
		model: does(func(*sim.World) { (&thread.Thread{}).SetName("x") })},
	{want: "AssertionError: Thread.__init__() not called", python: "bare.ident",
		model: does(func(*sim.World) { (&thread.Thread{}).Ident() })},
	{want: "AssertionError: Thread.__init__() was not called", python: "repr(bare)",
		model: does(func(*sim.World) { (&thread.Thread{}).Repr() })},
	{want: "RuntimeError: threads can only be started once", python: "t = threading.Thread(); t.start(); t.join(); t.start()",
		model: does(func(w *sim.World) {
			t := thread.New(w)
			t.Start()
			t.Join()
			t.Start()
		})},
	{want: "RuntimeError: can't start new thread", // needs a system that has none to give
		model: does(func(w *sim.World) { thread.FailNextStart(w); thread.New(w).Start() })},
	{want: "AttributeError: 'Thread' object has no attribute '_target'", python: "t = threading.Thread(target=id, args=[1]); t.run(); t.run()",
		model: does(func(w *sim.World) {
			t := thread.New(w, thread.Target("id", func() {}))
			t.Run()
			t.Run()
		})},
	{want: "RuntimeError: cannot join thread before it is started", python: "threading.Thread().join()",
		model: does(func(w *sim.World) { thread.New(w).Join() })},
	{want: "RuntimeError: cannot join current thread", python: "threading.current_thread().join()",
		model: does(func(w *sim.World) { thread.CurrentThread(w).Join() })},
	{want: "RuntimeError: cannot join a dummy thread", python: "dummy().join()", since: 13,
		model: does(func(w *sim.World) {
			var dummy *thread.Thread
			thread.StartJoinableThread(w, thread.NewHandle(w, ""), func() { dummy = thread.CurrentThread(w) }).Join()
			dummy.Join()
		})},
	{want: "RuntimeError: cannot set daemon status of active thread", python: "threading.current_thread().daemon = True",
		model: does(func(w *sim.World) { thread.CurrentThread(w).SetDaemon(true) })},
	{want: "RuntimeError: thread not started", python: "_thread._ThreadHandle().join()", since: 13,
		model: does(func(w *sim.World) { thread.NewHandle(w, "").Join() })},
	{want: "RuntimeError: Cannot join current thread", python: "join_own_handle()", since: 13,
		model: func(w *sim.World) (err error) {
			h := thread.NewHandle(w, "")
			var raised any
			thread.StartJoinableThread(w, h, func() {
				defer func() { raised = recover() }()
				h.Join()
			}).Join()
			panic(raised)
		}},
	{want: "RuntimeError: thread already started", since: 13,
		python: "h = _thread._ThreadHandle(); _thread.start_joinable_thread(int, handle=h); _thread.start_joinable_thread(int, handle=h)",
		model: does(func(w *sim.World) {
			h := thread.StartJoinableThread(w, thread.NewHandle(w, ""), func() {})
			thread.StartJoinableThread(w, h, func() {})
		})},
	{want: "Exception in thread T:", how: logs, python: "t = threading.Thread(target=fail, name='T'); t.start(); t.join()",
		model: does(func(w *sim.World) {
			t := thread.New(w, thread.Name("T"), thread.Target("fail", fail))
			t.Start()
			t.Join()
		})},
	{want: "Exception in threading.excepthook:", how: logs,
		python: "threading.excepthook = fail; t = threading.Thread(target=fail); t.start(); t.join()",
		model: does(func(w *sim.World) {
			thread.SetExceptHook(w, func(thread.ExceptHookArgs) { fail() })
			t := thread.New(w, thread.Target("fail", fail))
			t.Start()
			t.Join()
		})},
	{want: "Exception ignored in thread started by <function fail", how: logs, since: 13,
		python: "_thread.start_joinable_thread(fail).join()",
		model: does(func(w *sim.World) {
			thread.StartJoinableThread(w, thread.NewHandle(w, "fail"), fail).Join()
		})},
}

// fail is what a thread does that is to die.
func fail() { panic(sim.ValueError("fail")) }

var exitTexts = []text{
	{want: "RuntimeError: can't register atexit after shutdown", how: logs,
		python: "threading._register_atexit(threading._register_atexit, id, 1)",
		model: does(func(w *sim.World) {
			thread.RegisterAtExit(w, func() { thread.RegisterAtExit(w, func() {}) })
		})},
	{want: "Exception ignored on threading shutdown:", how: logs, since: 13, python: "threading._register_atexit(fail)",
		model: does(func(w *sim.World) { thread.RegisterAtExit(w, fail) })},
	{want: "Exception ignored in atexit callback <function", how: logs, since: 13, python: "atexit.register(fail)",
		model: does(func(w *sim.World) { thread.AtExit(w, fail) })},
}
