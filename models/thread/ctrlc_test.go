package thread_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/sim"
)

// What Ctrl-C does to a program, by when it comes.
func TestCtrlC(t *testing.T) {
	blocked := func(w *sim.World, name string) *thread.Thread {
		l := lock.New(w, "")
		l.Acquire()
		x := thread.New(w, thread.Name(name), thread.Target("", func() { l.Acquire() }))
		x.Start()
		return x
	}
	conformance.Run(t, []conformance.Case{{
		ID: "SD17", Want: "Ctrl-C while joining at exit: remaining non-daemons are killed, exit code 0",
		Main: func(w *sim.World, out *conformance.Out) {
			blocked(w, "x")
			thread.AtExit(w, func() { out.Put("atexit") })
			w.OnMainReturn(func() { thread.CtrlC(w) })
		},
		Exit:  true,
		Every: []string{"atexit exit 0 MainThread raised KeyboardInterrupt"},
	}, {
		ID: "SD17, join", Want: "Ctrl-C in a join that is caught: the thread is alive, and is waited for in vain",
		Main: func(w *sim.World, out *conformance.Out) {
			x := blocked(w, "x")
			thread.CtrlC(w)
			out.Put(conformance.Try(func() { x.Join() }))
			out.Put(x.IsAlive())
		},
		Every: []string{"KeyboardInterrupt T deadlock"},
	}, {
		ID: "SD17, uncaught", Want: "an interrupt that nobody catches: exit code 130",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.CtrlC(w)
			lock.New(w, "").Locked()
		},
		Exit:   true,
		Exists: []string{"exit 130 MainThread raised KeyboardInterrupt", "exit 0"},
	}})
}

// What a handler that returns does, by when it runs.
func TestSignal(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "SD26", Want: "every schedule: a blocked main thread runs the handler, which lets it go on; the wait takes place",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			thread.Signal(w, "SIGUSR1", func() { out.Put("handler", w.Current().Index()); l.Release() })
			out.Put("before")
			l.Acquire()
			out.Put("acquired", l.Locked())
		},
		Every: []string{"before handler 0 acquired T"},
	}, {
		ID: "SD26/order", Want: "every schedule: the handler runs between two operations, at any place, once, or not at all",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			thread.Signal(w, "SIGUSR1", func() { out.Put("handler") })
			for i := range 3 {
				l.Locked()
				out.Put(i)
			}
		},
		// In the last one it comes while the interpreter waits at its exit.
		Every: []string{"0 1 2", "handler 0 1 2", "0 handler 1 2", "0 1 handler 2", "0 1 2 handler"},
	}, {
		ID: "SD26/two", Want: "every schedule: two signals, and Ctrl-C: each handler runs once; an exception ends the call, not the other's handler",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			thread.Signal(w, "SIGUSR1", func() { out.Put("one") })
			thread.CtrlC(w)
			out.Put(conformance.Try(func() { l.Acquire() }))
		},
		Exists: []string{"one KeyboardInterrupt", "KeyboardInterrupt one", "KeyboardInterrupt"}, Never: []string{"*one*one*", "*ok*", "*deadlock*"},
	}, {
		ID: "SD26/lock", Want: "∃ deadlock: the handler takes the lock that the main thread holds",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			thread.Signal(w, "SIGUSR1", func() { l.With(func() { out.Put("handler") }) })
			l.With(func() { l.Locked() })
		},
		Every: []string{"", "handler", "deadlock"},
	}, {
		ID: "SD26/rlock", Want: "every schedule: an RLock in its place is taken once more",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "l")
			thread.Signal(w, "SIGUSR1", func() { l.With(func() { out.Put("handler") }) })
			l.With(func() { l.Locked() })
		},
		Every: []string{"", "handler"},
	}, {
		ID: "SD26/raises", Want: "every schedule: what the handler raises comes out of the call that it interrupts",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			thread.Signal(w, "SIGTERM", func() { thread.SysExit(3) })
			out.Put(conformance.Try(func() { l.Acquire() }), l.Locked())
		},
		Every: []string{"SystemExit: 3 T"},
	}, {
		ID: "SD26/rest", Want: "every schedule: a wait that is interrupted goes on for what is left of its timeout",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			thread.Signal(w, "SIGUSR1", func() { w.Sleep(time.Second) })
			out.Put(l.Acquire(lock.Timeout(3 * time.Second)))
			out.Put(w.Now() < 3500*time.Millisecond)
		},
		Config: sim.Config{Clock: sim.Virtual}, Every: []string{"F T"},
	}})
}
