package queue_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/sim"
)

// locking is an item whose comparison takes a lock, as one that reads what threads share.
type locking struct {
	p int
	l *lock.Lock
}

func (i locking) Less(other any) (less bool) {
	i.l.With(func() { less = i.p < other.(locking).p })
	return less
}

// comparedCases are about items that code of the program compares, while the queue's mutex is held.
var comparedCases = []conformance.Case{
	{ID: "QU21", Want: "∃ deadlock: a put compares under the mutex and needs the lock; who has that needs the mutex",
		Main: func(w world, out result) { comparesLocked(w, out, true) },
		// Empty sees the queue before the second put, or after it.
		Every: []string{"1 2", "2 2", "deadlock"}},
	{ID: "QU21/twin", Want: "every schedule: no deadlock if the lock is given back before the queue is asked",
		Main:  func(w world, out result) { comparesLocked(w, out, false) },
		Every: []string{"1 2", "2 2"}},
	{ID: "QU21/get", Want: "every schedule: a comparison that asks its own queue blocks for ever",
		Main: func(w world, out result) {
			q := queue.NewPriority(w, "q", 0)
			for p := range 3 {
				q.Put(asking{p, nil})
			}
			q.Put(asking{3, q})
			out.Put("put")
		},
		Every: []string{"deadlock"}},
	{ID: "QU21/dies", Want: "every schedule: a comparison that ends its thread leaves the mutex free, the item in the queue, and no task",
		Main: func(w world, out result) {
			q, l := queue.NewPriority(w, "q", 0), lock.New(w, "l")
			q.Put(dying{l})
			conformance.Start(w, "T", func() { q.Put(dying{l}) }).Join()
			out.Put(q.QSize(), q.Unfinished())
		},
		Every: []string{"2 1"}},
}

// attributeCases are about the conditions and the deque of a queue.
var attributeCases = []conformance.Case{
	{ID: "QU24", Want: "every schedule: a join with a timeout, on all_tasks_done: it is woken by the last task_done, or its time is up",
		Main: func(w world, out result) {
			q := queue.New(w, "q", 0)
			q.Put(1)
			conformance.Start(w, "T", func() { q.Get(); q.TaskDone() })
			done := q.AllTasksDone()
			done.With(func() {
				woken := true
				for q.Unfinished() > 0 && woken && !w.Killing() {
					woken = done.Wait(time.Second)
				}
				out.Put(woken, q.Unfinished())
			})
		},
		Every: []string{"T 0", "F 1", "F 0"}},
	{ID: "QU24/shutdown", Want: "every schedule: who waits for all_tasks_done is told by an immediate shutdown, or comes later and times out",
		Main: func(w world, out result) {
			q := queue.New(w, "q", 0)
			conformance.Start(w, "T", func() { q.Shutdown(true) })
			q.AllTasksDone().With(func() { out.Put(q.AllTasksDone().Wait(time.Second)) })
		},
		Every: []string{"T", "F"}},
	{ID: "QU24/graceful", Want: "every schedule: a shutdown that lets the items be got tells nobody of that",
		Main: func(w world, out result) {
			q := queue.New(w, "q", 0)
			conformance.Start(w, "T", func() { q.Shutdown(false) })
			q.AllTasksDone().With(func() { out.Put(q.AllTasksDone().Wait(time.Second)) })
		},
		Every: []string{"F"}},
	{ID: "QU24/notify", Want: "∃ a get that is notified without an item waits again; ∃ it has not come yet",
		Main: func(w world, out result) {
			q := queue.New(w, "q", 0).Stepwise()
			conformance.Start(w, "T", func() { out.Put(get(q.Get())) })
			q.NotEmpty().With(func() { q.NotEmpty().Notify() })
			out.Put(conformance.Try(func() { q.NotEmpty().Notify() }), conformance.Try(func() { q.NotFull().Wait() }))
			q.Put(1)
		},
		Every: []string{"RuntimeError: cannot notify on un-acquired lock RuntimeError: cannot wait on un-acquired lock 1"}},
	{ID: "QU24/order", Want: "every schedule: a program's wait for not_empty and gets stand in one line",
		Main: func(w world, out result) {
			q := queue.New(w, "q", 0).Stepwise()
			t := conformance.Start(w, "T", func() {
				q.NotEmpty().With(func() { out.Put(q.NotEmpty().Wait(), q.Items()) })
			})
			w.Sleep(time.Second)
			q.Put(1)
			t.Join()
		},
		Config: sim.Config{Clock: sim.Virtual}, Every: []string{"T [1]"}},
	{ID: "QU24/deque", Want: "every schedule: the deque as it is, without the mutex; what is cleared is not done",
		Main: func(w world, out result) {
			for _, q := range []*queue.Queue{queue.New(w, "", 0), queue.NewLifo(w, "", 0), queue.NewPriority(w, "", 0)} {
				puts(q, 3, 1, 2)
				q.Mutex().With(func() { out.Put(q.Items()); q.Clear() })
				out.Put(q.QSize(), q.Unfinished())
			}
		},
		Every: []string{"[3 1 2] 0 3 [3 1 2] 0 3 [1 3 2] 0 3"}},
}

// asking is an item whose comparison asks a queue.
type asking struct {
	p int
	q *queue.Queue
}

func (i asking) Less(other any) bool {
	if i.q != nil {
		i.q.QSize()
	}
	return i.p < other.(asking).p
}

// dying is one whose comparison ends the thread.
type dying struct{ l *lock.Lock }

func (i dying) Less(any) bool {
	i.l.With(func() {})
	panic(&sim.SystemExit{})
}

func comparesLocked(w world, out result, inside bool) {
	q, l := queue.NewPriority(w, "q", 0), lock.New(w, "l")
	q.Put(locking{2, l})
	conformance.Start(w, "T", func() { q.Put(locking{1, l}) })
	n := 0
	l.With(func() {
		if inside {
			n = q.QSize()
		}
	})
	if !inside {
		n = q.QSize()
	}
	w.OnEnd(func() {
		if len(q.Left()) == 2 && n > 0 {
			out.Put(n, len(q.Left()))
		}
	})
}

// TestPlainItems: while the order of the items cannot be seen, a PriorityQueue takes the steps of a FIFO queue. Two workers
// get two items each, of two rounds.
func TestPlainItems(t *testing.T) {
	count := func(create func(w *sim.World, name string, maxsize int) *queue.Queue, strategy string, item func(i int) any) int {
		_, n := conformance.Search(t, &conformance.Case{ID: "plain", Strategy: strategy, Main: func(w world, out result) {
			q := create(w, "q", 0)
			for _, name := range []string{"a", "b"} {
				conformance.Start(w, name, func() {
					for range 2 {
						q.Get()
						q.TaskDone()
					}
				})
			}
			for round := range 2 {
				for i := range 2 {
					q.Put(item(2*round + i))
				}
				q.Join()
			}
		}})
		return n
	}
	number := func(i int) any { return i }
	for _, strategy := range []string{"dfs", "dpor"} {
		want := count(queue.New, strategy, number)
		for name, item := range map[string]func(i int) any{
			"numbers": number, "tuples": func(i int) any { return []any{i / 2, "x"} },
		} {
			if got := count(queue.NewPriority, strategy, item); got != want {
				t.Errorf("%s, %s: %d executions, want those of a FIFO queue, %d", strategy, name, got, want)
			}
		}
		t.Logf("%s: %d executions", strategy, want)
	}
	if n := count(queue.NewPriority, "dpor", func(i int) any { return item{i, i} }); n < 1000 {
		t.Errorf("%d executions with items that code of the program compares: the steps are missing", n)
	}
}
