package thread_test

import (
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/sim"
)

// joinCases are about Join.
var joinCases = []conformance.Case{
	{ID: "TH07", Want: "every schedule: all joiners of a thread return (up to 3.12 ∃ AssertionError and RuntimeError)",
		Main: func(w *sim.World, out *conformance.Out) {
			x := conformance.Start(w, "x", func() {})
			n := 0
			var joiners [3]*thread.Thread
			for i := range joiners {
				joiners[i] = conformance.Start(w, "j", func() {
					x.Join()
					n++
				})
			}
			for _, j := range joiners {
				j.Join()
			}
			out.Put(n)
		},
		Every: []string{"3"}, Strategy: "dpor"},
	{ID: "TH08", Want: "every schedule: join(0.01) of a blocked thread returns and it is alive; after the release and a join it is not",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			t := conformance.Start(w, "T", func() { l.Acquire() })
			t.Join(tick)
			out.Put(t.IsAlive())
			l.Release()
			t.Join()
			out.Put(t.IsAlive())
		},
		Every: []string{"T F"}},
	{ID: "TH13", Want: "every schedule: a thread that joins itself gets a RuntimeError",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(conformance.Try(func() { thread.CurrentThread(w).Join() }))
			var t *thread.Thread
			t = thread.New(w, thread.Target("", func() { out.Put(conformance.Try(func() { t.Join() })) }))
			t.Start()
		},
		Every: []string{"RuntimeError: cannot join current thread RuntimeError: cannot join current thread"}},
	{ID: "TH14", Want: "every schedule: to join a thread before its start is a RuntimeError",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(conformance.Try(func() { thread.New(w).Join() }))
		},
		Every: []string{"RuntimeError: cannot join thread before it is started"}},
	{ID: "TH17", Want: "every schedule: join(-1) returns at once, and the thread is alive",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			t := conformance.Start(w, "T", func() { e.Wait() })
			before := w.Now()
			t.Join(-time.Second)
			out.Put(t.IsAlive(), w.Now()-before < tick)
			e.Set()
		},
		Every: []string{"T T"}},
	{ID: "TH23", Want: "every schedule: two threads that join each other are a deadlock",
		Main: func(w *sim.World, out *conformance.Out) {
			var a, b *thread.Thread
			ready := event.New(w, "")
			a = conformance.Start(w, "a", func() {
				ready.Wait()
				b.Join()
			})
			b = conformance.Start(w, "b", func() { a.Join() })
			ready.Set()
		},
		Every: []string{"deadlock"}},
	{ID: "TH30", Want: "every schedule: a daemon can be joined, and keeps its name and its identifier after its end",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("T"), thread.Daemon(true), thread.Target("", nothing))
			out.Put(t.Ident())
			t.Start()
			before := t.Ident()
			t.Join()
			out.Put(t.Name(), t.Ident() == before, before != 0, t.IsAlive())
		},
		Every: []string{"0 T T T F"}},
	{ID: "TH31", Want: "∃ a thread that nothing lists any more is alive, and a join of it waits",
		Main: func(w *sim.World, out *conformance.Out) {
			t := conformance.Start(w, "T", nothing)
			listed := thread.ActiveCount(w)
			t.Join(0)
			out.Put(listed, t.IsAlive())
		},
		Every: []string{"2 T", "2 F", "1 T", "1 F"}},
	{ID: "TH32", Want: "every schedule: the main thread and a dummy were started; they cannot be started by Start",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(conformance.Try(thread.MainThread(w).Start))
			thread.StartNewThread(w, "raw", func() { out.Put(conformance.Try(thread.CurrentThread(w).Start)) })
			w.Sleep(time.Second)
		},
		Config: sim.Config{Clock: sim.Virtual},
		Every:  []string{"RuntimeError: threads can only be started once RuntimeError: threads can only be started once"}},
	{ID: "TH28", Want: "every schedule: another thread can join the main thread, which is done when it has begun to exit",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				thread.MainThread(w).Join()
				out.Put("joined", thread.MainThread(w).IsAlive())
			})
			out.Put("end")
		},
		Every: []string{"end joined F"}},
}
