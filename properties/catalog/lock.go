package catalog

import (
	"simrun/models/lock"
	"simrun/properties"
	"simrun/sim"
)

// The notebook's first lock:
//
//	my_lock = threading.Lock()
//	my_lock.acquire()
//
//	my_lock.release()
//
//	with my_lock:
//	    pass
func init() {
	register(Entry{
		Name:    "lock",
		Group:   tutorial,
		Summary: "a lock that is acquired and released, once by hand and once by with",
		Program: func(Values) (func(w *sim.World), []sim.Property) {
			return useLock, append(properties.Default(), properties.AllReleased)
		},
		Expected: Expected{Note: "there is one schedule, and the lock is free at the end"},
	})
}

func useLock(w *sim.World) {
	myLock := lock.New(w, "my_lock")
	myLock.Acquire()

	myLock.Release()

	myLock.With(func() {})
}
