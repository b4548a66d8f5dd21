package cpython

import (
	"time"

	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

var futureTexts = []text{
	{want: "concurrent.futures._base.CancelledError", python: "f = futures.Future(); f.cancel(); f.result()", how: returns,
		model: func(w *sim.World) error {
			f := executor.NewFuture(w, "")
			f.Cancel()
			_, err := f.Result()
			return err
		}},
	{want: "TimeoutError", python: "futures.Future().result(0)", how: returns,
		model: func(w *sim.World) error { _, err := executor.NewFuture(w, "").Result(0); return err }},
	{want: "TimeoutError", python: "futures.Future().exception(-1)", how: returns,
		model: func(w *sim.World) error { _, err := executor.NewFuture(w, "").Exception(-1); return err }},
	{want: "RuntimeError: Future in unexpected state",
		python: "f = futures.Future(); f.set_running_or_notify_cancel(); f.set_running_or_notify_cancel()",
		model: does(func(w *sim.World) {
			f := executor.NewFuture(w, "")
			f.SetRunningOrNotifyCancel()
			f.SetRunningOrNotifyCancel()
		})},
	{want: "concurrent.futures._base.InvalidStateError: FINISHED: <Future at f state=finished returned int>",
		python: "f = futures.Future(); f.set_result(1); f.set_result(2)",
		model: does(func(w *sim.World) {
			f := executor.NewFuture(w, "f")
			f.SetResult(1)
			f.SetResult(2)
		})},
	{want: "concurrent.futures._base.InvalidStateError: FINISHED: <Future at f state=finished raised ValueError>",
		python: "f = futures.Future(); f.set_exception(ValueError()); f.set_exception(ValueError())",
		model: does(func(w *sim.World) {
			f := executor.NewFuture(w, "f")
			f.SetException(sim.ValueError(""))
			f.SetException(sim.ValueError(""))
		})},
	{want: "concurrent.futures._base.InvalidStateError: CANCELLED: <Future at f state=cancelled>",
		python: "f = futures.Future(); f.cancel(); f.set_result(2)",
		model: does(func(w *sim.World) {
			f := executor.NewFuture(w, "f")
			f.Cancel()
			f.SetResult(2)
		})},
	{want: "exception calling callback for <Future at f state=finished returned int>", how: logs,
		python: "f = futures.Future(); f.add_done_callback(fail); f.set_result(1)",
		model: does(func(w *sim.World) {
			f := executor.NewFuture(w, "f")
			f.AddDoneCallback(func(*executor.Future) { fail() })
			f.SetResult(1)
		})},
	{want: "ValueError: Invalid return condition: 'X'", python: "futures.wait([futures.Future()], return_when='X')",
		model: does(func(w *sim.World) {
			executor.Wait([]*executor.Future{executor.NewFuture(w, "")}, "X")
		})},
	{want: "TimeoutError: 2 (of 2) futures unfinished", how: returns,
		python: "list(futures.as_completed([futures.Future(), futures.Future()], timeout=0))",
		model: func(w *sim.World) (err error) {
			fs := []*executor.Future{executor.NewFuture(w, ""), executor.NewFuture(w, "")}
			for _, e := range executor.AsCompleted(fs, 0) {
				err = e
			}
			return err
		}},
	{want: "ValueError: max_workers must be greater than 0", python: "futures.ThreadPoolExecutor(0)",
		model: does(func(w *sim.World) { executor.New(w, -1) })},
	{want: "TypeError: 'NoneType' object is not callable", python: "futures.ThreadPoolExecutor(1).submit(None).result()", how: returns,
		model: func(w *sim.World) error { _, err := executor.New(w, 1).Submit("", nil).Result(); return err }},
	{want: "RuntimeError: cannot schedule new futures after shutdown",
		python: "p = futures.ThreadPoolExecutor(1); p.shutdown(); p.submit(int)",
		model: does(func(w *sim.World) {
			p := executor.New(w, 1)
			p.Shutdown()
			p.Submit("int", func() any { return 0 })
		})},
	{want: "RuntimeError: cannot schedule new futures after interpreter shutdown", how: logs,
		python: "p = futures.ThreadPoolExecutor(1); atexit.register(p.submit, int)",
		model: does(func(w *sim.World) {
			p := executor.New(w, 1)
			thread.AtExit(w, func() { p.Submit("int", func() any { return 0 }) })
		})},
	{want: "concurrent.futures.thread.BrokenThreadPool: A thread initializer failed, the thread pool is not usable anymore",
		python: "p = futures.ThreadPoolExecutor(1, initializer=fail); p.submit(int).result()", how: returns,
		model: func(w *sim.World) error {
			p := executor.New(w, 1, executor.Initializer(fail))
			_, err := p.Submit("int", func() any { return 0 }).Result()
			return err
		}},
	{want: "concurrent.futures.thread.BrokenThreadPool: A thread initializer failed, the thread pool is not usable anymore",
		python: "p = futures.ThreadPoolExecutor(1, initializer=fail); futures.wait([p.submit(int)]); p.submit(int)",
		model: does(func(w *sim.World) {
			p := executor.New(w, 1, executor.Initializer(fail))
			p.Submit("int", func() any { return 0 }).Exception()
			p.Submit("int", func() any { return 0 })
		})},
	{want: "Exception in initializer:", how: logs,
		python: "p = futures.ThreadPoolExecutor(1, initializer=fail); futures.wait([p.submit(int)])",
		model: does(func(w *sim.World) {
			executor.New(w, 1, executor.Initializer(fail)).Submit("int", func() any { return 0 }).Exception()
		})},
	{want: "Exception in worker", how: logs,
		python: "p = futures.ThreadPoolExecutor(1); g = threading.Event(); f = p.submit(g.wait); f.add_done_callback(sys.exit); g.set(); f.result()",
		model: does(func(w *sim.World) {
			gate := executor.NewFuture(w, "gate")
			f := executor.New(w, 1).Submit("f", func() any { gate.Result(); return nil })
			f.AddDoneCallback(func(*executor.Future) { thread.SysExit(1) })
			gate.SetResult(nil)
		})},
	{want: "RuntimeError: cannot join current thread", how: returns,
		python: "p = futures.ThreadPoolExecutor(1); p.submit(p.shutdown).result()",
		model: func(w *sim.World) error {
			p := executor.New(w, 1)
			_, err := p.Submit("f", func() any { p.Shutdown(); return nil }).Result()
			return err
		}},
}

var otherTexts = []text{
	{want: "ValueError: sleep length must be non-negative", python: "time.sleep(-1)",
		model: does(func(w *sim.World) { w.Sleep(-time.Second) })},
	{want: "ValueError: switch interval must be strictly positive", python: "sys.setswitchinterval(0)",
		model: does(func(w *sim.World) { thread.SetSwitchInterval(w, 0) })},
	{want: "--- Logging error ---", how: logs, python: "logging.warning('%d', 'x')",
		model: does(func(w *sim.World) { logging.Warning(w, "%d", "x") })},
}
