package queue_test

import (
	"fmt"
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

func simpleCases() []conformance.Case {
	return []conformance.Case{
		{ID: "SQ01", Want: "every schedule: FIFO, exact sizes, Empty",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				out.Put(q.Empty(), errs(q.Put(1)), errs(q.Put(2, queue.Block(false))), errs(q.PutNowait(3)), errs(q.Put(4, queue.Timeout(-1))))
				out.Put(q.QSize(), q.Empty())
				out.Put(get(q.Get()), get(q.GetNowait()), get(q.Get(queue.Timeout(short))), get(q.Get(queue.Block(false))))
				out.Put(q.QSize(), get(q.GetNowait()), get(q.Get(queue.Timeout(short))), get(q.Get(queue.Timeout(0))))
			},
			Every: []string{"T ok ok ok ok 4 F 1 2 3 4 0 _queue.Empty _queue.Empty _queue.Empty"}},
		{ID: "SQ02", Want: "every schedule: a negative timeout is a ValueError even if there is an item; with block=False nobody looks at it",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				q.Put(1)
				out.Put(conformance.Try(func() { q.Get(queue.Timeout(-1)) }), q.QSize())
				out.Put(get(q.Get(queue.Block(false), queue.Timeout(-1))))
			},
			Every: []string{"ValueError: 'timeout' must be a non-negative number 1 1"}},
		{ID: "SQ04", Want: "every schedule: what is put is got, once (scaled down: 2 × 2 threads, 3 items; full size below)",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				sum := 0
				take := func(args ...queue.Arg) {
					if item, err := q.Get(args...); err == nil {
						sum += item.(int)
					}
				}
				conformance.Start(w, "put 1, 2", func() {
					q.Put(1)
					q.Put(2)
				})
				conformance.Start(w, "put 4", func() { q.Put(4) })
				conformance.Start(w, "get", func() {
					take()
					take(queue.Block(false))
				})
				conformance.Start(w, "get in time", func() { take(queue.Timeout(short)) })
				w.OnEnd(func() {
					for _, m := range q.Left() {
						sum += m.Item.(int)
					}
					out.Put(sum, q.Gets()+len(q.Left()) == q.Puts())
				})
			},
			Every: []string{"7 T"}, Strategy: "dpor"},
		{ID: "SQ06", Want: "every schedule: a get that Ctrl-C interrupts leaves the line: another thread gets the item",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				w.ArmSignal()
				out.Put(conformance.Try(func() { q.Get() }))
				w.DisarmSignal()
				w.Spawn("T", func() { out.Put(get(q.Get())) })
				q.Put(1)
			},
			Every: []string{"KeyboardInterrupt 1"}},
		{ID: "SQ07", Want: "every schedule: with waiters 0 to 2 in this order, waiter k gets item k, and the queue stays empty",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				got := [3]any{}
				for k := range 3 {
					w.Spawn(fmt.Sprint(k), func() { got[k], _ = q.Get() })
					w.Sleep(time.Second)
				}
				for k := range 3 {
					q.Put(k)
					out.Put(q.QSize())
				}
				w.OnEnd(func() { out.Put(got) })
			},
			// Under the virtual clock a thread that can go on does so while main sleeps. Afterwards three waiters have a
			// step each and main has six.
			Config: sim.Config{Clock: sim.Virtual}, Every: []string{"0 0 0 [0 1 2]"}},
		{ID: "SQ07/timeout", Want: "every schedule: a waiter whose time is up leaves the line and takes no item with it",
			Main: func(w world, out result) {
				q := queue.NewSimple(w, "")
				var a, b any
				first := conformance.Start(w, "a", func() { a = get(q.Get(queue.Timeout(short))) })
				second := conformance.Start(w, "b", func() { b = get(q.Get()) })
				q.Put(1)
				first.Join()
				q.Put(2)
				second.Join()
				out.Put(a, b, q.QSize())
			},
			Every: []string{"1 2 0", "_queue.Empty 1 1"}},
	}
}

// TestSimpleQueueWithManyThreads is SQ04 in its own size; a random schedule for each way to get.
func TestSimpleQueueWithManyThreads(t *testing.T) {
	const threads, items = 50, 200
	for _, args := range [][]queue.Arg{nil, {queue.Block(false)}, {queue.Timeout(short)}} {
		seen := map[any]int{}
		x := sim.Run(sim.Program{Main: func(w *sim.World) {
			q := queue.NewSimple(w, "")
			for i := range threads {
				conformance.Start(w, fmt.Sprint("put", i), func() {
					for k := range items {
						q.Put(i*items + k)
					}
				})
				conformance.Start(w, fmt.Sprint("get", i), func() {
					for n := 0; n < items; {
						if item, err := q.Get(args...); err == nil {
							seen[item]++
							n++
						}
					}
				})
			}
		}}, sim.Config{Clock: sim.Anytime, MaxSteps: 1 << 26}, sampling.NewRandom(1))
		if x.End != sim.Completed || len(seen) != threads*items {
			t.Fatal(args, x.End, len(seen))
		}
		for item, n := range seen {
			if n != 1 {
				t.Fatalf("%v was got %d times", item, n)
			}
		}
	}
}
