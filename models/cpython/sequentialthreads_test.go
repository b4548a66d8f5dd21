//go:build cpython

package cpython

import (
	"fmt"
	"time"

	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/models/timer"
	"simrun/sim"
)

type fut = executor.Future

func futureObject(name string) object {
	return object{name, "concurrent.futures.Future()", func(e *env) any { return executor.NewFuture(e.w, name) }, name + "._state",
		func(o any) any { return o.(*fut).State() }}
}

func futureCalls(name string) []call {
	return []call{
		method(name, "cancel()", func(f *fut) any { return f.Cancel() }), method(name, "cancelled()", func(f *fut) any { return f.Cancelled() }),
		method(name, "running()", func(f *fut) any { return f.Running() }), method(name, "done()", func(f *fut) any { return f.Done() }),
		method(name, "result(0)", func(f *fut) any { return result(f.Result(0)) }), method(name, "result(-1)", func(f *fut) any { return result(f.Result(-1)) }),
		method(name, "exception("+pyTimeout+")", func(f *fut) any { return exception(f.Exception(timeout)) }),
		void(name, "set_result(7)", func(f *fut) { f.SetResult(7) }),
		void(name, "set_result(None)", func(f *fut) { f.SetResult(nil) }),
		void(name, "set_exception(ValueError('no'))", func(f *fut) { f.SetException(sim.ValueError("no")) }),
		method(name, "set_running_or_notify_cancel()", func(f *fut) any { return f.SetRunningOrNotifyCancel() }),
		{name + ".add_done_callback(lambda f: run.log.info(f._state))", func(e *env, _ *performer) any {
			get[*fut](e, name).AddDoneCallback(func(f *fut) { logInfo(e, f.State()) })
			return nil
		}},
		repr[*fut](name),
	}
}

func waitsFor(when executor.ReturnWhen, python string, args ...time.Duration) call {
	return call{"'%d %d' % tuple(map(len, concurrent.futures.wait([f, g, f], " + python + ", '" + string(when) + "')))", func(e *env, _ *performer) any {
		done, not := executor.Wait([]*fut{get[*fut](e, "f"), get[*fut](e, "g"), get[*fut](e, "f")}, when, args...)
		return fmt.Sprint(len(done), " ", len(not))
	}}
}

var waitCalls = []call{
	waitsFor(executor.AllCompleted, "0", 0), waitsFor(executor.FirstCompleted, pyTimeout, timeout), waitsFor(executor.FirstException, "-1", -1),
	waitsFor("NEVER", "0", 0),
	{"len(list(concurrent.futures.as_completed([f, g, f], 0)))", func(e *env, _ *performer) any {
		n := 0
		for _, err := range executor.AsCompleted([]*fut{get[*fut](e, "f"), get[*fut](e, "g"), get[*fut](e, "f")}, 0) {
			if err != nil {
				return err
			}
			n++
		}
		return n
	}},
}

var sequentialFutures = []class{
	alone("alone: Future", []object{futureObject("f")}, futureCalls("f")...),
	alone("alone: two Futures", []object{futureObject("f"), futureObject("g")}, append(append(futureCalls("f"), futureCalls("g")...), append(waitCalls, waitCalls...)...)...),
}

type thr = thread.Thread

func threadCalls[T interface {
	Start()
	Join(...time.Duration)
	Run()
}](name string, of func(T) *thr) []call {
	return []call{
		{name + ".start()", func(e *env, _ *performer) any { get[T](e, name).Start(); return nil }},
		{name + ".start()", func(e *env, _ *performer) any { get[T](e, name).Start(); return nil }},
		{name + ".join()", func(e *env, _ *performer) any { get[T](e, name).Join(); return nil }},
		{name + ".join(0)", func(e *env, _ *performer) any { get[T](e, name).Join(0); return nil }},
		{name + ".join(-1)", func(e *env, _ *performer) any { get[T](e, name).Join(-1); return nil }},
		{name + ".join(" + pyTimeout + ")", func(e *env, _ *performer) any { get[T](e, name).Join(timeout); return nil }},
		{name + ".run() if not " + name + ".is_alive() else 'alive'", func(e *env, _ *performer) any {
			if of(get[T](e, name)).IsAlive() {
				return "alive" // CPython would run the target a second time: see Thread.Run
			}
			get[T](e, name).Run()
			return nil
		}},
		{name + ".is_alive()", func(e *env, _ *performer) any { return of(get[T](e, name)).IsAlive() }},
		{name + ".name", func(e *env, _ *performer) any { return of(get[T](e, name)).Name() }},
		{"setattr(" + name + ", 'name', 'other')", func(e *env, _ *performer) any { of(get[T](e, name)).SetName("other"); return nil }},
		{name + ".daemon", func(e *env, _ *performer) any { return of(get[T](e, name)).Daemon() }},
		{"setattr(" + name + ", 'daemon', False)", func(e *env, _ *performer) any { of(get[T](e, name)).SetDaemon(false); return nil }},
		{name + ".ident is None", func(e *env, _ *performer) any { return of(get[T](e, name)).Ident() == 0 }},
		{name + " in threading.enumerate()", func(e *env, _ *performer) any {
			for _, t := range thread.Enumerate(e.w) {
				if t == of(get[T](e, name)) {
					return true
				}
			}
			return false
		}},
	}
}

// joinAlive waits for the thread if it has begun.
func joinAlive[T interface{ Join(...time.Duration) }](of func(T) *thr) call {
	return call{"t.join() if t.is_alive() else None", func(e *env, _ *performer) any {
		if t := of(get[T](e, "t")); t.IsAlive() {
			t.Join()
		}
		return nil
	}}
}

var sequentialThreads = []class{
	aloneUntil([]call{joinAlive(func(t *thr) *thr { return t })}, "alone: Thread", []object{{"t", "threading.Thread(target=lambda: run.log.info('target'), name='t', daemon=True)", func(e *env) any {
		return thread.New(e.w, thread.Name("t"), thread.Daemon(true), thread.Target("", func() { logInfo(e, "target") }))
	}, "", nil}}, threadCalls("t", func(t *thr) *thr { return t })...),
	aloneUntil([]call{joinAlive(func(t *timer.Timer) *thr { return t.Thread })}, "alone: Timer", []object{{"t", "threading.Timer(" + pyTimeout + ", lambda: run.log.info('target'))", func(e *env) any {
		return timer.New(e.w, timeout, func() { logInfo(e, "target") })
	}, "", nil}, {"d", "setattr(t, 'daemon', True) or setattr(t, 'name', 't')", func(e *env) any {
		get[*timer.Timer](e, "t").SetDaemon(true)
		get[*timer.Timer](e, "t").SetName("t")
		return nil
	}, "", nil}}, append(threadCalls("t", func(t *timer.Timer) *thr { return t.Thread }),
		void("t", "cancel()", (*timer.Timer).Cancel), void("t", "cancel()", (*timer.Timer).Cancel),
		method("t", "finished.is_set()", func(t *timer.Timer) any { return t.Finished().IsSet() }))...),
}

// logInfo writes a line.
func logInfo(e *env, text string) { logging.Info(e.w, "%s", text) }
