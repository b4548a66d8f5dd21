package properties_test

import (
	"testing"

	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// Two daemons that block each other, and one that waits for a queue; main waits until they stand there.
func TestNoPartialDeadlock(t *testing.T) {
	program := func(ordered bool) func(w *sim.World) {
		return func(w *sim.World) {
			a, b, first := lock.New(w, "a"), lock.New(w, "b"), queue.New(w, "first", 0)
			both := func(x, y *lock.Lock) func() {
				return func() {
					x.With(func() {
						first.Put(1)
						y.With(func() {})
					})
				}
			}
			daemon(w, "idle", func() { queue.New(w, "q", 0).Get() })
			daemon(w, "D1", both(a, b))
			if ordered {
				daemon(w, "D2", both(a, b))
			} else {
				daemon(w, "D2", both(b, a))
			}
			first.Get()
			first.Get()
		}
	}
	expect(t, found(t, program(true), properties.NoPartialDeadlock))
	expect(t, found(t, program(false), properties.NoPartialDeadlock),
		"partial-deadlock: D1 waits in Lock.acquire on b, held by D2; D2 waits in Lock.acquire on a, held by D1 (D1 → D2 → D1) "+
			"[D1 in Lock.acquire on b; D2 in Lock.acquire on a]")
}

// A daemon that waits for a lock which a thread took with it when it ended.
func TestPartialDeadlockOfOne(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		start(w, "T1", func() { l.Acquire() })()
		daemon(w, "D", func() { l.Acquire() })
	}, properties.NoPartialDeadlock),
		"partial-deadlock: D waits in Lock.acquire on l, held by T1, which has ended [D in Lock.acquire on l]")
}
