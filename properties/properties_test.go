package properties_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// found explores a program with every schedule and returns its findings as "kind: message [where]", sorted.
func found(t *testing.T, main func(w *sim.World), list ...sim.Property) []string {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), sim.Program{Main: main}, scheduler.Options{
		Config: sim.Config{Clock: sim.Anytime}, Properties: list, Strategy: "dpor", NoShrink: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("the search did not come to its end after %d executions", r.Executions)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Kind+": "+f.Message+" ["+f.Where+"]")
	}
	slices.Sort(got)
	return got
}

// expect fails unless exactly these findings are there.
func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("found\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// start starts a thread and returns what joins it.
func start(w *sim.World, name string, body func()) (join func()) {
	t := thread.New(w, thread.Name(name), thread.Target(name, body))
	t.Start()
	return func() { t.Join() }
}

// daemon starts a thread that the process does not wait for.
func daemon(w *sim.World, name string, body func()) {
	thread.New(w, thread.Name(name), thread.Target(name, body), thread.Daemon(true)).Start()
}

// Two threads that take two locks; in two orders they can block each other, in one they cannot.
func TestNoDeadlock(t *testing.T) {
	program := func(ordered bool) func(w *sim.World) {
		return func(w *sim.World) {
			a, b := lock.New(w, "a"), lock.New(w, "b")
			both := func(first, second *lock.Lock) func() {
				return func() { first.With(func() { second.With(func() {}) }) }
			}
			join1, join2 := start(w, "T1", both(a, b)), start(w, "T2", both(b, a))
			if ordered {
				join2()
			}
			join1()
			join2()
		}
	}
	expect(t, found(t, program(false), properties.NoDeadlock),
		"deadlock: T1 waits in Lock.acquire on b, held by T2; T2 waits in Lock.acquire on a, held by T1; "+
			"MainThread waits in Thread.join on T1 (MainThread → T1 → T2 → T1) "+
			"[MainThread in Thread.join on T1; T1 in Lock.acquire on b; T2 in Lock.acquire on a]")
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		join := start(w, "T1", func() { l.With(func() {}) })
		l.With(func() {})
		join()
	}, properties.NoDeadlock))
}

// A thread that waits for itself, and one that waits for nobody in particular.
func TestNoDeadlockAlone(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		l.Acquire()
		l.Acquire()
	}, properties.NoDeadlock),
		"deadlock: MainThread waits in Lock.acquire on l, held by itself (MainThread → MainThread) [MainThread in Lock.acquire on l]")
	expect(t, found(t, func(w *sim.World) { event.New(w, "e").Wait() }, properties.NoDeadlock),
		"deadlock: MainThread waits in Event.wait on e (unset) [MainThread in Event.wait on e]")
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		start(w, "T1", func() { l.Acquire() })()
		l.Acquire()
	}, properties.NoDeadlock),
		"deadlock: MainThread waits in Lock.acquire on l, held by T1, which has ended [MainThread in Lock.acquire on l]")
}

func TestNoUncaughtException(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		start(w, "T1", func() { l.Release() })()
	}, properties.NoUncaughtException),
		"uncaught-exception: T1: RuntimeError: release unlocked lock [T1: RuntimeError: release unlocked lock]")
	expect(t, found(t, func(w *sim.World) { thread.SysExit(3) }, properties.NoUncaughtException))
	// Values do not tell findings apart.
	expect(t, found(t, func(w *sim.World) { panic(sim.ValueError([]string{"no 17", "no 4"}[w.Choose(2)])) },
		properties.NoUncaughtException),
		"uncaught-exception: MainThread: ValueError: no 17 [MainThread: ValueError: no #]")
	expect(t, found(t, func(w *sim.World) {
		panic(sim.ValueError([]string{"[('a', 1), ('b', [])] in s", "[('b', {2: 3})] in s", "[] in t"}[w.Choose(3)]))
	}, properties.NoUncaughtException),
		"uncaught-exception: MainThread: ValueError: [('a', 1), ('b', [])] in s [MainThread: ValueError: [] in s]",
		"uncaught-exception: MainThread: ValueError: [] in t [MainThread: ValueError: [] in t]")
}

// None is a sign to stop, and no message; but it is an item.
func TestNoItemLeft(t *testing.T) {
	program := func(n int, items ...any) func(w *sim.World) {
		return func(w *sim.World) {
			q := queue.New(w, "q", 0)
			join := start(w, "producer", func() {
				for _, item := range items {
					q.Put(item)
				}
			})
			for range n {
				q.Get()
			}
			join()
		}
	}
	expect(t, found(t, program(1, 7, nil), properties.NoItemLeft),
		"item-left: <nil>, put by producer, is left in q [item of producer is left in q]")
	expect(t, found(t, program(2, 7, nil), properties.NoItemLeft))
}

// A queue gives out what was put first, unless it is made for another order.
func TestNoReorderedMessage(t *testing.T) {
	program := func(make func(w *sim.World, name string, maxsize int) *queue.Queue) func(w *sim.World) {
		return func(w *sim.World) {
			q := make(w, "q", 0)
			q.Put(7)
			q.Put(8)
			q.Get()
			q.Get()
		}
	}
	expect(t, found(t, program(queue.New), properties.NoReorderedMessage))
	expect(t, found(t, program(queue.NewLifo), properties.NoReorderedMessage),
		"reordered-message: MainThread put 7 into q before 8, which was got first [messages of MainThread in q]")
}
