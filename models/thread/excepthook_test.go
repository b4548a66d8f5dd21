package thread_test

import (
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

// report is what the default hook writes for a ValueError in the thread T.
const report = "[Exception in thread T:] [Traceback (most recent call last):] [ValueError: run failed]"

// raised is what an outcome says of it.
const raised = " T raised ValueError: run failed"

// die ends a thread with an exception.
func die() { panic(sim.ValueError("run failed")) }

// hookCases are about threading.excepthook.
var hookCases = []conformance.Case{
	{ID: "XH01", Want: "every schedule: the report is on stderr, join returns, the exit code is 0",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", die).Join()
			out.Put("joined")
		},
		Log: true, Exit: true,
		Every: []string{"joined " + report + " exit 0" + raised}},
	{ID: "XH02", Want: "every schedule: with thread=None the report has the identifier for a name",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.DefaultExceptHook(w, thread.ExceptHookArgs{Value: sim.ValueError("x")})
		},
		Log:   true,
		Every: []string{"[Exception in thread 1:] [Traceback (most recent call last):] [ValueError: x]"}},
	{ID: "XH03", Want: "every schedule: SystemExit ends the thread silently",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() { thread.SysExit(3) }).Join()
		},
		Log: true, Exit: true,
		Every: []string{"exit 0"}},
	{ID: "XH04", Want: "every schedule: a hook of one's own gets the value and the thread",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.SetExceptHook(w, func(a thread.ExceptHookArgs) { out.Put("hook", a.Value, a.Thread.Name()) })
			conformance.Start(w, "T", die).Join()
		},
		Log:   true,
		Every: []string{"hook ValueError: run failed T" + raised}},
	{ID: "XH05", Want: "every schedule: a hook that raises is reported itself, by sys.excepthook",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.SetExceptHook(w, func(thread.ExceptHookArgs) { panic(sim.RuntimeError("hook")) })
			conformance.Start(w, "T", die).Join()
			thread.SetSysExceptHook(w, func(value any) { out.Put("sys", value) })
			conformance.Start(w, "T", die).Join()
		},
		Log: true,
		Every: []string{"sys RuntimeError: hook [Exception in threading.excepthook:] [Traceback (most recent call last):]" +
			" [RuntimeError: hook] [Exception in threading.excepthook:]" +
			raised + " T raised RuntimeError: hook" + raised + " T raised RuntimeError: hook"}},
	{ID: "XH06", Want: "every schedule: without a hook a thread cannot be made; one made before uses the hook of that time",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("T"), thread.Target("", die))
			thread.SetExceptHook(w, nil)
			out.Put(conformance.Try(func() { thread.New(w) }))
			t.Start()
		},
		Log:   true,
		Every: []string{"RuntimeError: threading.excepthook is None " + report + raised}},
	{ID: "XH06/late", Want: "∃ each: a thread with a name of its own is made before the hook is gone, or behind",
		Main: func(w *sim.World, out *conformance.Out) {
			t := conformance.Start(w, "T", func() { thread.SetExceptHook(w, nil) })
			w.Sleep(0)
			made := conformance.Try(func() { thread.New(w, thread.Name("U")) })
			t.Join()
			out.Put(made)
		},
		Strategy: "dpor",
		Every:    []string{"ok", "RuntimeError: threading.excepthook is None"}},
	{ID: "XH07", Want: "every schedule: without sys.stderr the one saved at construction is used, or nothing printed",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("T"), thread.Target("", die))
			thread.SetStderr(w, false)
			t.Start()
			t.Join()
			conformance.Start(w, "T", die).Join()
		},
		Log:   true,
		Every: []string{report + raised + raised}},
	{ID: "XH08", Want: "∃ the reports of two threads interleave; ∃ they do not",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "A", die)
			conformance.Start(w, "B", die)
		},
		Log: true, Strategy: "dpor",
		Exists: []string{"[Exception in thread A:] [Exception in thread B:] *", "[Exception in thread A:] [Trace*] [ValueError*] [Exception in thread B:] *"},
		// Of C(6,3) = 20 orders of 3 and 3 lines 10 can be told apart, because only the first lines differ.
		Outcomes: 10,
	},
}
