package catalog

import (
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/sim"
)

// Two threads that need two locks, and take them in different orders:
//
//	def worker(name, first, second):
//	    with first:
//	        with second:
//	            logging.info("Thread %s: has both locks", name)
//
//	lock_a, lock_b = threading.Lock(), threading.Lock()
//	x = threading.Thread(target=worker, args=(1, lock_a, lock_b))
//	y = threading.Thread(target=worker, args=(2, lock_b, lock_a))
//	x.start(); y.start()
//	x.join(); y.join()
//
// https://realpython.com/intro-to-python-threading/#deadlock
func init() {
	register(Entry{
		Name:    "deadlock",
		Group:   tutorial,
		Summary: "two threads that take two locks in two orders",
		Program: func(Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { takeBoth(w, false) }, properties.Default()
		},
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "each may have its first lock and wait for the other's for ever",
		},
	})
	register(Entry{
		Name:    "deadlock-ordered",
		Group:   tutorial,
		Summary: "deadlock, repaired: both threads take the locks in the same order",
		Program: func(Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { takeBoth(w, true) }, append(properties.Default(), properties.AllReleased)
		},
		Expected: Expected{Note: "where everybody takes the locks in one order, nobody waits in a circle"},
	})
}

func takeBoth(w *sim.World, ordered bool) {
	basicConfig(w)
	lockA, lockB := lock.New(w, "lock_a"), lock.New(w, "lock_b")
	worker := func(name int, first, second *lock.Lock) *thread.Thread {
		return thread.New(w, thread.Target("worker", func() {
			first.With(func() {
				second.With(func() { logging.Info(w, "Thread %v: has both locks", name) })
			})
		}))
	}
	x, y := worker(1, lockA, lockB), worker(2, lockB, lockA)
	if ordered {
		y = worker(2, lockA, lockB)
	}
	x.Start()
	y.Start()
	x.Join()
	y.Join()
}
