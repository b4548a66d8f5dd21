package main

import (
	"simrun/bench"
	"simrun/models/condition"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// program has its twin of the same name in shuttle/src/main.rs.
type program struct {
	name string
	main func(w *sim.World)
}

// operations is how many there are in the long programs, over all threads.
const operations = 10_000

var programs = []program{
	{"counter2", func(w *sim.World) { counter(w, 2, 2) }},
	{"lockinc3", func(w *sim.World) { lockInc(w, 3, 3) }},
	{"lock-pipeline", lockPipeline},
	{"condition-pipeline", conditionPipeline},
	{"bounded-buffer", boundedBuffer},
	{"lock-5", func(w *sim.World) { lockInc(w, 5, operations) }},
	{"lock-100", func(w *sim.World) { lockInc(w, 100, operations) }},
	{"counter-5", func(w *sim.World) { counter(w, 5, operations) }},
	{"counter-100", func(w *sim.World) { counter(w, 100, operations) }},
}

// crew starts n threads and joins them.
func crew(w *sim.World, n int, body func(i int)) {
	bodies := make([]func(), n)
	for i := range bodies {
		bodies[i] = func() { body(i) }
	}
	bench.Join(w, w.SpawnAll("t", bodies...)...)
}

// counter: n threads add one to a variable, in all so many times, each time in one step.
func counter(w *sim.World, n, operations int) {
	x := shared.New(w, "x", 0)
	crew(w, n, func(int) {
		for range operations / n {
			x.FetchAdd(1)
		}
	})
}

// lockInc: n threads add one to a variable under a lock, in all so many times.
func lockInc(w *sim.World, n, operations int) {
	l, x := lock.New(w, "lock"), 0
	crew(w, n, func(int) {
		for range operations / n {
			l.Acquire()
			x++
			l.Release()
		}
	})
	if x != operations/n*n {
		w.Fail("lost-update", "%d", x)
	}
}

// lockPipeline: a producer hands five messages to a consumer through one slot, with two locks that the other side
// releases.
func lockPipeline(w *sim.World) {
	full, empty, slot := lock.New(w, "full"), lock.New(w, "empty"), shared.New(w, "slot", 0)
	full.Acquire()
	acquire := func(l *lock.Lock) func() { return func() { l.Acquire() } }
	handOver(w, slot, acquire(empty), full.Release, acquire(full), empty.Release)
}

// conditionPipeline: the same with a permit each that is a lock, a condition variable and a flag.
func conditionPipeline(w *sim.World) {
	full, empty, slot := newGate(w, "full", false), newGate(w, "empty", true), shared.New(w, "slot", 0)
	handOver(w, slot, empty.acquire, full.release, full.acquire, empty.release)
}

func handOver(w *sim.World, slot *shared.Var[int], waitEmpty, setFull, waitFull, setEmpty func()) {
	crew(w, 2, func(i int) {
		if i == 0 {
			for m := range 6 {
				waitEmpty()
				slot.Store(m + 1)
				setFull()
			}
			return
		}
		for m := 0; m != 6; {
			waitFull()
			m = slot.Load()
			setEmpty()
		}
	})
}

// gate is a permit that one thread gives and another one takes.
type gate struct {
	open    bool
	changed *condition.Condition
}

func newGate(w *sim.World, name string, open bool) *gate {
	return &gate{open: open, changed: condition.New(w, name, lock.New(w, name))}
}

func (g *gate) acquire() {
	g.changed.Acquire()
	for !g.open {
		g.changed.Wait()
	}
	g.open = false
	g.changed.Release()
}

func (g *gate) release() {
	g.changed.Acquire()
	g.open = true
	g.changed.Notify()
	g.changed.Release()
}

// boundedBuffer: a buffer with room for two; three threads put three items each, three get them.
func boundedBuffer(w *sim.World) {
	n, changed := 0, condition.New(w, "changed", lock.New(w, "lock"))
	crew(w, 6, func(i int) {
		for range 3 {
			changed.Acquire()
			for i < 3 && n == 2 || i >= 3 && n == 0 {
				changed.Wait()
			}
			if i < 3 {
				n++
			} else {
				n--
			}
			changed.NotifyAll()
			changed.Release()
		}
	})
}
