package thread_test

import (
	"slices"
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/sim"
)

const tick = 10 * time.Millisecond

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, namingCases)
	conformance.Run(t, startCases)
	conformance.Run(t, joinCases)
	conformance.Run(t, rawCases)
	conformance.Run(t, hookCases)
	conformance.Run(t, exitCases)
	conformance.Run(t, daemonCases)
	conformance.Run(t, lateCases)
}

// nothing is what a thread does that only has to exist.
func nothing() {}

// namingCases are about what a thread is before it starts.
var namingCases = []conformance.Case{
	{ID: "TH01", Want: "every schedule: explicit names stay; the others get the next number, and the name of the target",
		Main: func(w *sim.World, out *conformance.Out) {
			thread.New(w) // the counter is at 2, as in the case
			for _, options := range [][]thread.Option{
				{thread.Name("myname1")}, {thread.Name("123")}, {thread.Target("func", nothing), thread.Name("explicit")},
				{thread.Name("")}, {}, {thread.Target("", nothing)}, {thread.Target("func", nothing)},
			} {
				out.Put(thread.New(w, options...).Name())
			}
		},
		Every: []string{"myname1 123 explicit Thread-2 Thread-3 Thread-4 Thread-5 (func)"}},
	{ID: "TH02", Want: "every schedule: the target gets its arguments, those of the time of the call",
		Main: func(w *sim.World, out *conformance.Out) {
			for _, arguments := range [][]any{{1, "a"}, {2}} {
				t := conformance.Start(w, "T", func() { out.Put(arguments...) })
				t.Join()
			}
		},
		Every: []string{"1 a 2"}},
	{ID: "TH11", Want: "every schedule: a target that does nothing, or none, is a thread all the same",
		Main: func(w *sim.World, out *conformance.Out) {
			for _, f := range []func(){nothing, nil} {
				t := thread.New(w, thread.Target("f", f))
				t.Start()
				t.Join()
				out.Put(t.IsAlive())
			}
		},
		Every: []string{"F F"}},
	{ID: "TH16", Want: "every schedule: group=1 is an AssertionError",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(conformance.Try(func() { thread.New(w, thread.Group(1)) }), conformance.Try(func() { thread.New(w, thread.Group(nil)) }))
		},
		Every: []string{"AssertionError: group argument must be None for now ok"}},
	{ID: "TH20", Want: "every schedule: a thread that was not initialised says so",
		Main: func(w *sim.World, out *conformance.Out) {
			var t thread.Thread
			for _, f := range []func(){t.Start, func() { t.Join() }, func() { t.SetDaemon(true) }, func() { t.IsAlive() },
				func() { t.Daemon() }, func() { t.Name() }, func() { t.Ident() }} {
				out.Put(conformance.Try(f))
			}
		},
		Every: []string{"RuntimeError: thread.__init__() not called" +
			" RuntimeError: Thread.__init__() not called RuntimeError: Thread.__init__() not called" +
			" AssertionError: Thread.__init__() not called AssertionError: Thread.__init__() not called" +
			" AssertionError: Thread.__init__() not called AssertionError: Thread.__init__() not called"}},
	{ID: "TH24", Want: "every schedule: daemon is inherited from the creator, and cannot be changed after the start",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Daemon(true), thread.Target("", func() {
				out.Put(thread.New(w).Daemon(), thread.New(w, thread.Daemon(false)).Daemon())
			}))
			out.Put(thread.New(w).Daemon(), t.Daemon(), t.Repr())
			t.Start()
			t.Join()
			out.Put(conformance.Try(func() { t.SetDaemon(false) }), t.Repr())
		},
		Every: []string{"F T <Thread(Thread-1, initial daemon)> T F" +
			" RuntimeError: cannot set daemon status of active thread <Thread(Thread-1, stopped daemon *)>"}},
}

// startCases are about Start and what follows.
var startCases = []conformance.Case{
	{ID: "TH05", Want: "every schedule: the start fails with the system's error, and the thread is not listed",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("t"))
			thread.FailNextStart(w)
			out.Put(conformance.Try(t.Start), len(thread.Enumerate(w)), t.IsAlive(), conformance.Try(t.Start))
		},
		Every: []string{"RuntimeError: can't start new thread 1 F ok"}},
	{ID: "TH10", Want: "every schedule: main_thread() is the same everywhere, and not the child's current_thread()",
		Main: func(w *sim.World, out *conformance.Out) {
			out.Put(thread.MainThread(w) == thread.CurrentThread(w))
			conformance.Start(w, "T", func() {
				out.Put(thread.MainThread(w).Name(), thread.CurrentThread(w).Name())
			}).Join()
		},
		Every: []string{"T MainThread T"}},
	{ID: "TH12", Want: "every schedule: start once; is_alive after start unless it has ended",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("t"))
			out.Put(t.IsAlive())
			t.Start()
			out.Put(conformance.Try(t.Start))
			t.Join()
			out.Put(t.IsAlive(), conformance.Try(t.Start))
		},
		Every: []string{"F RuntimeError: threads can only be started once F RuntimeError: threads can only be started once"}},
	{ID: "TH15", Want: "∃ start returns before the target has begun, ∃ after it has ended",
		Main: func(w *sim.World, out *conformance.Out) {
			begun := shared.New(w, "begun", false)
			t := thread.New(w, thread.Target("", func() { begun.Store(true) }))
			t.Start()
			out.Put(begun.Load(), t.IsAlive())
		},
		Every: []string{"F T", "F F", "T T", "T F"}},
	{ID: "TH19", Want: "every schedule: the target runs at most once, and one of two starts gets an exception",
		Main: func(w *sim.World, out *conformance.Out) {
			runs := 0
			x := thread.New(w, thread.Name("x"), thread.Target("", func() { runs++ }))
			var got [2]string
			y := conformance.Start(w, "y", func() { got[0] = conformance.Try(x.Start) })
			got[1] = conformance.Try(x.Start)
			y.Join()
			x.Join()
			slices.Sort(got[:])
			out.Put(got, runs)
		},
		Every: []string{"[KeyError: <Thread(x, *)> ok] 1", "[RuntimeError: threads can only be started once ok] 1",
			"[RuntimeError: thread already started ok] 0 x raised KeyError: <Thread(x, started *)>"},
		Strategy: "dpor"},
	{ID: "TH22", Want: "∃ threads one after the other with the same ident; ∄ living ones",
		Main: func(w *sim.World, out *conformance.Out) {
			var idents []int
			for range 3 {
				t := conformance.Start(w, "T", func() {})
				t.Join()
				idents = append(idents, t.Ident())
			}
			t, u := conformance.Start(w, "T", func() {}), conformance.Start(w, "U", func() {})
			out.Put(idents[0] == idents[1], idents[1] == idents[2], t.Ident() == u.Ident(), t.Ident() == thread.GetIdent(w))
		},
		Every: []string{"T T F F"}, Strategy: "dpor"},
	{ID: "TH18", Want: "every schedule: run() called directly runs the target here; a start after it finds none",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("x"), thread.Target("", func() { out.Put(thread.CurrentThread(w).Name()) }))
			t.Run()
			out.Put(conformance.Try(t.Run))
			t.Start()
		},
		Every: []string{"MainThread AttributeError: 'Thread' object has no attribute '_target'" +
			" x raised AttributeError: 'Thread' object has no attribute '_target'"}},
	{ID: "TH26", Want: "every schedule: a bare raise is a RuntimeError in the thread",
		Main: func(w *sim.World, out *conformance.Out) {
			conformance.Start(w, "T", func() { panic(sim.RuntimeError("No active exception to reraise")) }).Join()
		},
		Every: []string{"T raised RuntimeError: No active exception to reraise"}},
	{ID: "TH27", Want: "∃ enumerate without a thread that is still alive; ∄ one that was joined, ∄ a thread before its start",
		Main: func(w *sim.World, out *conformance.Out) {
			t := thread.New(w, thread.Name("T"))
			before := thread.ActiveCount(w)
			t.Start()
			listed := thread.ActiveCount(w)
			alive := t.IsAlive()
			t.Join()
			out.Put(before, listed, alive, thread.ActiveCount(w))
		},
		Every: []string{"1 2 T 1", "1 2 F 1", "1 1 T 1", "1 1 F 1"}},
}
