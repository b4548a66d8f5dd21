package queue_test

import (
	"fmt"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
)

// shutdownCases are those of one thread.
func shutdownCases() []conformance.Case {
	const down = "queue.ShutDown"
	return []conformance.Case{
		{ID: "QS01", Want: "every schedule: an empty queue that is shut down refuses puts and gets",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				q.Shutdown(false)
				out.Put(errs(q.Put(1)), get(q.Get()))
			},
			Every: []string{down + " " + down}},
		{ID: "QS02", Want: "every schedule: after a graceful shutdown the item is still delivered",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1)
				q.Shutdown(false)
				out.Put(get(q.Get()), get(q.Get()))
			},
			Every: []string{"1 " + down}},
		{ID: "QS04", Want: "every schedule: it may be shut down again in either way",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2)
				out.Put(q.IsShutdown())
				q.Shutdown(false)
				out.Put(q.IsShutdown(), q.QSize())
				q.Shutdown(true)
				out.Put(q.IsShutdown(), q.QSize())
				q.Shutdown(false)
				out.Put(q.IsShutdown(), len(q.Drained()))
			},
			Every: []string{"F T 2 T 0 T 2"}},
		{ID: "QS05", Want: "every schedule: after an immediate shutdown every put and get is refused, task_done too often, join returns",
			Main: func(w world, out result) {
				q := queue.New(w, "", 2)
				puts(q, 1, 2)
				q.Shutdown(true)
				out.Put(errs(q.Put(3)), errs(q.PutNowait(3)), errs(q.Put(3, queue.Timeout(short))))
				out.Put(get(q.Get()), get(q.GetNowait()), get(q.Get(queue.Timeout(short))))
				out.Put(conformance.Try(q.TaskDone))
				q.Join()
			},
			Every: []string{down + " " + down + " " + down + " " + down + " " + down + " " + down +
				" ValueError: task_done() called too many times"}},
		{ID: "QS05/uncounted", Want: "every schedule: an item that is not counted as a task does not make the count negative",
			Main: func(w world, out result) {
				q := queue.NewPriority(w, "", 0)
				puts(q, map[string]int{})
				conformance.Try(func() { puts(q, map[string]int{}) })
				q.Shutdown(true)
				out.Put(q.QSize(), q.Unfinished(), len(q.Drained()))
				q.Join()
			},
			Every: []string{"0 0 2"}},
		{ID: "QS06", Want: "every schedule: a shutdown that cannot compare the items stops in the middle, and wakes nobody",
			Main: func(w world, out result) {
				q := queue.NewPriority(w, "", 3)
				puts(q, []any{1, "x"}, []any{2, map[string]int{}}, []any{2, "x"})
				stuck(w, out)
				conformance.Start(w, "T", func() { q.Put([]any{0}) })
				out.Put(conformance.Try(func() { q.Shutdown(true) }))
				out.Put(q.IsShutdown(), q.QSize(), q.Unfinished())
			},
			// The thread had fallen asleep, or comes too late.
			Every: []string{"TypeError: '<' not supported between instances of 'str' and 'dict' T 2 3 T@Queue.put deadlock",
				"TypeError: '<' not supported between instances of 'str' and 'dict' T 2 3"}},
	}
}

// shutdownThreadCases are those of several threads.
func shutdownThreadCases() []conformance.Case {
	return []conformance.Case{
		traffic("QS07", false), traffic("QS07/immediate", true),
		{ID: "QS15", Want: "every schedule: is_shutdown does not need the mutex, shutdown does",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				stuck(w, out)
				q.Mutex().Acquire()
				conformance.Start(w, "T", func() {
					out.Put(q.IsShutdown())
					q.Shutdown(false)
				})
			},
			Every: []string{"F T@Queue.shutdown deadlock"}},
		{ID: "QS16", Want: "∃ a put that was woken finds the queue shut down all the same: the item is not in it; ∃ it came in time",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				puts(q, 0)
				t := conformance.Start(w, "T", func() { out.Put(errs(q.Put(1))) })
				out.Put(get(q.Get()))
				q.Shutdown(false)
				t.Join()
				out.Put(q.QSize())
			},
			Every: []string{"0 queue.ShutDown 0", "0 ok 1"}},
		{ID: "QS08", Want: "every schedule: of three gets on two items exactly one is refused",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2)
				refused := 0
				for _, name := range []string{"a", "b", "c"} {
					defer conformance.Start(w, name, func() {
						if _, err := q.Get(); err == queue.ErrShutDown {
							refused++
						}
					}).Join()
				}
				w.OnEnd(func() { out.Put(refused) })
				q.Shutdown(false)
			},
			Every: []string{"1"}, Strategy: "dpor"},
		{ID: "QS10", Want: "every schedule: blocked puts are refused, their items are not in the queue",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				puts(q, 0)
				a := conformance.Start(w, "a", func() { out.Put(errs(q.Put(1))) })
				b := conformance.Start(w, "b", func() { out.Put(errs(q.Put(2, queue.Timeout(short)))) })
				q.Shutdown(false)
				a.Join()
				b.Join()
				out.Put(q.QSize(), get(q.Get()))
			},
			// The second may also have given up before.
			Every: []string{"queue.ShutDown queue.ShutDown 1 0", "queue.Full queue.ShutDown 1 0"}},
		{ID: "QS11", Want: "every schedule: joins return after an immediate shutdown",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2)
				a, b := conformance.Start(w, "a", q.Join), conformance.Start(w, "b", q.Join)
				q.Shutdown(true)
				a.Join()
				b.Join()
				out.Put(q.Unfinished())
			},
			Every: []string{"0"}, Strategy: "dpor"},
		{ID: "QS11/graceful", Want: "every schedule: and after a graceful one if a worker finishes what is left",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2)
				a, b := conformance.Start(w, "a", q.Join), conformance.Start(w, "b", q.Join)
				q.Shutdown(false)
				worker := conformance.Start(w, "worker", func() {
					for {
						if _, err := q.Get(); err != nil {
							out.Put(err)
							return
						}
						q.TaskDone()
					}
				})
				a.Join()
				b.Join()
				worker.Join()
				out.Put(q.Unfinished())
			},
			Every: []string{"queue.ShutDown 0"}, Strategy: "dpor"},
		{ID: "QS13", Want: "every schedule: a join stays blocked after a graceful shutdown while an item is unfinished",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1)
				stuck(w, out)
				conformance.Start(w, "T", q.Join)
				q.Shutdown(false)
				out.Put(get(q.Get()))
			},
			Every: []string{"1 T@Queue.join deadlock"}},
		{ID: "QS14", Want: "every schedule: a join stays blocked after an immediate shutdown while an item is being worked on, until task_done",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2)
				q.Get()
				done := false
				t := conformance.Start(w, "T", func() {
					q.Join()
					out.Put(done)
				})
				q.Shutdown(true)
				out.Put(q.Unfinished())
				done = true
				q.TaskDone()
				t.Join()
			},
			Every: []string{"1 T"}},
	}
}

// traffic is QS07, scaled down: 2 writers, 2 readers, a joiner, and a shutdown in the middle. Every thread ends; every
// reader sees ShutDown in the end.
func traffic(id string, immediate bool) conformance.Case {
	return conformance.Case{
		ID: id, Want: "every schedule: all end, readers with ShutDown; ∃ a writer is refused; nothing is lost, if immediate the queue is empty",
		Main: func(w world, out result) {
			q := queue.New(w, "", 1)
			refused, readers := 0, 0
			for i := range 2 {
				conformance.Start(w, fmt.Sprint("writer", i), func() {
					if q.Put(i) != nil {
						refused++
					}
				})
				conformance.Start(w, fmt.Sprint("reader", i), func() {
					for {
						if _, err := q.Get(); err == queue.ErrShutDown {
							readers++
							return
						}
						q.TaskDone()
					}
				})
			}
			conformance.Start(w, "joiner", q.Join)
			conformance.Start(w, "shutdown", func() { q.Shutdown(immediate) })
			w.OnEnd(func() {
				out.Put(refused, readers, len(q.Left()), q.Puts() == len(q.Delivered())+len(q.Drained()))
			})
		},
		Exists: []string{"0 2 0 T", "1 2 0 T", "2 2 0 T"}, Every: []string{"* 2 0 T"}, Strategy: "dpor",
	}
}
