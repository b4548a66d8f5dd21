package executor_test

import (
	"fmt"
	"strings"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

// futureCases are those of one thread.
func futureCases() []conformance.Case {
	return []conformance.Case{
		{ID: "FU01", Want: "every schedule: a callback is called with the future when it has a result, an exception, or is cancelled",
			Main: func(w world, out result) {
				for i, end := range []func(f *executor.Future){
					func(f *executor.Future) { f.SetResult(5) },
					func(f *executor.Future) { f.SetException(&sim.Exception{Type: "OSError"}) },
					func(f *executor.Future) { f.Cancel() },
				} {
					f := executor.NewFuture(w, fmt.Sprint("f", i))
					f.AddDoneCallback(func(g *executor.Future) { out.Put(g.Name(), value(g.Result()), g.Done()) })
					end(f)
					f.AddDoneCallback(func(*executor.Future) { out.Put("late") })
				}
			},
			Every: []string{"f0 5 T late f1 OSError T late f2 " + cancelled + " T late"}},
		{ID: "FU02", Want: "every schedule: a callback that raises an Exception is logged, the next one is called",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				f.AddDoneCallback(func(*executor.Future) { panic(sim.ValueError("callback")) })
				f.AddDoneCallback(func(*executor.Future) { out.Put("second") })
				f.SetResult(5)
				f.AddDoneCallback(func(*executor.Future) { panic(sim.ValueError("late")) })
			},
			Log: true,
			Every: []string{"second [exception calling callback for <Future at f state=finished returned int> ValueError: callback] " +
				"[exception calling callback for <Future at f state=finished returned int> ValueError: late]"}},
		{ID: "FU03", Want: "every schedule: what is no Exception goes through, and the next callback is not called",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				f.AddDoneCallback(func(*executor.Future) { panic(&sim.SystemExit{Code: 3}) })
				f.AddDoneCallback(func(*executor.Future) { out.Put("second") })
				out.Put(conformance.Try(func() { f.SetResult(5) }), f.State())
			},
			Every: []string{"SystemExit: 3 FINISHED"}},
		{ID: "FU04", Want: "every schedule: repr in each state",
			Main: func(w world, out result) {
				for _, f := range states(w) {
					_, state, _ := strings.Cut(f.Repr(), "state=")
					out.Put(state)
				}
			},
			Every: []string{"pending> running> cancelled> cancelled> finished raised OSError> finished returned int>"}},
		{ID: "FU05", Want: "every schedule: cancel in each state: T F T T F F",
			Main: func(w world, out result) {
				for _, f := range states(w) {
					out.Put(f.Cancel(), f.State(), f.Cancelled(), f.Running(), f.Done())
				}
			},
			Every: []string{"T CANCELLED T F T F RUNNING F T F T CANCELLED T F T T CANCELLED_AND_NOTIFIED T F T F FINISHED F F T F FINISHED F F T"}},
		{ID: "FU05/callbacks", Want: "every schedule: cancelling again does not call the callbacks again",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				f.AddDoneCallback(func(*executor.Future) { out.Put("called") })
				f.Cancel()
				f.Cancel()
			},
			Every: []string{"called"}},
		{ID: "FU07", Want: "every schedule: result(0) and exception(0) in each state",
			Main: func(w world, out result) {
				for _, f := range states(w) {
					out.Put(value(f.Result(0)), value(f.Exception(0)), value(f.Result(-1)))
				}
			},
			Every: []string{"TimeoutError TimeoutError TimeoutError TimeoutError TimeoutError TimeoutError " +
				strings.Repeat(cancelled+" ", 6) + "OSError OSError OSError 42 None 42"}},
		{ID: "FU11", Want: "every schedule: the second set_result is an InvalidStateError, the first value stays",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				f.SetResult(1)
				out.Put(conformance.Try(func() { f.SetResult(2) }), conformance.Try(func() { f.SetException(executor.ErrTimeout) }))
				out.Put(value(f.Result()))
				c := executor.NewFuture(w, "c")
				c.Cancel()
				out.Put(conformance.Try(func() { c.SetResult(2) }))
			},
			Every: []string{strings.Repeat(executor.InvalidState+": FINISHED: <Future at f state=finished returned int> ", 2) + "1 " +
				executor.InvalidState + ": CANCELLED: <Future at c state=cancelled>"}},
		{ID: "FU13", Want: "every schedule: set_running_or_notify_cancel twice, or on a finished future, is a RuntimeError",
			Main: func(w world, out result) {
				for _, f := range states(w)[1:] {
					out.Put(conformance.Try(func() { out.Put(f.SetRunningOrNotifyCancel(), f.State()) }))
				}
			},
			Every: []string{"RuntimeError: Future in unexpected state F CANCELLED_AND_NOTIFIED ok " +
				"RuntimeError: Future in unexpected state RuntimeError: Future in unexpected state RuntimeError: Future in unexpected state"}},
	}
}

// futureThreadCases are those of several threads.
func futureThreadCases() []conformance.Case {
	return []conformance.Case{
		{ID: "FU08", Want: "every schedule: a blocked result() returns what another thread sets",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				conformance.Start(w, "T", func() { f.SetResult(42) })
				out.Put(value(f.Result()))
			},
			Every: []string{"42"}},
		{ID: "FU08/cancel", Want: "every schedule: a blocked result() raises CancelledError when another thread cancels",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				conformance.Start(w, "T", func() { f.Cancel() })
				out.Put(value(f.Result()))
			},
			Every: []string{cancelled}},
		{ID: "FU08/timeout", Want: "∃ the result, ∃ TimeoutError if the time is up before it",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				conformance.Start(w, "T", func() { f.SetResult(42) })
				out.Put(value(f.Result(short)))
			},
			Every: []string{"42", "TimeoutError"}},
		{ID: "FU10", Want: "every schedule: a blocked exception() returns the exception; result() raises the same one",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				raised := sim.ValueError("x")
				conformance.Start(w, "T", func() { f.SetException(raised) })
				e, err := f.Exception()
				_, same := f.Result()
				out.Put(e, err, same == error(raised))
			},
			Every: []string{"ValueError: x None T"}},
		{ID: "FU14", Want: "∃ result() has returned before the callbacks have run; ∃ after",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				called := event.New(w, "called")
				f.AddDoneCallback(func(*executor.Future) {
					w.Sleep(0)
					called.Set()
				})
				t := conformance.Start(w, "T", func() { f.SetResult(42) })
				f.Result()
				out.Put(called.IsSet())
				t.Join()
				out.Put(called.IsSet())
			},
			Exists: []string{"F T", "T T"}, Never: []string{"* F"}},
		{ID: "FU15", Want: "every schedule: a callback is called once, by the thread that finishes the future or by the one that adds it",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				t := conformance.Start(w, "T", func() { f.SetResult(42) })
				f.AddDoneCallback(func(*executor.Future) { out.Put(w.Current().Name()) })
				t.Join()
			},
			Every: []string{"T", "MainThread"}},
		{ID: "FU16", Want: "every schedule: an exception that is false is not raised: result() gives None (from 3.14 on it is raised)",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				f.SetException(empty{})
				out.Put(value(f.Result()), value(f.Exception()), f.Repr())
			},
			Every: []string{"None an empty exception <Future at f state=finished returned NoneType>"}},
		{ID: "FU17", Want: "every schedule: of two threads that finish a future one gets an InvalidStateError",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				var a string
				t := conformance.Start(w, "T", func() { a = conformance.Try(func() { f.SetResult(1) }) })
				b := conformance.Try(func() { f.SetResult(2) })
				t.Join()
				out.Put(value(f.Result()), a == "ok", b == "ok")
			},
			Every: []string{"1 T F", "2 F T"}},
	}
}

// empty is an exception that is false.
type empty struct{}

func (empty) Error() string { return "an empty exception" }
func (empty) Bool() bool    { return false }
