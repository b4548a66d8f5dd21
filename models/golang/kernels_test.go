package golang_test

import (
	"testing"

	"simrun/models/golang"
)

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
