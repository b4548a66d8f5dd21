package linearizability_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties/linearizability"
	"simrun/scheduler"
	"simrun/sim"
)

// found explores a program and returns the messages of its findings, sorted.
func found(t *testing.T, strategy string, main func(w *sim.World)) []string {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), sim.Program{Main: main}, scheduler.Options{
		Config: sim.Config{Clock: sim.Anytime}, Strategy: strategy, NoShrink: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("the search did not come to its end after %d executions", r.Executions)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Kind+" ["+f.Where+"]: "+f.Message)
	}
	slices.Sort(got)
	return got
}

func spawn(w *sim.World, name string, body func()) {
	thread.New(w, thread.Name(name), thread.Target(name, body)).Start()
}

// ids gives out numbers, each once if the lock is used.
func ids(locked bool) func(w *sim.World) {
	return func(w *sim.World) {
		last, guard := shared.New(w, "last", 0), lock.New(w, "guard")
		next := func() int {
			if locked {
				guard.Acquire()
				defer guard.Release()
			}
			id := last.Load() + 1
			shared.Poll(w)
			last.Store(id)
			return id
		}
		h := linearizability.New(w, "ids", 0)
		for _, name := range []string{"T1", "T2"} {
			spawn(w, name, func() {
				linearizability.Call(h, "next", next, func(last int) (int, int, bool) { return last + 1, last + 1, true })
			})
		}
	}
}

func TestCallsThatAreNotAtomic(t *testing.T) {
	for _, strategy := range []string{"dpor", "preemption-bound"} {
		if got := found(t, strategy, ids(true)); got != nil {
			t.Errorf("%s: with the lock: %q", strategy, got)
		}
		got := found(t, strategy, ids(false))
		want := []string{"not-linearizable [next of T1 on ids]: ids is not linearizable: no order explains next of T1 → 1 (steps ",
			"not-linearizable [next of T2 on ids]: ids is not linearizable: no order explains next of T2 → 1 (steps "}
		if !slices.EqualFunc(got, want, strings.HasPrefix) {
			t.Errorf("%s: without the lock: %q", strategy, got)
		}
	}
}

// register is a variable whose writes may come to light only after they have returned. What is read is what was written
// at some time, but not what it is at that time.
func register(late, readerFirst bool) func(w *sim.World) {
	return func(w *sim.World) {
		v, h := shared.New(w, "v", 0), linearizability.New(w, "register", 0)
		write := func() {
			linearizability.Call(h, "write 1", func() any {
				if !late {
					v.Store(1)
				}
				return nil
			}, func(int) (int, any, bool) { return 1, nil, true })
			v.Store(1)
		}
		read := func() {
			linearizability.Call(h, "read", v.Load, func(state int) (int, int, bool) { return state, state, true })
		}
		if readerFirst {
			spawn(w, "reader", read)
			spawn(w, "writer", write)
		} else {
			spawn(w, "writer", write)
			spawn(w, "reader", read)
		}
	}
}

// That the write had returned when the read began is all that makes the difference, so both orders have to be tried.
func TestCallsThatTakeEffectAfterTheirReturn(t *testing.T) {
	for _, strategy := range []string{"dpor", "preemption-bound"} {
		for _, readerFirst := range []bool{false, true} {
			if got := found(t, strategy, register(false, readerFirst)); got != nil {
				t.Errorf("%s: %q", strategy, got)
			}
			got := found(t, strategy, register(true, readerFirst))
			if len(got) != 1 || !strings.HasPrefix(got[0], "not-linearizable [read of reader on register]: register is not linearizable: "+
				"no order explains read of reader → 0 (steps ") || !strings.Contains(got[0], "; beside write 1 of writer → <nil> (steps ") {
				t.Errorf("%s, reader first %v: %q", strategy, readerFirst, got)
			}
		}
	}
}

// buffer is the sequential model of a queue with room for one item: to put blocks when it is full, to get when it is
// empty. A call that blocks for ever may have had its effect or not.
func buffer(w *sim.World, q *queue.Queue) (put func(item int), get func()) {
	h := linearizability.New(w, "buffer", []int(nil))
	put = func(item int) {
		linearizability.Call(h, "put", func() any { return q.Put(item) }, func(items []int) ([]int, any, bool) {
			return append(slices.Clone(items), item), error(nil), len(items) < 1
		})
	}
	get = func() {
		linearizability.Call(h, "get", func() any { item, _ := q.Get(); return item }, func(items []int) ([]int, any, bool) {
			if len(items) == 0 {
				return nil, nil, false
			}
			return items[1:], items[0], true
		})
	}
	return put, get
}

func TestCallsThatBlock(t *testing.T) {
	program := func(size, puts, gets int) func(w *sim.World) {
		return func(w *sim.World) {
			put, get := buffer(w, queue.New(w, "q", size))
			spawn(w, "producer", func() {
				for i := range puts {
					put(i)
				}
			})
			spawn(w, "consumer", func() {
				for range gets {
					get()
				}
			})
		}
	}
	for _, c := range []struct{ size, puts, gets int }{{1, 2, 2}, {1, 3, 1}, {1, 1, 2}, {1, 2, 0}} {
		if got := found(t, "dpor", program(c.size, c.puts, c.gets)); got != nil {
			t.Errorf("%+v: %q", c, got)
		}
	}
	// With room for two it is not what the model says.
	got := found(t, "dpor", program(2, 2, 0))
	if len(got) != 1 || !strings.HasPrefix(got[0], "not-linearizable [put of producer on buffer]: buffer is not linearizable: no order explains put of producer") {
		t.Errorf("room for two: %q", got)
	}
}

// What a call did that an exception ended may be seen, or not.
func TestCallThatDoesNotReturn(t *testing.T) {
	for _, stores := range []bool{true, false} {
		got := found(t, "dpor", func(w *sim.World) {
			v, h := shared.New(w, "v", 0), linearizability.New(w, "", 0)
			spawn(w, "writer", func() {
				linearizability.Call(h, "write 1", func() any {
					if stores {
						v.Store(1)
					}
					panic(sim.ValueError("no"))
				}, func(int) (int, any, bool) { return 1, nil, true })
			})
			for range 2 {
				linearizability.Call(h, "read", v.Load, func(state int) (int, int, bool) { return state, state, true })
			}
		})
		if got != nil {
			t.Errorf("stores %v: %q", stores, got)
		}
	}
}

// What is impossible in the model was no effect of a call that did not return.
func TestImpossibleCallThatDoesNotReturn(t *testing.T) {
	got := found(t, "dpor", func(w *sim.World) {
		v, h := shared.New(w, "v", 1), linearizability.New(w, "", 1)
		spawn(w, "adder", func() {
			linearizability.Call(h, "add, up to 1", func() any {
				v.Add(1)
				panic(sim.ValueError("no"))
			}, func(state int) (int, any, bool) { return state + 1, nil, state < 1 })
		})
		linearizability.Call(h, "read", v.Load, func(state int) (int, int, bool) { return state, state, true })
	})
	if len(got) != 1 || !strings.Contains(got[0], "no order explains read of MainThread → 2 (steps ") || !strings.Contains(got[0], "; beside add, up to 1 of adder (from step ") {
		t.Errorf("%q", got)
	}
}
