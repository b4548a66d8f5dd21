package lock_test

import (
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// rlockCases are those of RLock alone.
var rlockCases = []conformance.Case{
	{ID: "RL01", Want: "every schedule: acquire twice, release, acquire, release twice: free",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			out.Put(l.Acquire(), l.Acquire())
			l.Release()
			out.Put(l.Acquire())
			l.Release()
			out.Put(l.Locked())
			l.Release()
			out.Put(l.Locked())
		},
		Every: []string{"T T T T F"}},
	{ID: "RL02", Want: "every schedule: a release that is not balanced is a RuntimeError",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			out.Put(conformance.Try(l.Release))
			l.Acquire()
			l.Acquire()
			l.Release()
			l.Release()
			out.Put(conformance.Try(l.Release))
		},
		Every: []string{"RuntimeError: cannot release un-acquired lock RuntimeError: cannot release un-acquired lock"}},
	{ID: "RL04", Want: "every schedule: the depth is 0, 1, 3, 2, 0 for the owner, 0 for others",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			out.Put(l.RecursionCount())
			l.Acquire()
			out.Put(l.RecursionCount())
			l.Acquire()
			l.Acquire()
			out.Put(l.RecursionCount())
			inThread(w, func() { out.Put("T", l.RecursionCount()) })
			l.Release()
			out.Put(l.RecursionCount())
			l.Release()
			l.Release()
			out.Put(l.RecursionCount())
		},
		Every: []string{"0 1 3 T 0 2 0"}},
	{ID: "RL05", Want: "every schedule: a release by another thread is a RuntimeError and changes nothing",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			l.Acquire()
			inThread(w, func() {
				out.Put(conformance.Try(l.Release), l.Acquire(lock.Blocking(false)))
			})
			out.Put(l.IsOwned())
		},
		Every: []string{"RuntimeError: cannot release un-acquired lock F T"}},
	{ID: "RL09", Want: "∃ a thread that has the identifier of a dead one owns the lock that it left held; ∃ it has another one, and blocks",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			conformance.Start(w, "T", func() { l.Acquire(); l.Acquire() }).Join()
			out.Put(l.Acquire(lock.Blocking(false)))
			conformance.Start(w, "U", func() {
				out.Put(l.IsOwned(), l.Acquire(), l.RecursionCount())
				l.Release()
				l.Release()
				l.Release()
			}).Join()
			out.Put(l.Acquire(lock.Blocking(false)))
		},
		Every: []string{"F T T 3 T", "F deadlock"}},
	{ID: "RL09/twin", Want: "every schedule: a thread with another identifier waits for ever",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			event := conformance.Start(w, "T", func() { l.Acquire() })
			u := conformance.Start(w, "U", func() { out.Put("U"); event.Join(); l.Acquire() })
			event.Join()
			u.Join()
		},
		Every: []string{"U deadlock"}},
	{ID: "RL07", Want: "every schedule: the owner's acquire(False, 1) is a ValueError: arguments come first",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "")
			l.Acquire()
			out.Put(conformance.Try(func() { l.Acquire(lock.Blocking(false), lock.Timeout(time.Second)) }), l.RecursionCount())
		},
		Every: []string{"ValueError: can't specify a timeout for a non-blocking call 1"}},
}
