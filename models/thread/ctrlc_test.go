package thread_test

import (
	"testing"

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
