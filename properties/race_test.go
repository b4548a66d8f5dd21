package properties_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// racers is two threads with a variable.
func racers(first, second func(w *sim.World, x *shared.Var[int])) func(w *sim.World) {
	return func(w *sim.World) {
		properties.DetectRaces(w)
		x := shared.New(w, "x", 0)
		start(w, "T1", func() { first(w, x) })
		start(w, "T2", func() { second(w, x) })
	}
}

func TestDetectRaces(t *testing.T) {
	load := func(w *sim.World, x *shared.Var[int]) { x.Load() }
	store := func(w *sim.World, x *shared.Var[int]) { x.Store(1) }
	expect(t, found(t, racers(load, load)))
	expect(t, found(t, racers(store, load)),
		"data-race: T1 writes x, and T2 reads it; nothing puts the two in an order [T1 writes, T2 reads x]")
	expect(t, found(t, racers(store, store)),
		"data-race: T1 writes x, and T2 writes it; nothing puts the two in an order [T1 writes, T2 writes x]")
}

// Three threads that count without a lock race in nine ways, of which three are put into words.
func TestManyRaces(t *testing.T) {
	got := one(func(w *sim.World) {
		properties.DetectRaces(w)
		x := shared.New(w, "x", 0)
		for i := range 3 {
			start(w, []string{"T1", "T2", "T3"}[i], func() { x.Store(x.Load() + 1) })
		}
	})
	expect(t, got, "data-race: T1 writes x, and T2 reads it; T1 writes x, and T2 writes it; T1 reads x, and T2 writes it; and 6 more; nothing puts the two of each pair in an order")
}

// What puts the two threads in an order: a lock, a queue, an event, a join.
func TestSynchronisedAccesses(t *testing.T) {
	with := func(l **lock.Lock, f func(w *sim.World, x *shared.Var[int])) func(w *sim.World, x *shared.Var[int]) {
		return func(w *sim.World, x *shared.Var[int]) { (*l).With(func() { f(w, x) }) }
	}
	store := func(w *sim.World, x *shared.Var[int]) { x.Store(1) }
	var l, other *lock.Lock
	for _, same := range []bool{true, false} {
		second := &l
		if !same {
			second = &other
		}
		program := racers(with(&l, store), with(second, store))
		got := found(t, func(w *sim.World) {
			l, other = lock.New(w, "l"), lock.New(w, "other")
			program(w)
		})
		if (len(got) == 0) != same {
			t.Errorf("one lock %t: %v", same, got)
		}
	}
	expect(t, found(t, func(w *sim.World) {
		properties.DetectRaces(w)
		x, q, e := shared.New(w, "x", 0), queue.New(w, "q", 0), event.New(w, "e")
		start(w, "T1", func() { x.Store(1); q.Put(1) })
		join := start(w, "T2", func() { q.Get(); x.Add(1); e.Set() })
		e.Wait()
		x.Load()
		join()
		x.Store(2)
	}))
}

// In one execution, whichever of the two comes first; each thread runs up to its end before the next begins.
func TestRacesInEitherOrder(t *testing.T) {
	load := func(w *sim.World, x *shared.Var[int]) { x.Load() }
	store := func(w *sim.World, x *shared.Var[int]) { x.Store(1) }
	expect(t, one(racers(store, load)), "data-race: T1 writes x, and T2 reads it; nothing puts the two in an order")
	expect(t, one(racers(load, store)), "data-race: T1 reads x, and T2 writes it; nothing puts the two in an order")
}

// A thread of the engine begins behind what started it, and nothing tells when it has ended.
func TestRacesOfSpawnedThreads(t *testing.T) {
	program := func(before bool) func(w *sim.World) {
		return func(w *sim.World) {
			properties.DetectRaces(w)
			x := shared.New(w, "x", 0)
			if before {
				x.Store(1)
			}
			w.Spawn("T", func() { x.Load() })
			if !before {
				x.Store(1)
			}
		}
	}
	expect(t, one(program(true)))
	if got := found(t, program(false)); len(got) != 1 {
		t.Error(got)
	}
}
