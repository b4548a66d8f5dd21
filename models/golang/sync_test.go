package golang_test

import (
	"testing"

	"simrun/models/golang"
	"simrun/sim"
)

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
