package lock_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/sim"
)

// locker is what Lock and RLock have in common: the cases LK01 to LK16 hold for both.
type locker interface {
	Acquire(args ...lock.Arg) bool
	Release()
	Locked() bool
	With(func())
	Repr() string
}

func newLock(w *sim.World) locker  { return lock.New(w, "") }
func newRLock(w *sim.World) locker { return lock.NewRLock(w, "") }

// inThread runs f in a thread and waits for its end.
func inThread(w *sim.World, f func()) { conformance.Start(w, "T", f).Join() }

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, commonCases("", newLock))
	conformance.Run(t, commonCases("/RLock", newRLock))
	conformance.Run(t, lockCases)
	conformance.Run(t, rlockCases)
}

// commonCases are those that hold for every kind of lock.
func commonCases(suffix string, create func(*sim.World) locker) []conformance.Case {
	return append([]conformance.Case{
		{ID: "LK01" + suffix, Want: "every schedule: create, drop: no effect",
			Main:  func(w *sim.World, out *conformance.Out) { create(w) },
			Every: []string{""}},
		{ID: "LK02" + suffix, Want: "every schedule: repr of a free lock has unlocked, of a held one locked",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				out.Put(l.Repr())
				l.Acquire()
				out.Put(l.Repr())
			},
			Every: []string{"<unlocked _thread.*ock object * <locked _thread.*ock object *"}},
		{ID: "LK04" + suffix, Want: "every schedule: acquire gives True",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				out.Put(l.Acquire())
				l.Release()
				out.Put(l.Locked())
			},
			Every: []string{"T F"}},
		{ID: "LK05" + suffix, Want: "every schedule: acquire(False) on a free lock gives True",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				out.Put(l.Acquire(lock.Blocking(false)), l.Locked())
			},
			Every: []string{"T T"}},
		{ID: "LK07" + suffix, Want: "every schedule: before the release none has finished, after it all 5; ∃ each of the 5! orders",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				l.Acquire()
				finished := ""
				for _, name := range []string{"a", "b", "c", "d", "e"} {
					conformance.Start(w, name, func() {
						l.With(func() { finished += name })
					})
				}
				out.Put(finished == "")
				l.Release()
				thread.AtExit(w, func() { out.Put(finished) })
			},
			// Five critical sections on one lock: 5! orders.
			Every: []string{"T *"}, Outcomes: 120, Strategy: "dpor"},
		{ID: "LK08" + suffix, Want: "every schedule: with lets the exception through and leaves the lock free",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				other := func() {
					inThread(w, func() {
						out.Put(l.Acquire(lock.Blocking(false)))
						l.Release()
					})
				}
				l.With(func() { out.Put(l.Locked()) })
				other()
				out.Put(conformance.Try(func() { l.With(func() { panic(&sim.Exception{Type: "TypeError"}) }) }))
				other()
			},
			Every: []string{"T T TypeError T"}},
	}, argumentCases(suffix, create)...)
}

// lockCases are those of Lock alone.
var lockCases = []conformance.Case{
	{ID: "LK17", Want: "every schedule: the second acquire blocks until another thread releases",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			conformance.Start(w, "T", func() {
				out.Put("release")
				l.Release()
			})
			l.Acquire()
			out.Put("acquired")
		},
		Every: []string{"release acquired"}},
	{ID: "LK17/alone", Want: "every schedule: without another thread it is a deadlock",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			l.Acquire()
		},
		Every: []string{"deadlock"}},
	{ID: "LK19", Want: "every schedule: an acquire that timed out leaves nothing behind",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			out.Put(l.Acquire(lock.Timeout(10 * time.Millisecond)))
			l.Release()
			out.Put(l.Locked(), l.Acquire(lock.Blocking(false)))
		},
		Every: []string{"F F T"}},
	{ID: "LK20", Want: "every schedule: the release of a free lock is a RuntimeError",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(conformance.Try(lock.New(w, "").Release))
		},
		Every: []string{"RuntimeError: release unlocked lock"}},
	{ID: "LK22", Want: "∃ the owner takes the lock again k times first, for k = 0 to 3; ∄ both hold it",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			inside, k, won := 1, 0, false
			t := conformance.Start(w, "T2", func() {
				l.Acquire()
				inside++
				won = true
				out.Put(inside, k)
				inside--
				l.Release()
			})
			for range 3 {
				inside--
				l.Release()
				l.Acquire()
				inside++
				if !won {
					k++
				}
			}
			inside--
			l.Release()
			t.Join()
		},
		Every: []string{"1 0", "1 1", "1 2", "1 3"}},
	{ID: "LK23", Want: "∄ a lock that is seen free and cannot be acquired, though nobody has acquired it (3.13.1; up to 3.13.0 ∃)",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			l.Acquire()
			took := false
			t := conformance.Start(w, "T2", func() {
				took = l.Acquire()
			})
			l.Release()
			seen := l.Locked()
			got := l.Acquire(lock.Blocking(false))
			out.Put(seen, got, took)
			if got {
				l.Release()
			}
			t.Join()
		},
		Every: []string{"F T F", "F F T", "T F T"}},
}
