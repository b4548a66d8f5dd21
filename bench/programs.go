package bench

import (
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/sim"
)

// handover is the notebook's lock pipeline on the engine's own threads, which have nothing of an executor, of Python's
// threads or of the interpreter's exit: 5 messages under two locks, 10 lines of the log, two threads that are joined.
func handover() sim.Program {
	return sim.Program{Name: "handover", Main: func(w *sim.World) {
		message := shared.New(w, "message", 0)
		full, empty := lock.New(w, "full"), lock.New(w, "empty")
		full.Acquire()
		set := func(m int) { empty.Acquire(); message.Store(m); full.Release() }
		producer := w.Spawn("producer", func() {
			for range 5 {
				m := w.RandInt(1, 101)
				logging.Print(w, "Producer set message: %v", m)
				set(m)
			}
			set(-1)
		})
		consumer := w.Spawn("consumer", func() {
			for m := 0; m != -1; {
				full.Acquire()
				m = message.Load()
				empty.Release()
				if m != -1 {
					logging.Print(w, "Consumer get message: %v", m)
				}
			}
		})
		Join(w, producer, consumer)
	}}
}

// Below are programs with which GenMC, Nidhugg and Concuerror compare themselves: small, with a known number of traces.
// The main thread starts all the others at once; all variables are 0 at first.

// spawn makes a program of the threads that setup returns.
func spawn(setup func(w *sim.World) []func()) sim.Program {
	return sim.Program{Main: func(w *sim.World) { w.SpawnAll("t", setup(w)...) }}
}

func times(n int, body func(i int)) []func() {
	bodies := make([]func(), n)
	for i := range bodies {
		bodies[i] = func() { body(i) }
	}
	return bodies
}

// readers: n threads read what one writes.
func readers(n int) sim.Program {
	return spawn(func(w *sim.World) []func() {
		x := shared.New(w, "x", 0)
		return append(times(n, func(int) { x.Load() }), func() { x.Store(1) })
	})
}

// lastZero: threads 1 to n write a[j] = a[j-1]+1; another one looks for the last element that is 0.
func lastZero(n int) sim.Program {
	return spawn(func(w *sim.World) []func() {
		a := make([]*shared.Var[int], n+1)
		for i := range a {
			a[i] = shared.New(w, "", 0)
		}
		return append(times(n, func(j int) { a[j+1].Store(a[j].Load() + 1) }), func() {
			for i := n; a[i].Load() != 0; i-- {
			}
		})
	})
}

// lockInc: n threads add one to a variable under a lock.
func lockInc(n int) sim.Program {
	return spawn(func(w *sim.World) []func() {
		m, x := lock.New(w, "m"), shared.New(w, "x", 0)
		return times(n, func(int) { m.Acquire(); x.Store(x.Load() + 1); m.Release() })
	})
}

// casw: n threads try to swap 0 for 1, and then store a value of their own.
func casw(n int) sim.Program {
	return spawn(func(w *sim.World) []func() {
		x := shared.New(w, "x", 0)
		return times(n, func(i int) { x.CompareAndSwap(0, 1); x.Store(i + 3) })
	})
}
