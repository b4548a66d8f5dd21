package thread_test

import (
	"slices"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/sim"
)

// rawCases are about threads that have no Thread.
var rawCases = []conformance.Case{
	{ID: "TH04", Want: "every schedule: a raw thread has a dummy that is a daemon, alive, listed, and not joined; after its end it is not listed, and says that it is alive",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			var dummy *thread.Thread
			h := thread.StartJoinableThread(w, thread.NewHandle(w, "raw"), func() {
				dummy = thread.CurrentThread(w)
				out.Put(dummy.Name(), dummy.Daemon(), dummy.IsAlive(), slices.Contains(thread.Enumerate(w), dummy), thread.CurrentThread(w) == dummy)
				e.Set()
			})
			e.Wait()
			out.Put(conformance.Try(func() { dummy.Join() }))
			h.Join()
			out.Put(slices.Contains(thread.Enumerate(w), dummy), dummy.IsAlive())
		},
		Every: []string{"Dummy-1 T T T T RuntimeError: cannot join a dummy thread F T"}},
	{ID: "TH25", Want: "every schedule: a raw handle is joined any number of times, not before its start, not by its thread, and with a timeout",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			out.Put(conformance.Try(func() { thread.NewHandle(w, "").Join() }))
			h := thread.NewHandle(w, "h")
			self := func() { out.Put(conformance.Try(func() { h.Join() })) }
			thread.StartJoinableThread(w, h, func() {
				l.Acquire()
				self()
			})
			h.Join(tick)
			out.Put(h.IsDone())
			l.Release()
			h.Join()
			h.Join()
			out.Put(h.IsDone(), conformance.Try(func() { thread.StartJoinableThread(w, h, nil) }))
		},
		Every: []string{"RuntimeError: thread not started F RuntimeError: Cannot join current thread T RuntimeError: thread already started"}},
	{ID: "TH29", Want: "every schedule: the panic of a raw thread is reported, SystemExit is not; threading.excepthook is not asked",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.SetExceptHook(w, func(thread.ExceptHookArgs) { out.Put("hook") })
			for _, value := range []any{&sim.SystemExit{}, sim.ValueError("x")} {
				h := thread.StartJoinableThread(w, thread.NewHandle(w, "f"), func() { panic(value) })
				h.Join()
			}
		},
		Log:   true,
		Every: []string{"[Exception ignored in thread started by <function f>:] [Traceback (most recent call last):] [ValueError: x] f raised ValueError: x"}},
}
