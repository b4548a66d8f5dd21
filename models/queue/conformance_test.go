package queue_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/sim"
)

type (
	world  = *sim.World
	result = *conformance.Out
)

const short = 10 * time.Millisecond

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, queueCases())
	conformance.Run(t, blockingCases())
	conformance.Run(t, comparedCases)
	conformance.Run(t, attributeCases)
	conformance.Run(t, shutdownCases())
	conformance.Run(t, shutdownThreadCases())
	conformance.Run(t, simpleCases())
}

// puts puts the items, which must not block.
func puts(q *queue.Queue, items ...any) {
	for _, item := range items {
		if err := q.Put(item); err != nil {
			panic(err)
		}
	}
}

// get is an item, or the error in its place.
func get(item any, err error) any {
	if err != nil {
		return err
	}
	return item
}

// errs writes nil as "ok".
func errs(err error) any {
	if err == nil {
		return "ok"
	}
	return err
}

// stuck adds to the outcome which threads have not ended, and where they stand.
func stuck(w world, out result) {
	w.OnEnd(func() {
		for _, t := range w.Threads() {
			if !t.Done() && t.Index() > 0 {
				out.Put(t.Name() + "@" + t.Pending().Name)
			}
		}
	})
}

// queueCases are those of one thread.
func queueCases() []conformance.Case {
	three := func(create func(w *sim.World, name string, maxsize int) *queue.Queue) func(world, result) {
		return func(w world, out result) {
			q := create(w, "", 0)
			puts(q, 111, 333, 222)
			out.Put(get(q.Get()), get(q.Get()), get(q.GetNowait()), q.Empty())
		}
	}
	return []conformance.Case{
		{ID: "QU01", Want: "every schedule: FIFO", Main: three(queue.New), Every: []string{"111 333 222 T"}},
		{ID: "QU01/lifo", Want: "every schedule: LIFO", Main: three(queue.NewLifo), Every: []string{"222 333 111 T"}},
		{ID: "QU01/priority", Want: "every schedule: smallest first", Main: three(queue.NewPriority),
			Every: []string{"111 222 333 T"}},
		{ID: "QU02", Want: "every schedule: a full queue says so, and refuses after the timeout",
			Main: func(w world, out result) {
				q := queue.New(w, "", 2)
				puts(q, 1)
				out.Put(q.Full())
				puts(q, 2)
				out.Put(q.Full(), errs(q.Put(3, queue.Block(false))), errs(q.PutNowait(3)))
				before := w.Now()
				out.Put(errs(q.Put(3, queue.Timeout(short))), w.Now()-before >= short, q.QSize())
			},
			Every: []string{"F T queue.Full queue.Full queue.Full T 2"}},
		{ID: "QU04", Want: "every schedule: an empty queue says so, and gives nothing after the timeout",
			Main: func(w world, out result) {
				q := queue.New(w, "", 2)
				before := w.Now()
				out.Put(q.Empty(), get(q.Get(queue.Block(false))), get(q.GetNowait()))
				out.Put(get(q.Get(queue.Timeout(short))), w.Now()-before >= short)
			},
			Every: []string{"T _queue.Empty _queue.Empty _queue.Empty T"}},
		{ID: "QU07", Want: "every schedule: task_done too often is a ValueError",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				out.Put(conformance.Try(q.TaskDone))
				puts(q, 1)
				out.Put(conformance.Try(q.TaskDone), conformance.Try(q.TaskDone))
				q.Join()
			},
			Every: []string{"ValueError: task_done() called too many times ok ValueError: task_done() called too many times"}},
		{ID: "QU08", Want: "every schedule: a negative timeout is a ValueError, even if there is room, or an item",
			Main: func(w world, out result) {
				q := queue.New(w, "", 2)
				out.Put(conformance.Try(func() { q.Put(1, queue.Timeout(-1)) }), q.QSize())
				puts(q, 1)
				out.Put(conformance.Try(func() { q.Get(queue.Timeout(-1)) }), q.QSize())
			},
			Every: []string{"ValueError: 'timeout' must be a non-negative number 0 ValueError: 'timeout' must be a non-negative number 1"}},
		{ID: "QU08/unchecked", Want: "every schedule: nobody looks at it without a maxsize, or with block=False",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				out.Put(errs(q.Put(1, queue.Timeout(-1))))
				out.Put(get(q.Get(queue.Block(false), queue.Timeout(-1))))
				out.Put(get(q.Get(queue.Timeout(-1), queue.Block(false))))
				full := queue.New(w, "", 1)
				puts(full, 1)
				out.Put(errs(full.Put(2, queue.Block(false), queue.Timeout(-1))))
			},
			Every: []string{"ok 1 _queue.Empty queue.Full"}},
		{ID: "QU08/shutdown", Want: "every schedule: ShutDown comes before the ValueError",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				puts(q, 1)
				q.Shutdown(false)
				out.Put(errs(q.Put(1, queue.Timeout(-1))))
				out.Put(conformance.Try(func() { q.Get(queue.Timeout(-1)) }))
				q.Get()
				out.Put(get(q.Get(queue.Timeout(-1))))
			},
			Every: []string{"queue.ShutDown ValueError: 'timeout' must be a non-negative number queue.ShutDown"}},
		{ID: "QU10", Want: "every schedule: with a maxsize below the size put_nowait is refused until enough is taken out",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1, 2, 3)
				q.SetMaxsize(2)
				out.Put(errs(q.PutNowait(4)))
				q.Get()
				out.Put(errs(q.PutNowait(4)))
				q.Get()
				out.Put(errs(q.PutNowait(4)), q.Full())
			},
			Every: []string{"queue.Full queue.Full ok T"}},
		{ID: "QU13", Want: "every schedule: an item that cannot be compared is a TypeError, and is in the queue; it is not a task",
			Main: func(w world, out result) {
				q := queue.NewPriority(w, "", 0)
				puts(q, map[string]int{"a": 1})
				out.Put(conformance.Try(func() { q.Put(map[string]int{"b": 1}) }), q.QSize(), q.Unfinished())
			},
			Every: []string{"TypeError: '<' not supported between instances of 'dict' and 'dict' 2 1"}},
		{ID: "QU13/get", Want: "every schedule: a get that cannot compare what is left loses the item",
			Main: func(w world, out result) {
				q := queue.NewPriority(w, "", 0)
				puts(q, []any{1, "x"}, []any{2, map[string]int{}}, []any{2, "x"})
				out.Put(conformance.Try(func() { q.Get() }), q.QSize())
			},
			Every: []string{"TypeError: '<' not supported between instances of * 2"}},
	}
}

// blockingCases are those of several threads.
func blockingCases() []conformance.Case {
	return []conformance.Case{
		{ID: "QU05", Want: "every schedule: a blocked get returns what another thread puts",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				conformance.Start(w, "T", func() { puts(q, 7) })
				out.Put(get(q.Get()))
			},
			Every: []string{"7"}},
		{ID: "QU09", Want: "every schedule: whether the queue is shut down is looked at under the mutex: ∃ ShutDown, ∃ ValueError",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				t := conformance.Start(w, "T", func() {
					w.Sleep(0)
					out.Put(conformance.Try(func() { out.Put(errs(q.Put(1, queue.Timeout(-1)))) }))
				})
				q.Shutdown(false)
				t.Join()
			},
			Every: []string{"queue.ShutDown ok", "ValueError: 'timeout' must be a non-negative number"}},
		{ID: "QU20", Want: "every schedule: join does not return while a task puts another one before it says that it is done",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				puts(q, 1)
				done := 0
				conformance.Start(w, "T", func() {
					for {
						n, _ := q.Get()
						if n == 1 {
							q.Put(2)
						}
						done++
						q.TaskDone()
						if n == 2 {
							return
						}
					}
				})
				q.Join()
				out.Put(done)
			},
			Every: []string{"2"}},
		{ID: "QU11", Want: "∃ a put that is blocked stays so when the maxsize grows; ∃ it had not fallen asleep",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1).Stepwise()
				puts(q, 1)
				stuck(w, out)
				conformance.Start(w, "T", func() { puts(q, 2) })
				q.SetMaxsize(2)
			},
			Every: []string{"", "T@Queue.put deadlock"}},
		{ID: "QU11/get", Want: "every schedule: the next get wakes it",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1).Stepwise()
				puts(q, 1)
				t := conformance.Start(w, "T", func() { puts(q, 2) })
				q.SetMaxsize(2)
				q.Get()
				t.Join()
				out.Put(get(q.Get()))
			},
			Every: []string{"2"}},
		{ID: "QU11/timeout", Want: "every schedule: its time being up, it looks once more and finds room",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1).Stepwise()
				puts(q, 1)
				t := conformance.Start(w, "T", func() { out.Put(errs(q.Put(2, queue.Timeout(short)))) })
				q.SetMaxsize(2)
				out.Put("grown")
				t.Join()
			},
			Every: []string{"grown ok", "queue.Full grown"}},
		{ID: "QU13/blocked", Want: "∃ a get stays blocked although there is an item: the put that failed woke nobody",
			Main: func(w world, out result) {
				q := queue.NewPriority(w, "", 0)
				stuck(w, out)
				conformance.Start(w, "A", func() { q.Get() })
				conformance.Start(w, "B", func() { q.Get() })
				puts(q, map[string]int{})
				conformance.Try(func() { q.Put(map[string]int{}) })
				w.OnEnd(func() { out.Put(len(q.Left())) })
			},
			Every: []string{"0", "A@Queue.get 1 deadlock", "B@Queue.get 1 deadlock"}, Strategy: "dpor"},
		{ID: "QU14", Want: "∃ main takes the item that was put for the blocked get, which stays blocked; ∃ it does not",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				stuck(w, out)
				conformance.Start(w, "T", func() { q.Get() })
				puts(q, 1)
				out.Put(get(q.GetNowait()))
			},
			Every: []string{"1 T@Queue.get deadlock", "_queue.Empty"}},
		mutexHeld("QU16", queue.New), mutexHeld("QU16/priority", queue.NewPriority),
		{ID: "QU16/late", Want: "every schedule: a get whose time is up while the mutex is held looks at the queue when it has it",
			Main: func(w world, out result) {
				q := queue.New(w, "", 0)
				q.Mutex().Acquire()
				t := conformance.Start(w, "T", func() { out.Put(get(q.Get(queue.Timeout(short)))) })
				q.Mutex().Release()
				puts(q, 1)
				t.Join()
			},
			Every: []string{"_queue.Empty", "1"}},
		{ID: "QU16/late put", Want: "every schedule: a put too",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				puts(q, 0)
				free := false
				t := conformance.Start(w, "T", func() { out.Put(errs(q.Put(1, queue.Timeout(short)))) })
				q.Mutex().Acquire()
				w.Sleep(time.Second)
				free = true
				q.Mutex().Release()
				q.Get()
				t.Join()
				out.Put(free)
			},
			Every: []string{"queue.Full T", "ok T"}},
		{ID: "QU19", Want: "∄ a put and a get both blocked",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				stuck(w, out)
				conformance.Start(w, "P1", func() { puts(q, 1, 2) })
				conformance.Start(w, "P2", func() { puts(q, 3) })
				conformance.Start(w, "C1", func() { q.Get() })
				conformance.Start(w, "C2", func() { q.Get() })
			},
			// One item stays in the queue; nobody blocks.
			Every: []string{""}, Never: []string{"*Queue.put*Queue.get*"}, Strategy: "dpor"},
		{ID: "QU19/deadlocks", Want: "∃ gets blocked, ∃ puts blocked, ∄ both",
			Main: func(w world, out result) {
				q := queue.New(w, "", 1)
				stuck(w, out)
				for _, name := range []string{"T1", "T2"} {
					conformance.Start(w, name, func() {
						for range 2 {
							if w.Choose(2) == 0 {
								puts(q, name)
							} else {
								q.Get()
							}
						}
					})
				}
			},
			Exists:   []string{"*Queue.put*", "*Queue.get*", ""},
			Never:    []string{"*Queue.put*Queue.get*", "*Queue.get*Queue.put*"},
			Strategy: "dpor"},
	}
}

// mutexHeld is QU16: no method that needs the mutex returns while a program holds it.
func mutexHeld(id string, create func(*sim.World, string, int) *queue.Queue) conformance.Case {
	return conformance.Case{
		ID: id, Want: "every schedule: every method that needs the mutex blocks while a program holds it, a timeout notwithstanding",
		Main: func(w world, out result) {
			q := create(w, "", 2)
			puts(q, 0)
			held := true
			q.Mutex().Acquire()
			method := []func(){
				func() { q.QSize() }, func() { q.Empty() }, func() { q.Full() }, func() { q.Put(1) }, func() { q.PutNowait(1) },
				func() { q.Put(1, queue.Timeout(short)) }, func() { q.Get() }, func() { q.GetNowait() },
				func() { q.Get(queue.Timeout(short)) }, q.TaskDone, func() { q.Shutdown(false) }, func() { q.Shutdown(true); q.Join() },
				func() { conformance.Try(func() { q.Get(queue.Timeout(-1)) }) },
			}[w.Choose(13)]
			t := conformance.Start(w, "T", func() {
				method()
				out.Put(held)
			})
			w.Sleep(time.Second)
			held = false
			q.Mutex().Release()
			t.Join()
		},
		Every: []string{"F"},
	}
}
