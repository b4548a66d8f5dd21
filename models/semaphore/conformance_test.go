package semaphore_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/sim"
)

type (
	world  = *sim.World
	result = *conformance.Out
)

const short = 5 * time.Millisecond

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, singleCases())
	conformance.Run(t, threadCases())
	conformance.Run(t, boundedCases())
}

// try is acquire(False).
func try(s *semaphore.Semaphore) bool { return s.Acquire(semaphore.Blocking(false)) }

func singleCases() []conformance.Case {
	return []conformance.Case{
		{ID: "SM01", Want: "every schedule: a negative value is a ValueError",
			Main: func(w world, out result) {
				out.Put(conformance.Try(func() { semaphore.New(w, "", -1) }),
					conformance.Try(func() { semaphore.NewBounded(w, "", -1) }))
			},
			Every: []string{"ValueError: semaphore initial value must be >= 0 ValueError: semaphore initial value must be >= 0"}},
		{ID: "SM04", Want: "every schedule: value 2: acquire(False) three times, release, once more: T T F T",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 2)
				out.Put(try(s), try(s), try(s))
				s.Release()
				out.Put(try(s))
			},
			Every: []string{"T T F T"}},
		{ID: "SM06", Want: "every schedule: a timeout does not go with acquire(False), be it 0",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				out.Put(conformance.Try(func() { s.Acquire(semaphore.Blocking(false), semaphore.Timeout(0)) }), s.Value())
			},
			Every: []string{"ValueError: can't specify timeout for non-blocking acquire 1"}},
		{ID: "SM07", Want: "every schedule: value 2 with timeouts: T T F; after a release T; then F after 0.5 s",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 2)
				in := func(d time.Duration) bool { return s.Acquire(semaphore.Timeout(d)) }
				out.Put(in(short), in(short), in(short))
				s.Release()
				out.Put(in(short))
				before := w.Now()
				out.Put(in(500*time.Millisecond), w.Now()-before >= 500*time.Millisecond)
			},
			Every: []string{"T T F T F T"}},
		{ID: "SM07/negative", Want: "every schedule: a negative timeout takes a permit if there is one",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				out.Put(s.Acquire(semaphore.Timeout(-1)), s.Acquire(semaphore.Timeout(-1)), s.Acquire(semaphore.Timeout(0)))
			},
			Every: []string{"T F F"}},
		{ID: "SM08", Want: "every schedule: one permit, Python's default, lets one thread in (Go has no default argument)",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				out.Put(s.Value(), s.Repr(), try(s), try(s))
			},
			Every: []string{"1 <threading.Semaphore at Semaphore-1: value=1> T F"}},
		{ID: "SM10", Want: "every schedule: a release without an acquire makes the value grow",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				s.Release()
				out.Put(s.Acquire(), s.Acquire(), try(s))
			},
			Every: []string{"T T F"}},
		{ID: "SM11", Want: "every schedule: release(0) and release(-1) are ValueErrors",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				out.Put(conformance.Try(func() { s.Release(0) }), conformance.Try(func() { s.Release(-1) }), s.Value())
			},
			Every: []string{"ValueError: n must be one or more ValueError: n must be one or more 1"}},
	}
}

func threadCases() []conformance.Case {
	return []conformance.Case{
		{ID: "SM02", Want: "every schedule: as many acquires succeed as there are permits, and go on with each release, all True (scaled down: value 2, one taken; 2 threads acquire twice; releases of 1, 1, 1)",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 2)
				s.Acquire()
				took := 0
				for _, name := range []string{"a", "b"} {
					defer conformance.Start(w, name, func() {
						for range 2 {
							if s.Acquire() {
								took++
							}
						}
					}).Join()
				}
				w.OnEnd(func() { out.Put(took, s.Value()) })
				for range 3 {
					s.Release()
				}
			},
			Every: []string{"4 0"}, Strategy: "dpor"},
		{ID: "SM02/short", Want: "every schedule: with one release too few the last acquire does not succeed",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 2)
				s.Acquire()
				took := 0
				for _, name := range []string{"a", "b"} {
					conformance.Start(w, name, func() {
						for range 2 {
							s.Acquire()
							took++
						}
					})
				}
				w.OnEnd(func() { out.Put(took) })
				s.Release(2)
			},
			Every: []string{"3 deadlock"}, Strategy: "dpor"},
		{ID: "SM05", Want: "every schedule: of the tries exactly as many succeed as there are permits (scaled down: value 3, one taken; 3 threads try twice)",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 3)
				s.Acquire()
				took, failed := 0, 0
				for _, name := range []string{"a", "b", "c"} {
					conformance.Start(w, name, func() {
						for range 2 {
							if try(s) {
								took++
							} else {
								failed++
							}
						}
					})
				}
				w.OnEnd(func() { out.Put(took, failed) })
			},
			Every: []string{"2 4"}, Strategy: "dpor"},
		{ID: "SM13", Want: "∃ main takes the permit before the waiter, any number of times; the waiter then stays blocked",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 0)
				conformance.Start(w, "T", func() { s.Acquire() })
				for range 3 {
					s.Release()
					out.Put(try(s))
				}
			},
			// Main releases and tries three times; the waiter takes the permit at one of three points, or never.
			Every: []string{"T T T deadlock", "F T T", "T F T", "T T F"}},
		{ID: "SM14", Want: "every schedule: an acquire whose time is up takes no permit with it",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 0)
				var a bool
				t := conformance.Start(w, "A", func() { a = s.Acquire(semaphore.Timeout(short)) })
				s.Release()
				t.Join()
				out.Put(a, s.Value())
			},
			Every: []string{"T 0", "F 1"}},
		{ID: "SM15", Want: "every schedule: with sem lets in as many as there are permits, and gives them back after an exception",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 1)
				inside, most := shared.New(w, "inside", 0), 0
				for _, name := range []string{"a", "b"} {
					conformance.Start(w, name, func() {
						conformance.Try(func() {
							s.With(func() {
								most = max(most, inside.FetchAdd(1)+1)
								w.Sleep(0)
								inside.FetchAdd(-1)
								panic("x")
							})
						})
					})
				}
				w.OnEnd(func() { out.Put(most, s.Value()) })
			},
			Every: []string{"1 1"}, Strategy: "dpor"},
		{ID: "SM15/twin", Want: "∃ two threads are inside if there are two permits",
			Main: func(w world, out result) {
				s := semaphore.New(w, "", 2)
				inside, most := shared.New(w, "inside", 0), 0
				for _, name := range []string{"a", "b"} {
					conformance.Start(w, name, func() {
						s.With(func() {
							most = max(most, inside.FetchAdd(1)+1)
							w.Sleep(0)
							inside.FetchAdd(-1)
						})
					})
				}
				w.OnEnd(func() { out.Put(most) })
			},
			Every: []string{"1", "2"}, Strategy: "dpor"},
	}
}

func boundedCases() []conformance.Case {
	const tooMany = "ValueError: Semaphore released too many times"
	return []conformance.Case{
		{ID: "BS01", Want: "every schedule: a release too many is a ValueError, at once or after a balanced pair",
			Main: func(w world, out result) {
				s := semaphore.NewBounded(w, "", 1)
				out.Put(conformance.Try(func() { s.Release() }))
				s.Acquire()
				s.Release()
				out.Put(conformance.Try(func() { s.Release() }), s.Value())
			},
			Every: []string{tooMany + " " + tooMany + " 1"}},
		{ID: "BS03", Want: "every schedule: release(2) with one permit taken is a ValueError and gives none back",
			Main: func(w world, out result) {
				s := semaphore.NewBounded(w, "", 3)
				s.Acquire()
				out.Put(conformance.Try(func() { s.Release(2) }), s.Value())
			},
			Every: []string{tooMany + " 2"}},
		{ID: "BS04", Want: "every schedule: repr shows value and initial value",
			Main: func(w world, out result) {
				s := semaphore.NewBounded(w, "", 3)
				s.Acquire()
				out.Put(s.Repr())
			},
			Every: []string{"<threading.BoundedSemaphore at BoundedSemaphore-1: value=2/3>"}},
	}
}
