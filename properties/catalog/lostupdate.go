package catalog

import (
	"time"

	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// The race of the article that the notebook follows:
//
//	class FakeDatabase:
//	    def __init__(self):
//	        self.value = 0
//
//	    def update(self, name):
//	        logging.info("Thread %s: starting update", name)
//	        local_copy = self.value
//	        local_copy += 1
//	        time.sleep(0.1)
//	        self.value = local_copy
//	        logging.info("Thread %s: finishing update", name)
//
//	database = FakeDatabase()
//	logging.info("Testing update. Starting value is %d.", database.value)
//	with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
//	    for index in range(2):
//	        executor.submit(database.update, index)
//	logging.info("Testing update. Ending value is %d.", database.value)
//
// https://realpython.com/intro-to-python-threading/#race-conditions
func init() {
	register(lostUpdate(Entry{
		Name:    "lost-update",
		Summary: "several threads read a counter, compute, and write it back",
		Expected: Expected{
			Kinds: []string{"lost-update"},
			Note:  "a thread that comes between another's read and write has its update overwritten",
		},
	}, (*fakeDatabase).update))
}

// lostUpdate completes the entry of a program that updates the database by the given method.
func lostUpdate(e Entry, update func(db *fakeDatabase, name int)) Entry {
	e.Group = tutorial
	e.Params = []Param{Number("threads", 2, 1, 8, "how many threads update the counter, once each")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		return func(w *sim.World) { testUpdate(w, v.Int("threads"), update) }, properties.Default()
	}
	return e
}

// fakeDatabase is the article's class FakeDatabase.
type fakeDatabase struct {
	w     *sim.World
	value *shared.Var[int]
	lock  *lock.Lock
}

func (db *fakeDatabase) update(name int) {
	logging.Info(db.w, "Thread %v: starting update", name)
	localCopy := db.value.Load()
	localCopy++
	db.w.Sleep(100 * time.Millisecond)
	db.value.Store(localCopy)
	logging.Info(db.w, "Thread %v: finishing update", name)
}

func testUpdate(w *sim.World, threads int, update func(db *fakeDatabase, name int)) {
	basicConfig(w)
	database := &fakeDatabase{w: w, value: shared.New(w, "value", 0), lock: lock.New(w, "lock")}
	logging.Info(w, "Testing update. Starting value is %d.", database.value.Load())
	pool := executor.New(w, threads)
	pool.With(func() {
		for index := range threads {
			pool.Submit("update", func() any { update(database, index); return nil })
		}
	})
	value := database.value.Load()
	logging.Info(w, "Testing update. Ending value is %d.", value)
	w.Observe("value", value)
	if value != threads {
		w.Fail("lost-update", "%d threads added 1 to the counter, which is %d", threads, value)
	}
}
