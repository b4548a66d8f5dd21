package thread_test

import (
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

// exitCases are about the exit of the interpreter.
var exitCases = []conformance.Case{
	{ID: "SD01", Want: "every schedule: what a thread that is no daemon prints after main's end is printed",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				w.Sleep(time.Second)
				logging.Print(w, "T")
			})
			thread.AtExit(w, func() { logging.Print(w, "exit") })
		},
		Log: true, Every: []string{"[T] [exit]"}},
	{ID: "SD02", Want: "every schedule: after SystemExit in main the child completes",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				w.Sleep(time.Second)
				out.Put("child", conformance.Try(func() { lock.New(w, "").With(func() {}) }))
			})
			thread.SysExit(0)
		},
		Exit: true, Every: []string{"child ok exit 0"}},
	{ID: "SD03", Want: "every schedule: an exception in main is reported before the others are waited for; exit code 1",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			conformance.Start(w, "T", func() {
				thread.MainThread(w).Join()
				logging.Print(w, "T")
				e.Wait(time.Second)
			})
			panic(sim.ValueError("x"))
		},
		Log: true, Exit: true,
		Every: []string{"[Traceback (most recent call last):] [ValueError: x] [T] exit 1 MainThread raised ValueError: x"}},
	{ID: "SD04", Want: "every schedule: a thread that is started during the exit runs, and is waited for (3.12.0 to 3.12.2: RuntimeError)",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				thread.MainThread(w).Join()
				conformance.Start(w, "U", func() {
					w.Sleep(time.Second)
					out.Put("OK")
				})
			})
		},
		Exit: true, Every: []string{"OK exit 0"}},
	{ID: "SD05", Want: "every schedule: daemons that do I/O at the exit do no harm",
		Main: func(w *sim.World, out *conformance.Out) {
			for range 3 {
				thread.New(w, thread.Name("d"), thread.Daemon(true), thread.Target("", func() {
					for range 2 {
						logging.Print(w, "I/O")
					}
				})).Start()
			}
		},
		Exit: true, Strategy: "dpor", Every: []string{"exit 0"}},
	{ID: "SD06", Want: "every schedule: threading._register_atexit runs before others are waited for, atexit after it, each last first",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			conformance.Start(w, "T", func() {
				e.Wait()
				logging.Print(w, "T")
			})
			for _, name := range []string{"late1", "late2"} {
				thread.AtExit(w, func() { logging.Print(w, "%s", name) })
			}
			for _, name := range []string{"early1", "early2"} {
				thread.RegisterAtExit(w, func() {
					logging.Print(w, "%s %t", name, thread.MainThread(w).IsAlive())
					e.Set()
				})
			}
		},
		Log:   true,
		Every: []string{"[early2 true] [early1 true] [T] [late2] [late1]", "[early2 true] [T] [early1 true] [late2] [late1]"}},
	{ID: "SD07", Want: "every schedule: to register in such a callback is a RuntimeError",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.RegisterAtExit(w, func() {
				out.Put(conformance.Try(func() { thread.RegisterAtExit(w, func() {}) }))
			})
		},
		Every: []string{"RuntimeError: can't register atexit after shutdown"}},
	{ID: "SD19", Want: "every schedule: the process never exits if a thread that is no daemon is deadlocked",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() { event.New(w, "").Wait() })
			thread.AtExit(w, func() { out.Put("exit") })
		},
		Every: []string{"deadlock"}},
	{ID: "SD21", Want: "every schedule: a panic in a threading atexit has the threads not waited for; one in atexit is reported",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				event.New(w, "").Wait()
			})
			thread.RegisterAtExit(w, func() { panic(sim.ValueError("early")) })
			thread.AtExit(w, func() { logging.Print(w, "late1") })
			thread.AtExit(w, func() { panic(sim.ValueError("late2")) })
		},
		Log: true, Exit: true,
		Every: []string{"[Exception ignored on threading shutdown:] [Traceback (most recent call last):] [ValueError: early]" +
			" [Exception ignored in atexit callback <function>:] [Traceback (most recent call last):] [ValueError: late2]" +
			" [late1] exit 0 MainThread raised ValueError: early MainThread raised ValueError: late2"}},
}

// lateCases are about what happens after the threads were waited for.
var lateCases = []conformance.Case{
	{ID: "SD22", Want: "∃ a thread that atexit starts comes to its end, ∃ it does not: nobody waits for it (3.12.0 to 3.12.2: RuntimeError)",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.AtExit(w, func() { conformance.Start(w, "T", func() { logging.Print(w, "T") }) })
		},
		Log: true, Exit: true, Every: []string{"[T] exit 0", "exit 0"}},
	{ID: "SD23", Want: "every schedule: a daemon that waits for ever is no deadlock, and does not keep the process",
		Main: func(w *sim.World, out *conformance.Out) {
			daemon(w, func() { event.New(w, "").Wait() })
			thread.AtExit(w, func() { out.Put("atexit") })
		},
		Exit: true, Every: []string{"atexit exit 0"}},
	{ID: "SD24", Want: "every schedule: in atexit current_thread() is the main thread, which is not alive any more and is listed",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.AtExit(w, func() {
				t := thread.CurrentThread(w)
				out.Put(t == thread.MainThread(w), t.IsAlive(), thread.ActiveCount(w))
			})
		},
		Every: []string{"T F 1"}},
	{ID: "SD25", Want: "∃ os._exit in a thread ends the process while main waits for another one",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() { event.New(w, "").Wait() })
			conformance.Start(w, "U", func() { thread.OSExit(w, 5) })
			thread.AtExit(w, func() { out.Put("atexit") })
		},
		Exit: true, Every: []string{"exit 5"}},
}

// daemon starts a daemon.
func daemon(w *sim.World, f func()) {
	thread.New(w, thread.Name("d"), thread.Daemon(true), thread.Target("", f)).Start()
}

// daemonCases are about daemons at the exit.
var daemonCases = []conformance.Case{
	{ID: "SD11", Want: "∄ a daemon's finally runs at the exit",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "")
			daemon(w, func() {
				defer logging.Print(w, "finally")
				l.With(func() {
					for {
						w.Sleep(time.Second)
						if w.Now() > 3*time.Second {
							logging.Print(w, "loop")
							event.New(w, "").Wait()
						}
					}
				})
			})
		},
		Log: true, Never: []string{"*finally*"}, Exists: []string{"", "[loop]"}},
	{ID: "SD13", Want: "∃ a daemon makes progress during atexit, and after it",
		Main: func(w *sim.World, out *conformance.Out) {
			daemon(w, func() {
				thread.MainThread(w).Join()
				logging.Print(w, "d1")
				logging.Print(w, "d2")
			})
			thread.AtExit(w, func() {
				logging.Print(w, "atexit")
				logging.Print(w, "done")
			})
		},
		// The daemon's lines come anywhere, or not at all: 2 lines among 2, in order, or a prefix of them.
		Log: true, Outcomes: 10, Exists: []string{"[atexit] [d1] [d2] [done]", "[atexit] [done] [d1]", "[d1] [d2] [atexit] [done]"}},
	{ID: "SD14", Want: "every schedule: atexit takes a lock that a blocked daemon holds: hang",
		Main: func(w *sim.World, out *conformance.Out) {
			l, held := lock.New(w, ""), event.New(w, "")
			daemon(w, func() {
				l.With(func() {
					held.Set()
					event.New(w, "").Wait()
				})
			})
			held.Wait()
			thread.AtExit(w, func() { l.Acquire() })
		},
		Every: []string{"deadlock"}},
	{ID: "SD15", Want: "∃ the daemon's last lines are lost, ∃ they are not; never waited for",
		Main: func(w *sim.World, out *conformance.Out) {
			daemon(w, func() {
				logging.Print(w, "1")
				logging.Print(w, "2")
			})
		},
		Log: true, Every: []string{"", "[1]", "[1] [2]"}},
	{ID: "SD16", Want: "every schedule: sys.exit(3) waits for the child, exit code 3",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				w.Sleep(time.Second)
				out.Put("child")
			})
			thread.SysExit(3)
		},
		Exit: true, Every: []string{"child exit 3"}},
	{ID: "SD16/os._exit", Want: "∃ os._exit(4) kills the child before it has come far; exit code 4",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() {
				defer logging.Print(w, "finally")
				logging.Print(w, "child")
				w.Sleep(time.Second)
			})
			thread.AtExit(w, func() { logging.Print(w, "atexit") })
			thread.OSExit(w, 4)
		},
		Log: true, Exit: true, Every: []string{"exit 4", "[child] exit 4", "[child] [finally] exit 4"}},
}
