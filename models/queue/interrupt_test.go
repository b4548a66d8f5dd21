package queue_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/sim"
)

// QU17: a get that a signal aborts. The mutex is free, and no waiter is left that a put could wake in vain.
func TestInterrupt(t *testing.T) {
	var cases []conformance.Case
	for _, v := range []struct {
		id     string
		create func(w *sim.World) *queue.Queue
	}{
		{"QU17", func(w *sim.World) *queue.Queue { return queue.New(w, "q", 1) }},
		{"QU17 (PriorityQueue)", func(w *sim.World) *queue.Queue { return queue.NewPriority(w, "q", 1) }},
	} {
		cases = append(cases, conformance.Case{
			ID: v.id, Want: "mutex free, no stale waiter: another thread gets the next item",
			Main: func(w *sim.World, out *conformance.Out) {
				q := v.create(w)
				w.ArmSignal()
				out.Put(conformance.Try(func() { q.Get() }))
				w.DisarmSignal()
				w.SpawnAll("t", func() { out.Put(q.Get()) })
				q.Put(1)
				q.Put(2)
			},
			Every: []string{"KeyboardInterrupt 1 None"},
		})
	}
	cases = append(cases, conformance.Case{
		ID: "QU22", Want: "Ctrl-C in the midst of put: the item is there or not, counted or not, the getter woken or not, the mutex left held or not",
		Main: func(w *sim.World, out *conformance.Out) {
			q := queue.New(w, "q", 0)
			got := false
			conformance.Start(w, "T", func() { q.Get(); got = true })
			w.ArmSignal()
			raised := conformance.Try(func() { q.Put(1) })
			w.DisarmSignal()
			w.OnEnd(func() {
				out.Put(raised, len(q.Left()), "left", q.Unfinished(), "unfinished", "mutex", q.WaitsFor(nil), "T got it", got)
			})
		},
		// CPython 3.13, of 30,000 runs: not there 3,209, mutex held 123; there and not counted 31; counted, asleep 329; woken
		// 438, mutex held 93. A thread that comes late gets the item that woke nobody.
		Every: []string{"ok 0 left 1 unfinished mutex [] T got it T",
			"KeyboardInterrupt 0 left 0 unfinished mutex [] T got it F deadlock",
			"KeyboardInterrupt 0 left 0 unfinished mutex [MainThread] T got it F deadlock",
			"KeyboardInterrupt 1 left 0 unfinished mutex [] T got it F deadlock", "KeyboardInterrupt 0 left 0 unfinished mutex [] T got it T",
			"KeyboardInterrupt 1 left 1 unfinished mutex [] T got it F deadlock", "KeyboardInterrupt 0 left 1 unfinished mutex [] T got it T",
			"KeyboardInterrupt 1 left 1 unfinished mutex [MainThread] T got it F deadlock"},
	})
	cases = append(cases, conformance.Case{
		ID: "QU23", Want: "∃ deadlock: a handler puts in the midst of a put, under the mutex; ∃ it comes in another moment",
		Main: func(w *sim.World, out *conformance.Out) {
			q := queue.New(w, "q", 0)
			w.SetSignal("SIGUSR1", func() { q.Put("handler") })
			w.OnEnd(func() { out.Put(len(q.Left())) })
			q.Put("main")
		},
		Every: []string{"1", "2", "0 deadlock", "1 deadlock"},
	})
	conformance.Run(t, append(cases, interruptedCalls()...))
}

// interruptedCalls are Ctrl-C in the midst of get and task_done, and twins in which it comes to a thread that does neither.
func interruptedCalls() []conformance.Case {
	get, done := func(q *queue.Queue) { q.Get() }, (*queue.Queue).TaskDone
	program := func(before, call func(q *queue.Queue), twin bool) func(w *sim.World, out *conformance.Out) {
		return func(w *sim.World, out *conformance.Out) {
			q := queue.New(w, "q", 0)
			q.Put(1)
			before(q)
			w.OnEnd(func() { out.Put(len(q.Left()), "left", q.Unfinished(), "unfinished", "mutex", q.WaitsFor(nil)) })
			if twin {
				t := conformance.Start(w, "T", func() { call(q) })
				w.ArmSignal()
				conformance.Try(func() { t.Join() })
				w.DisarmSignal()
				t.Join()
				return
			}
			w.ArmSignal()
			out.Put(conformance.Try(func() { call(q) }))
			w.DisarmSignal()
		}
	}
	return []conformance.Case{
		// CPython 3.13, of 30,000 runs: item lost 446, mutex held too 152; mutex held with the item there 168.
		{ID: "QU25", Want: "Ctrl-C in the midst of get: the item is there, got or lost, the mutex left held or not", Main: program(func(*queue.Queue) {}, get, false),
			Every: []string{"ok 0 left 1 unfinished mutex []", "KeyboardInterrupt 1 left 1 unfinished mutex []",
				"KeyboardInterrupt 1 left 1 unfinished mutex [MainThread]", "KeyboardInterrupt 0 left 1 unfinished mutex []",
				"KeyboardInterrupt 0 left 1 unfinished mutex [MainThread]"}},
		{ID: "QU25/twin", Want: "every schedule: it is got", Main: program(func(*queue.Queue) {}, get, true),
			Every: []string{"0 left 1 unfinished mutex []"}},
		// CPython 3.13, of 30,000 runs: counts no more 183, mutex held too 151; mutex held and still counted 141.
		{ID: "QU26", Want: "Ctrl-C in the midst of task_done: the task counts or not, the mutex is left held or not", Main: program(get, done, false),
			Every: []string{"ok 0 left 0 unfinished mutex []", "KeyboardInterrupt 0 left 1 unfinished mutex []",
				"KeyboardInterrupt 0 left 1 unfinished mutex [MainThread]", "KeyboardInterrupt 0 left 0 unfinished mutex []",
				"KeyboardInterrupt 0 left 0 unfinished mutex [MainThread]"}},
		{ID: "QU26/twin", Want: "every schedule: it is done", Main: program(get, done, true), Every: []string{"0 left 0 unfinished mutex []"}},
	}
}
