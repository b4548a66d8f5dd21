package stepper

import (
	"fmt"
	"time"

	"simrun/models/lock"
	"simrun/sim"
)

// crowd has so many threads that sleep, take one lock after the other, and end.
func crowd(threads int) Options {
	return Options{Config: sim.Config{Clock: sim.Anytime}, Program: sim.Program{Name: "crowd", Main: func(w *sim.World) {
		l := lock.New(w, "door")
		for i := range threads {
			w.Spawn(fmt.Sprintf("guest %d", i), func() {
				if i%3 > 0 {
					w.Sleep(time.Second)
				}
				l.With(func() { w.Logf("guest %d", i) })
			})
		}
	}}}
}

// sleepers has two threads that sleep, so that there is a time at which nobody can go on.
func sleepers() Options {
	return Options{Program: sim.Program{Name: "sleepers", Main: func(w *sim.World) {
		l := lock.New(w, "bed")
		w.Spawn("short", func() { w.Sleep(time.Second); l.Acquire() })
		w.Spawn("long", func() { w.Sleep(2 * time.Second); l.Acquire() })
		l.Acquire()
		w.Sleep(time.Minute)
		l.Release()
	}}}
}

// raising has a thread that an exception ends, and another one that goes on.
func raising() Options {
	return Options{Program: sim.Program{Name: "raising", Main: func(w *sim.World) {
		l := lock.New(w, "l")
		w.Spawn("worker", func() { l.Release() })
		w.Sleep(time.Second)
		l.Acquire()
		w.Fail("odd", "it went on")
	}}}
}

// long makes so many steps, in two threads, and counts how often it is executed.
func long(steps int, executions *int) Options {
	return Options{Program: sim.Program{Name: "long", Main: func(w *sim.World) {
		*executions++
		l := lock.New(w, "l")
		work := func() {
			for range steps / 4 {
				l.With(func() {})
			}
		}
		w.Spawn("other", work)
		work()
	}}}
}

// endless never comes to an end; it says when it has begun for the second time.
func endless(begun chan<- struct{}) Options {
	executions := 0
	return Options{Program: sim.Program{Name: "endless", Main: func(w *sim.World) {
		if executions++; executions == 2 {
			close(begun)
		}
		l := lock.New(w, "l")
		for {
			l.With(func() {})
		}
	}}, Config: sim.Config{MaxSteps: 1 << 30}}
}
