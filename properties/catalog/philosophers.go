package catalog

import (
	"fmt"

	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/semaphore"
	"simrun/properties"
	"simrun/sim"
)

// Dijkstra's philosophers, each of whom needs the two forks beside the plate:
//
//	def philosopher(i):
//	    with forks[i]:
//	        with forks[(i + 1) % n]:
//	            logging.info("Philosopher %s eats", i)
//
// Two repairs: each takes the fork with the lower number first, or a waiter lets one philosopher less than there are
// sit down at a time:
//
//	waiter = threading.Semaphore(n - 1)
//	with waiter, forks[i], forks[(i + 1) % n]:
//	    …
func init() {
	register(philosophers(Entry{
		Name:     "dining-philosophers",
		Summary:  "each takes the left fork, then the right one",
		Expected: Expected{Kinds: []string{"deadlock"}, Note: "each may have the left fork and wait for the right one"},
	}, func(t *table, i int) { t.eat(i, i, (i+1)%len(t.forks)) }))
	register(philosophers(Entry{
		Name:     "dining-philosophers-ordered",
		Summary:  "dining-philosophers, repaired: the fork with the lower number first",
		Expected: Expected{Note: "one order for all locks leaves no circle to wait in"},
	}, func(t *table, i int) {
		j := (i + 1) % len(t.forks)
		t.eat(i, min(i, j), max(i, j))
	}))
	register(philosophers(Entry{
		Name:     "dining-philosophers-waiter",
		Summary:  "dining-philosophers, repaired: a waiter keeps one of them standing",
		Expected: Expected{Note: "with one philosopher less than forks, one of them always gets both"},
	}, func(t *table, i int) {
		t.waiter.With(func() { t.eat(i, i, (i+1)%len(t.forks)) })
	}))
}

// philosophers completes the entry of a program in which each philosopher does dine once.
func philosophers(e Entry, dine func(t *table, i int)) Entry {
	e.Group = classics
	e.Params = []Param{Number("philosophers", 3, 2, 8, "how many there are, and forks")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			basicConfig(w)
			t, guests := newTable(w, v.Int("philosophers")), newCrew(w)
			for i := range t.forks {
				guests.add(fmt.Sprintf("philosopher-%d", i), func() { dine(t, i) })
			}
			guests.run()
		}
		return run, append(properties.Default(), properties.AllReleased)
	}
	return e
}

type table struct {
	w      *sim.World
	forks  []*lock.Lock
	waiter *semaphore.Semaphore
}

func newTable(w *sim.World, n int) *table {
	t := &table{w: w, waiter: semaphore.New(w, "waiter", n-1)}
	for i := range n {
		t.forks = append(t.forks, lock.New(w, fmt.Sprintf("fork-%d", i)))
	}
	return t
}

// eat takes two forks, one after the other.
func (t *table) eat(i, first, second int) {
	t.forks[first].With(func() {
		t.forks[second].With(func() { logging.Info(t.w, "Philosopher %v eats", i) })
	})
}
