package catalog

import (
	"time"

	"simrun/models/logging"
)

// The article's repair of the race: a lock that covers the read, the computation and the write.
//
//	def locked_update(self, name):
//	    logging.info("Thread %s: starting update", name)
//	    logging.debug("Thread %s about to lock", name)
//	    with self._lock:
//	        logging.debug("Thread %s has lock", name)
//	        local_copy = self.value
//	        local_copy += 1
//	        time.sleep(0.1)
//	        self.value = local_copy
//	        logging.debug("Thread %s about to release lock", name)
//	    logging.debug("Thread %s after release", name)
//	    logging.info("Thread %s: finishing update", name)
//
// https://realpython.com/intro-to-python-threading/#basic-synchronization-using-lock
func init() {
	register(lostUpdate(Entry{
		Name:     "lost-update-locked",
		Summary:  "lost-update, repaired: a lock around read, computation and write",
		Expected: Expected{Note: "it is the lock that makes the update one step, not the interpreter"},
	}, (*fakeDatabase).lockedUpdate))
}

func (db *fakeDatabase) lockedUpdate(name int) {
	logging.Info(db.w, "Thread %v: starting update", name)
	logging.Debug(db.w, "Thread %v about to lock", name)
	db.lock.With(func() {
		logging.Debug(db.w, "Thread %v has lock", name)
		localCopy := db.value.Load()
		localCopy++
		db.w.Sleep(100 * time.Millisecond)
		db.value.Store(localCopy)
		logging.Debug(db.w, "Thread %v about to release lock", name)
	})
	logging.Debug(db.w, "Thread %v after release", name)
	logging.Info(db.w, "Thread %v: finishing update", name)
}
