package sctbench

import (
	"simrun/models/condition"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// place is a buffer for one item between a producer and a consumer, each of whom waits for the other by a condition of its
// own. A condition is signalled with its lock held, because Python demands that; in the benchmark it is afterwards.
type place struct {
	num         *shared.Var[int]
	empty, full *condition.Condition
}

func newPlace(w *sim.World, num int) *place {
	m := lock.New(w, "m")
	return &place{shared.New(w, "num", num), condition.New(w, "empty", m), condition.New(w, "full", m)}
}

// put adds an item where there is none.
func (p *place) put() {
	p.empty.Acquire()
	for p.num.Load() > 0 {
		p.empty.Wait()
	}
	p.num.Store(p.num.Load() + 1)
	p.full.Notify()
	p.empty.Release()
}

// get calls take, with the lock held, when there is an item.
func (p *place) get(take func()) {
	p.full.Acquire()
	for p.num.Load() == 0 {
		p.full.Wait()
	}
	take()
	p.empty.Notify()
	p.full.Release()
}

func (p *place) remove() { p.num.Store(p.num.Load() - 1) }

// Sync01 is sync01: the consumer does not take the item away for whose end the producer waits. Every schedule fails.
func Sync01(w *sim.World) {
	p := newPlace(w, 1)
	w.SpawnAll("sync", p.put, func() { p.get(func() {}) })
}

// Sync02 is sync02: there are two items too many, so that the consumer ends before the producer has put its second one.
// Every schedule fails.
func Sync02(w *sim.World) {
	p := newPlace(w, 2)
	w.SpawnAll("sync", func() {
		p.put()
		p.put()
	}, func() {
		p.get(p.remove)
		p.get(p.remove)
	})
}

// Arithmetic is arithmetic_prog: what the consumer adds up is the sum that the assertion says it is not. Every schedule
// fails.
func Arithmetic(w *sim.World) {
	const n = 3
	p, total := newPlace(w, 0), 0
	w.SpawnAll("arithmetic", func() {
		for range n {
			p.put()
		}
	}, func() {
		for j := range n {
			p.get(func() {
				total += j
				p.remove()
			})
		}
		total += n
		assert(w, total != n*(n+1)/2, "total != n(n+1)/2")
	})
}
