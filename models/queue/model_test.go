package queue_test

import (
	"fmt"
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/sim"
)

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// describe writes messages as "item:producer/number>consumer".
func describe(messages []queue.Message) []string {
	var list []string
	for _, m := range messages {
		s := fmt.Sprintf("%v:%s/%d", m.Item, m.Producer.Name(), m.Seq)
		if m.Consumer != nil {
			s += ">" + m.Consumer.Name()
		}
		list = append(list, s)
	}
	return list
}

// TestMessages is what a property can ask of a queue at the end: who put what, who got it, what is left.
func TestMessages(t *testing.T) {
	for kind, create := range map[string]func(*sim.World, string, int) *queue.Queue{
		"fifo": queue.New, "lifo": queue.NewLifo, "priority": queue.NewPriority,
	} {
		t.Run(kind, func(t *testing.T) {
			conformance.Once(func(w *sim.World) {
				q := create(w, "", 0)
				w.Spawn("P", func() { puts(q, 3, 1) })
				w.Spawn("C", func() { q.Get() })
				w.Sleep(time.Second)
				puts(q, 2)
				w.OnEnd(func() {
					want := map[string][2]string{
						"fifo":     {"[3:P/1>C]", "[1:P/2 2:MainThread/1]"},
						"lifo":     {"[1:P/2>C]", "[2:MainThread/1 3:P/1]"},
						"priority": {"[1:P/2>C]", "[2:MainThread/1 3:P/1]"},
					}[kind]
					check(t, "delivered", describe(q.Delivered()), want[0])
					check(t, "left", describe(q.Left()), want[1])
					check(t, "counts", []int{q.Puts(), q.Gets()}, "[3 1]")
				})
				w.Sleep(time.Second)
				q.Shutdown(false)
			})
		})
	}
}

// TestDrained is what an immediate shutdown throws away: neither left nor delivered.
func TestDrained(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		for _, q := range []*queue.Queue{queue.New(w, "", 0), queue.NewLifo(w, "", 0), queue.NewPriority(w, "", 0)} {
			puts(q, 3, 1, 2)
			q.Get()
			q.Shutdown(true)
			check(t, "drained", len(q.Drained()), 2)
			check(t, "left", len(q.Left()), 0)
			check(t, "delivered", len(q.Delivered()), 1)
			check(t, "size", q.QSize(), 0)
		}
		q := queue.NewPriority(w, "", 0)
		puts(q, []any{1, "x"}, []any{2, map[string]int{}}, []any{2, "x"})
		check(t, "left of what cannot be compared", len(q.Left()), 3)
	})
}

// TestFailedTriesRead: a call that finds nothing to do changes nothing, so that a search need not reverse it.
func TestFailedTriesRead(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		q, s := queue.New(w, "", 1), queue.NewSimple(w, "")
		puts(q, 1)
		for name, f := range map[string]func(){
			"put": func() { q.PutNowait(2) }, "get": func() { s.GetNowait() }, "size": func() { q.QSize() },
		} {
			check(t, name, w.Spawn(name, f).PendingEffect(), sim.Reads)
		}
	})
}

// TestState is how a queue is shown in traces.
func TestState(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		q, s := queue.New(w, "", 10), queue.NewSimple(w, "")
		check(t, "empty", q.State()+", "+s.State(), "0/10, 0")
		for i := range 9 {
			q.Put(i)
		}
		s.Put("a")
		check(t, "many", q.State()+", "+s.State(), "9/10 [0 1 2 3 4 5 6 7 … 1 more], 1 [a]")
		q.Shutdown(true)
		check(t, "shut down", q.State(), "0/10 shut down")
		s.Get()
		w.Spawn("T", func() { s.Get() })
		w.Sleep(1)
		check(t, "waiting", s.State(), "0 1 waiting")
		check(t, "nobody", q.WaitsFor(nil), []*sim.Thread(nil))
		q.Mutex().With(func() { check(t, "holder", q.WaitsFor(nil), "[MainThread]") })
	})
}

// TestOrder is Python's order of what may be in a PriorityQueue.
func TestOrder(t *testing.T) {
	none := "'<' not supported between instances of "
	for _, c := range []struct {
		a, b any
		want any // what comes out first
	}{
		{2, 1.5, "1.5"}, {uint8(1), -1, "-1"}, {int64(1<<60 + 1), int64(1 << 60), int64(1 << 60)}, {true, 0, "0"}, {"b", "a", "a"},
		{[]any{1, "b"}, []any{1, "a"}, "[1 a]"}, {[]any{1.0, 2}, []any{1, 1}, "[1 1]"}, {[]int{1, 2}, []int{1}, "[1]"},
		{1, "a", none + "'str' and 'int'"}, {nil, 1, none + "'int' and 'NoneType'"},
		{[]any{1, nil}, []any{1, "a"}, none + "'str' and 'NoneType'"}, {1.5, []int{}, none + "'tuple' and 'float'"},
		{&queue.Message{}, func() {}, none + "'function' and 'Message'"},
	} {
		conformance.Once(func(w *sim.World) {
			q := queue.NewPriority(w, "", 0)
			puts(q, c.a)
			var got any
			if text := conformance.Try(func() { puts(q, c.b) }); text != "ok" {
				got = text[len("TypeError: "):]
			} else {
				got, _ = q.Get()
			}
			check(t, fmt.Sprint(c.a, " and ", c.b), got, c.want)
		})
	}
}

// TestEqualItems: heapq is not stable; this is the order that CPython 3.13 gives.
func TestEqualItems(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		q := queue.NewPriority(w, "", 0)
		for i, p := range []int{1, 1, 1, 0, 1, 0} {
			q.Put(item{p, i})
		}
		got := ""
		for !q.Empty() {
			i, _ := q.Get()
			got += fmt.Sprint(i.(item).n)
		}
		check(t, "order", got, "352401")
	})
}

// item has a priority and a number that does not count.
type item struct{ p, n int }

func (i item) Less(other any) bool { return i.p < other.(item).p }

// TestKilled: while a thread is unwound the queue stays as it is, and loops end.
func TestKilled(t *testing.T) {
	var state string
	var q, room *queue.Queue
	var s, waited *queue.SimpleQueue
	finished := false
	conformance.Once(func(w *sim.World) {
		q, s, room, waited = queue.New(w, "", 1), queue.NewSimple(w, ""), queue.New(w, "", 0), queue.NewSimple(w, "")
		puts(q, 1)
		s.Put(1)
		w.Spawn("T", func() {
			defer func() {
				for !q.Empty() {
					q.Get()
				}
				for !s.Empty() {
					s.Get()
				}
				for {
					if _, err := q.Get(); err != nil {
						break
					}
				}
				room.Put(2)
				q.Put(2, queue.Timeout(-1))
				s.Put(2)
				q.TaskDone()
				q.Join()
				q.Shutdown(true)
				q.SetMaxsize(9)
				q.Mutex().With(func() { t.Error("inside") })
				finished = true
			}()
			q.Join()
		})
		w.Spawn("S", func() { waited.Get() })
		w.OnEnd(func() { state = q.State() + s.State() + waited.State() })
		q.Put(2)
	})
	check(t, "finished", finished, true)
	check(t, "state", q.State()+s.State()+waited.State(), state)
	check(t, "counts", []int{q.Puts(), q.Gets(), q.Unfinished(), room.Puts()}, "[1 0 1 0]")
}

// TestGrowthNeedsSteps: the mistake is named, with its remedy.
func TestGrowthNeedsSteps(t *testing.T) {
	for _, n := range []int{2, 0} {
		func() {
			defer func() {
				want := fmt.Sprintf("sim: SetMaxsize(%d) on Queue-1 makes it larger: call Stepwise on the queue when it is made", n)
				check(t, "message", recover(), want)
			}()
			conformance.Once(func(w *sim.World) {
				q := queue.New(w, "", 3)
				q.SetMaxsize(1)
				q.SetMaxsize(n)
			})
			t.Error("no panic")
		}()
	}
}

// TestMutex: as any lock, it can be released only when it is held.
func TestMutex(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		m := queue.New(w, "", 0).Mutex()
		m.With(func() {})
		check(t, "release", conformance.Try(m.Release), "RuntimeError: release unlocked lock")
	})
	x := conformance.Once(func(w *sim.World) {
		m := queue.New(w, "", 0).Mutex()
		m.Acquire()
		m.Acquire()
	})
	check(t, "twice", x.End, sim.Deadlock)
}

// TestNoAllocation holds put and get to what the messages need: the queue keeps them all.
func TestNoAllocation(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		q, s := queue.New(w, "", 10), queue.NewSimple(w, "")
		var item any = "item"
		for name, f := range map[string]func(){
			"Queue":       func() { q.Put(item); q.Get(); q.QSize(); q.TaskDone() },
			"timeout":     func() { q.Put(item, queue.Timeout(1)); q.Get(queue.Timeout(1)); q.Get(queue.Block(false)) },
			"SimpleQueue": func() { s.Put(item); s.Get(); s.GetNowait() },
		} {
			if n := testing.AllocsPerRun(1000, f); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	})
}

func BenchmarkPutGet(b *testing.B) {
	const per = 10000
	for n := 0; n < b.N; n += per {
		conformance.Once(func(w *sim.World) {
			q := queue.New(w, "", 0)
			for range per {
				q.Put(nil)
				q.Get()
			}
		})
	}
}
