package lock_test

import (
	"math"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// argumentCases are about the arguments of acquire.
func argumentCases(suffix string, create func(*sim.World) locker) []conformance.Case {
	// try calls acquire on a lock that is free, or held, and says what came of it.
	try := func(args ...lock.Arg) func(w *sim.World, out *conformance.Out) {
		return func(w *sim.World, out *conformance.Out) {
			l := create(w)
			out.Put(conformance.Try(func() { out.Put(l.Acquire(args...)) }), l.Locked())
		}
	}
	const second = "ValueError: can't specify a timeout for a non-blocking call F"
	return []conformance.Case{
		{ID: "LK10" + suffix, Want: "every schedule: acquire(False, 1) is a ValueError",
			Main: try(lock.Blocking(false), lock.Timeout(time.Second)), Every: []string{second}},
		{ID: "LK11" + suffix, Want: "every schedule: acquire(False, 0) is the same ValueError",
			Main: try(lock.Blocking(false), lock.Timeout(0)), Every: []string{second}},
		{ID: "LK11" + suffix + "/-1", Want: "every schedule: acquire(False, -1) is legal",
			Main: try(lock.Blocking(false), lock.Timeout(lock.Forever)), Every: []string{"T ok T"}},
		{ID: "LK12" + suffix, Want: "every schedule: acquire(timeout=-2) is a ValueError",
			Main:  try(lock.Timeout(-2 * time.Second)),
			Every: []string{"ValueError: timeout value must be a non-negative number F"}},
		{ID: "LK13" + suffix, Want: "every schedule: acquire(timeout=1e100) is an OverflowError",
			Main:  try(lock.Seconds(1e100)),
			Every: []string{"OverflowError: timestamp out of range for platform time_t F"}},
		{ID: "LK13" + suffix + "/TIMEOUT_MAX+1", Want: "every schedule: an OverflowError",
			Main:  try(lock.Seconds(lock.TimeoutMax.Seconds() + 1)),
			Every: []string{"OverflowError: timestamp out of range for platform time_t F"}},
		{ID: "LK13" + suffix + "/TIMEOUT_MAX", Want: "every schedule: legal",
			Main: try(lock.Timeout(lock.TimeoutMax)), Every: []string{"T ok T"}},
		{ID: "LK13" + suffix + "/NaN", Want: "every schedule: a ValueError",
			Main:  try(lock.Seconds(math.NaN())),
			Every: []string{"ValueError: Invalid value NaN (not a number) F"}},
		{ID: "LK14" + suffix, Want: "every schedule: acquire(timeout=None) is a TypeError",
			Main:  try(lock.TimeoutNone()),
			Every: []string{"TypeError: 'NoneType' object cannot be interpreted as an integer F"}},
		{ID: "LK15" + suffix, Want: "every schedule: acquire(timeout=0) is a try: True if free, False at once if another thread holds it",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				out.Put(l.Acquire(lock.Timeout(0)))
				inThread(w, func() {
					before := w.Now()
					out.Put(l.Acquire(lock.Timeout(0)), w.Now()-before < time.Second)
				})
			},
			Every: []string{"T F T"}},
		{ID: "LK16" + suffix, Want: "every schedule: acquire(timeout=0.5) of a lock that another thread holds gives False after 0.5 s",
			Main: func(w *sim.World, out *conformance.Out) {
				l := create(w)
				l.Acquire()
				inThread(w, func() {
					before := w.Now()
					out.Put(l.Acquire(lock.Timeout(500*time.Millisecond)), w.Now()-before >= 500*time.Millisecond)
				})
			},
			Every: []string{"F T"}},
	}
}
