package golang_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/models/golang"
	"simrun/scheduler"
	"simrun/sim"
)

type world = *sim.World

// all searches every schedule of a program, by a strategy.
func all(t testing.TB, strategy string, main func(w world)) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), golang.Program("program", main), scheduler.Options{
		Strategy: strategy, Config: sim.Config{Clock: sim.Anytime}, NoShrink: true,
		Properties: []sim.Property{golang.NoDeadlock, golang.NoLeak, golang.NoPanic},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("%s has not tried every schedule: %+v", strategy, r.Sharing)
	}
	return r
}

// outcomes are what the executions observed under the name "out", and the failures, each once.
func outcomes(r *scheduler.Report) []string {
	var list []string
	for _, o := range r.Outcomes {
		text := o.Kind
		for _, v := range o.Observed {
			if v.Name == "out" && text == "" {
				text = fmt.Sprint(v.Value)
			}
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	slices.Sort(list)
	return list
}

// program is one of the specification's statements, and what comes of it in all schedules.
type program struct {
	name string
	main func(w world, out func(...any))
	want string // the outcomes, sorted, with | between them
}

// large marks a program with too many schedules for depth-first search.
const large = " (large)"

// check searches a program with two strategies that must agree.
func check(t *testing.T, programs []program) {
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			for _, strategy := range []string{"dpor", "dfs"} {
				if strategy == "dfs" && strings.HasSuffix(p.name, large) {
					continue
				}
				r := all(t, strategy, func(w world) {
					var said []string
					w.OnEnd(func() { w.Observe("out", strings.Join(said, " ")) })
					p.main(w, func(values ...any) { said = append(said, fmt.Sprint(values...)) })
				})
				if got := strings.Join(outcomes(r), "|"); got != p.want {
					t.Errorf("%s: %q, want %q", strategy, got, p.want)
				}
			}
		})
	}
}

func TestChannels(t *testing.T) {
	check(t, []program{
		{"an unbuffered send waits for its receiver", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { c.Send(1); out("sent") })
			out(c.Receive())
		}, "1 sent|sent 1"},
		{"a buffer keeps the order", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 2)
			golang.Go(w, "sender", func() { c.Send(1); c.Send(2); c.Send(3); c.Close() })
			for v, ok := c.Receive2(); ok; v, ok = c.Receive2() {
				out(v)
			}
		}, "1 2 3"},
		{"who came first is served first", func(w world, out func(...any)) {
			c, first := golang.Make[int](w, "c", 0), golang.Make[int](w, "first", 0)
			golang.Go(w, "a", func() { first.Send(0); c.Send(1) })
			first.Receive()
			golang.Go(w, "b", func() { c.Send(2) })
			out(c.Receive(), c.Receive())
		}, "1 2|2 1"}, // b may overtake a, which has announced nothing yet
		{"nobody receives", func(w world, out func(...any)) {
			golang.Make[int](w, "c", 0).Send(1)
		}, "deadlock"},
		{"a goroutine that nobody receives from is left", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { c.Send(1) })
		}, "leak"},
		{"its twin with room", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "sender", func() { c.Send(1) })
		}, ""},
		{"a closed channel gives what is left, then zero values", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			c.Send(7)
			c.Close()
			v, ok := c.Receive2()
			out(v, ok)
			v, ok = c.Receive2()
			out(v, ok)
		}, "7 true 0 false"},
		{"a close wakes all receivers", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			g := golang.NewWaitGroup(w, "g")
			for range 2 {
				g.Go("receiver", func() { c.Receive() })
			}
			c.Close()
			g.Wait()
			out("woken")
		}, "woken"},
		{"a send on a closed channel panics", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "closer", c.Close)
			c.Send(1)
		}, "|panic"},
		{"so does one that waits while it is closed", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "closer", c.Close)
			c.Send(1)
		}, "panic"},
		{"who asks for the length sees it before or after a send", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "sender", func() { c.Send(1) })
			out(c.Len())
		}, "0|1"},
		{"a second close panics", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			c.Close()
			c.Close()
		}, "panic"},
	})
}

func TestSelect(t *testing.T) {
	check(t, []program{
		{"any ready case", func(w world, out func(...any)) {
			a, b := golang.Make[int](w, "a", 1), golang.Make[int](w, "b", 1)
			a.Send(1)
			b.Send(2)
			ra, rb := &golang.Receives[int]{C: a}, &golang.Receives[int]{C: b}
			out(golang.Select(w, ra, rb), ra.Value, rb.Value)
		}, "0 1 0|1 0 2"},
		{"the default only if no case is ready", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			out(golang.TrySelect(w, &golang.Receives[int]{C: c}, &golang.Sends[int]{C: c}))
			golang.Go(w, "receiver", func() { c.Receive() })
			if golang.TrySelect(w, &golang.Sends[int]{C: c}) < 0 {
				out("nobody")
				c.Send(1)
			}
		}, "-1|-1 nobody"},
		{"it waits for whichever comes", func(w world, out func(...any)) {
			a, quit := golang.Make[int](w, "a", 0), golang.Make[bool](w, "quit", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: a, Value: 5}, &golang.Receives[bool]{C: quit}) })
			golang.Go(w, "quitter", quit.Close)
			r, q := &golang.Receives[int]{C: a}, &golang.Receives[bool]{C: quit}
			out(golang.Select(w, r, q), r.Value, q.OK)
		}, "0 5 false|1 0 false"},
		{"of two cases that wait to send on one channel either is in front", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: c, Value: 1}, &golang.Sends[int]{C: c, Value: 2}) })
			if v, outcome := c.TryReceive(); outcome == golang.Done { // what waits
				out(v)
			} else {
				out("late ", c.Receive())
			}
		}, "1|2|late 1|late 2"},
		{"and of two that wait to receive", func(w world, out func(...any)) {
			c, d := golang.Make[int](w, "c", 0), golang.Make[int](w, "d", 0)
			golang.Go(w, "receiver", func() {
				out(golang.Select(w, &golang.Receives[int]{C: c}, &golang.Receives[int]{C: d}, &golang.Receives[int]{C: c}))
			})
			if !c.TrySend(7) {
				d.Send(8)
			}
		}, "0|1|2"},
		{"two selects meet", func(w world, out func(...any)) {
			a, b := golang.Make[int](w, "a", 0), golang.Make[int](w, "b", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: a, Value: 1}, &golang.Sends[int]{C: b, Value: 2}) })
			ra, rb := &golang.Receives[int]{C: a}, &golang.Receives[int]{C: b}
			golang.Select(w, ra, rb)
			out(ra.Value + rb.Value)
		}, "1|2"},
		{"a select does not meet itself", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Select(w, &golang.Sends[int]{C: c}, &golang.Receives[int]{C: c})
		}, "deadlock"},
		{"a nil channel is never ready", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			out(golang.Select(w, &golang.Receives[int]{}, &golang.Sends[int]{C: c}))
			out(golang.TrySelect(w, &golang.Receives[int]{}))
		}, "1 -1"},
		{"a send on a closed channel panics in a select too", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "closer", c.Close)
			golang.Select(w, &golang.Sends[int]{C: c})
		}, "panic"},
	})
}

func TestLocks(t *testing.T) {
	check(t, []program{
		{"a mutex keeps others out", func(w world, out func(...any)) {
			m, n := golang.NewMutex(w, "m"), 0
			add := func() { m.Lock(); before := n; golang.Gosched(w); n = before + 1; m.Unlock() }
			g := golang.NewWaitGroup(w, "g")
			g.Go("adder", add)
			add()
			g.Wait()
			out(n)
		}, "2"},
		{"locked twice", func(w world, out func(...any)) {
			m := golang.NewMutex(w, "m")
			m.Lock()
			m.Lock()
		}, "deadlock"},
		{"two mutexes in two orders", func(w world, out func(...any)) {
			a, b := golang.NewMutex(w, "a"), golang.NewMutex(w, "b")
			g := golang.NewWaitGroup(w, "g")
			g.Go("ba", func() { b.Lock(); pass(a); b.Unlock() })
			a.Lock()
			pass(b)
			a.Unlock()
			g.Wait()
		}, "|deadlock"},
		{"an unlock too many is fatal", func(w world, out func(...any)) { golang.NewMutex(w, "m").Unlock() }, "fatal-error"},
		{"TryLock", func(w world, out func(...any)) {
			m := golang.NewMutex(w, "m")
			out(m.TryLock(), m.TryLock())
		}, "true false"},
		{"readers read together", func(w world, out func(...any)) {
			m, c := golang.NewRWMutex(w, "m"), golang.Make[int](w, "c", 0)
			golang.Go(w, "reader", func() { m.RLock(); c.Send(1); m.RUnlock() })
			m.RLock()
			out(c.Receive())
			m.RUnlock()
		}, "1"},
		// A writer that waits holds new readers back, also one that reads already.
		{"a reader reads again", func(w world, out func(...any)) {
			m := golang.NewRWMutex(w, "m")
			g := golang.NewWaitGroup(w, "g")
			defer g.Wait() // when nobody reads any more
			g.Go("writer", func() { pass(m) })
			for range 2 {
				m.RLock()
				defer m.RUnlock()
			}
			golang.Gosched(w)
		}, "|deadlock"},
		// Between two writers come the readers that waited for the first one.
		{"a reader comes between writers", func(w world, out func(...any)) {
			m, g := golang.NewRWMutex(w, "m"), golang.NewWaitGroup(w, "g")
			m.Lock()
			g.Go("reader", func() { m.RLock(); out("r"); m.RUnlock() })
			w.Do(sim.Op{Name: "until it waits", Object: &m.Object, Guard: until(func() bool { n, _, _ := m.Counts(); return n == 1 })})
			g.Go("writer", func() { m.Lock(); out("w"); m.Unlock() })
			m.Unlock()
			g.Wait()
		}, "r w"},
		{"unlocks too many", func(w world, out func(...any)) { golang.NewRWMutex(w, "m").RUnlock() }, "fatal-error"},
	})
}

// pass locks and unlocks.
func pass(l golang.Locker) {
	l.Lock()
	defer l.Unlock()
}

// until is a guard.
type until func() bool

func (u until) Effect(*sim.Thread) sim.Effect {
	if u() {
		return sim.Reads
	}
	return sim.Blocks
}

func TestSync(t *testing.T) {
	check(t, []program{
		{"a counter below 0 panics", func(w world, out func(...any)) { golang.NewWaitGroup(w, "g").Done() }, "panic"},
		// The group is used again before the first Wait has returned.
		{"reuse", func(w world, out func(...any)) {
			g := golang.NewWaitGroup(w, "g")
			g.Add(1)
			golang.Go(w, "worker", func() { g.Done(); g.Add(1); g.Done() })
			g.Wait()
		}, "|panic"},
		// The bug: Add in the goroutine that is waited for.
		{"added too late", func(w world, out func(...any)) {
			g, n := golang.NewWaitGroup(w, "g"), golang.NewAtomic[int](w, "n")
			golang.Go(w, "worker", func() { g.Add(1); n.Store(1); g.Done() })
			g.Wait()
			out(n.Load())
		}, "0|1"},
		{"its twin", func(w world, out func(...any)) {
			g, n := golang.NewWaitGroup(w, "g"), golang.NewAtomic[int](w, "n")
			g.Go("worker", func() { n.Store(1) })
			g.Wait()
			out(n.Load())
		}, "1"},
		{"once", func(w world, out func(...any)) {
			o, g := golang.NewOnce(w, "o"), golang.NewWaitGroup(w, "g")
			do := func() { o.Do(func() { out("f"); golang.Gosched(w) }); out("after") }
			g.Go("other", do)
			do()
			g.Wait()
		}, "f after after"},
		{"once within itself", func(w world, out func(...any)) {
			o := golang.NewOnce(w, "o")
			o.Do(func() { o.Do(func() {}) })
		}, "deadlock"},
		// The bug: the condition is not looked at under the lock.
		{"a signal is lost", func(w world, out func(...any)) {
			m := golang.NewMutex(w, "m")
			c, ready := golang.NewCond(w, "c", m), golang.NewAtomic[bool](w, "ready")
			golang.Go(w, "setter", func() { ready.Store(true); c.Signal() })
			if !ready.Load() {
				m.Lock()
				c.Wait()
				m.Unlock()
			}
		}, "|deadlock"},
		{"its twin", func(w world, out func(...any)) {
			m := golang.NewMutex(w, "m")
			c, ready := golang.NewCond(w, "c", m), false
			golang.Go(w, "setter", func() { m.Lock(); ready = true; m.Unlock(); c.Signal() })
			m.Lock()
			for !ready {
				c.Wait()
			}
			m.Unlock()
		}, ""},
		{"a broadcast wakes all, a signal the first" + large, func(w world, out func(...any)) {
			m := golang.NewMutex(w, "m")
			c, g := golang.NewCond(w, "c", m), golang.NewWaitGroup(w, "g")
			waiting := golang.Make[int](w, "waiting", 0)
			for i := range 2 {
				g.Go("waiter", func() { m.Lock(); waiting.Send(i); c.Wait(); out(i); m.Unlock() })
				waiting.Receive()
			}
			m.Lock() // now both wait
			c.Signal()
			m.Unlock()
			m.Lock()
			c.Broadcast()
			m.Unlock()
			g.Wait()
		}, "0 1|1 0"},
		{"load and store lose an update", func(w world, out func(...any)) {
			g, n := golang.NewWaitGroup(w, "g"), golang.NewAtomic[int](w, "n")
			g.Go("adder", func() { n.Store(n.Load() + 1) })
			n.Store(n.Load() + 1)
			g.Wait()
			out(n.Load())
		}, "1|2"},
		{"its twin", func(w world, out func(...any)) {
			g, n := golang.NewWaitGroup(w, "g"), golang.NewAtomic[int](w, "n")
			add := func() { n.Update(func(v int) int { return v + 1 }) }
			g.Go("adder", add)
			add()
			g.Wait()
			out(n.Load(), n.CompareAndSwap(1, 0), n.CompareAndSwap(2, 0))
		}, "2 false true"},
	})
}

func TestTimers(t *testing.T) {
	check(t, []program{
		{"a timeout may come first", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "worker", func() { c.Send(1) })
			out(golang.Select(w, &golang.Receives[int]{C: c}, &golang.Receives[time.Duration]{C: golang.After(w, time.Second)}))
		}, "0|1"},
		{"stopped, it never comes", func(w world, out func(...any)) {
			timer, c := golang.NewTimer(w, "", time.Second)
			stopped := timer.Stop()
			out(stopped, golang.TrySelect(w, &golang.Receives[time.Duration]{C: c}))
		}, "true -1"},
		{"a ticker ticks until it is stopped", func(w world, out func(...any)) {
			ticker, c := golang.NewTicker(w, "", time.Second)
			c.Receive()
			c.Receive()
			ticker.Stop()
			out("twice")
		}, "twice"},
		{"the channel of a timer has no length", func(w world, out func(...any)) {
			_, c := golang.NewTimer(w, "", 1)
			golang.Sleep(w, 2)
			out(c.Len())
		}, "0"},
		{"no buffer is seen in the channel of a timer", func(w world, out func(...any)) {
			_, c := golang.NewTicker(w, "", 1)
			out(c.Cap(), golang.Make[int](w, "c", 1).Cap())
		}, "0 1"},
		{"a function in its own goroutine", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			timer := golang.AfterFunc(w, "f", time.Second, func() { c.Send(1) })
			if !timer.Stop() {
				out(c.Receive())
			}
		}, "|1"},
	})
}

// TestVirtualClock: under the virtual clock sleeps are over in the order of their times, and steps cost none.
func TestVirtualClock(t *testing.T) {
	var order []string
	x := sim.Run(golang.Program("sleeps", func(w world) {
		order = order[:0]
		for i, name := range []string{"c", "a", "b"} {
			golang.Go(w, name, func() { golang.Sleep(w, []time.Duration{3, 1, 2}[i]); order = append(order, name) })
		}
		golang.Sleep(w, 4)
	}), sim.Config{Clock: sim.Virtual}, zeros{})
	if got := strings.Join(order, ""); got != "abc" || x.Now != 4 || x.End != sim.Completed {
		t.Errorf("%s, ended %v at %v", got, x.End, x.Now)
	}
}

// TestSlowTicker: what would have ticked while the last tick was not taken is left out, also what is due just when it is taken.
func TestSlowTicker(t *testing.T) {
	for late, want := range map[time.Duration]time.Duration{5: 20, 19: 20, 20: 30, 45: 50} {
		var next time.Duration
		x := sim.Run(golang.Program("slow", func(w world) {
			ticker, c := golang.NewTicker(w, "ticker", 10)
			golang.Sleep(w, late)
			c.Receive()
			c.Receive()
			next = w.Now()
			ticker.Stop()
		}), sim.Config{Clock: sim.Virtual}, zeros{})
		if x.End != sim.Completed || next != want {
			t.Errorf("taken at %v, it ticks again at %v, want %v; ended %v", late, next, want, x.End)
		}
	}
}

type zeros struct{}

func (zeros) Choose(*sim.Point) int { return 0 }

// TestInterleavings counts: a lock of two goroutines can be taken in 2 orders, and so can the two sends of two on a channel
// with room.
func TestInterleavings(t *testing.T) {
	for name, c := range map[string]struct {
		main func(w world)
		want int
	}{
		"a mutex": {func(w world) {
			m := golang.NewMutex(w, "m")
			for _, name := range []string{"a", "b"} {
				golang.Go(w, name, func() { pass(m) })
			}
		}, 2},
		"a channel": {func(w world) {
			c := golang.Make[string](w, "c", 2)
			for _, name := range []string{"a", "b"} {
				golang.Go(w, name, func() { c.Send(name) })
			}
		}, 2},
		"three senders": {func(w world) {
			c := golang.Make[string](w, "c", 3)
			for _, name := range []string{"a", "b", "c"} {
				golang.Go(w, name, func() { c.Send(name) })
			}
		}, 6},
		// Which of the two arrives first at the channel is open; then there is one way.
		"a rendezvous": {func(w world) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "a", func() { c.Send(1) })
			golang.Go(w, "b", func() { c.Receive() })
		}, 2},
		"readers": {func(w world) {
			a := golang.NewAtomic[int](w, "a")
			for _, name := range []string{"a", "b"} {
				golang.Go(w, name, func() { a.Load() })
			}
		}, 1},
	} {
		if r := all(t, "dpor", c.main); r.Executions != c.want {
			t.Errorf("%s: %d executions, want %d", name, r.Executions, c.want)
		}
	}
}

// TestKubernetes10182 is the smallest known bug of its kind: a lock is held over a send that needs the receiver, which
// needs the lock. It is found in 12 executions that are all there are.
func TestKubernetes10182(t *testing.T) {
	r := all(t, "dpor", func(w world) {
		m, c := golang.NewMutex(w, "m"), golang.Make[int](w, "c", 0)
		golang.Go(w, "syncer", func() {
			for range 2 {
				c.Receive()
				pass(m)
			}
		})
		for range 2 {
			golang.Go(w, "setter", func() { m.Lock(); c.Send(1); m.Unlock() })
		}
	})
	if r.Executions != 12 || len(r.Findings) != 1 || r.Findings[0].Kind != golang.LeakKind {
		t.Errorf("%d executions, %d findings", r.Executions, len(r.Findings))
	}
}

// TestGrpc1353 is the same between a balancer and its client, with three sends. Its 524,130 schedules, by depth-first search, have 38 traces.
func TestGrpc1353(t *testing.T) {
	r := all(t, "dpor", func(w world) {
		m, addresses, done := golang.NewMutex(w, "m"), golang.Make[int](w, "addresses", 0), golang.Make[bool](w, "done", 0)
		golang.Go(w, "balancer", func() {
			for i := range 3 {
				m.Lock()
				addresses.Send(i)
				m.Unlock()
			}
			addresses.Close()
			done.Close()
		})
		golang.Go(w, "client", func() {
			for _, ok := addresses.Receive2(); ok; _, ok = addresses.Receive2() {
				pass(m)
			}
		})
		done.Receive()
	})
	if r.Executions != 38 || len(r.Findings) != 1 || r.Findings[0].Kind != "deadlock" {
		t.Errorf("%d executions, %d findings", r.Executions, len(r.Findings))
	}
}

// TestGoexit: a goroutine that exits ends, what it has deferred is carried out, and a panic ends all.
// TestPolls: a livelock in which a goroutine waits is shown with the place that the search has found it at, although what goroutines wait in
// has its name only when it is asked for.
func TestPolls(t *testing.T) {
	r, err := scheduler.Explore(context.Background(), golang.Program("program", func(w world) {
		done := golang.Make[int](w, "done", 0)
		golang.Go(w, "poller", func() {
			for ready := golang.NewAtomic[bool](w, "ready"); !ready.Load(); {
				golang.Gosched(w)
			}
			done.Send(1)
		})
		done.Receive()
	}), scheduler.Options{Strategy: "random", First: true, Executions: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Where != "main in chan.receive on done; poller polls" || r.Findings[0].Trace == nil {
		t.Errorf("%+v", r.Findings)
	}
}

// TestNumGoroutine: whoever counts the goroutines sees which have ended.
func TestNumGoroutine(t *testing.T) {
	check(t, []program{
		{"two that start and end", func(w world, out func(...any)) {
			golang.Go(w, "a", func() { golang.Go(w, "b", func() {}) })
			out(golang.NumGoroutine(w))
		}, "1|2"},
		{"one that starts another", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "a", func() { golang.Go(w, "b", func() { c.Receive() }); c.Receive() })
			out(golang.NumGoroutine(w))
			c.Send(1)
			c.Send(1)
		}, "2|3"},
		{"none that stands for a timer", func(w world, out func(...any)) {
			golang.NewTimer(w, "", 1)
			out(golang.NumGoroutine(w))
		}, "1"},
	})
}

func TestGoexit(t *testing.T) {
	ended := 0
	x := sim.Run(golang.Program("exits", func(w world) {
		g := golang.NewWaitGroup(w, "g")
		g.Go("exits", func() { ended++; runtime.Goexit() })
		g.Wait()
		golang.Go(w, "panics", func() { panic("boo") })
		golang.BlockForever(w, "select")
	}), sim.Config{}, zeros{})
	f := golang.NoPanic.Check(x)
	if ended != 1 || x.ExitCode != 2 || f == nil || f.Message != "panics panics: boo" {
		t.Errorf("%d, exit code %d, %+v", ended, x.ExitCode, f)
	}
}
