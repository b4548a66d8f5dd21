package thread_test

import (
	"slices"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/sim"
)

const tick = 10 * time.Millisecond

// begin starts a thread with a name.
func begin(w *sim.World, name string, f func()) *thread.Thread {
	t := thread.New(w, thread.Target(name, f), thread.Name(name))
	t.Start()
	return t
}

func TestConformance(t *testing.T) {
	conformance.Run(t, namingCases())
	conformance.Run(t, startCases())
	conformance.Run(t, joinCases())
	conformance.Run(t, rawCases())
	conformance.Run(t, hookCases())
	conformance.Run(t, exitCases())
}

// namingCases are about what a thread is before it starts.
func namingCases() []conformance.Case {
	nothing := func() {}
	return []conformance.Case{
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
					t := begin(w, "T", func() { out.Put(arguments...) })
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
}

// startCases are about Start and what follows.
func startCases() []conformance.Case {
	return []conformance.Case{
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
				begin(w, "T", func() {
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
				y := begin(w, "y", func() { got[0] = conformance.Try(x.Start) })
				got[1] = conformance.Try(x.Start)
				y.Join()
				x.Join()
				slices.Sort(got[:])
				out.Put(got, runs)
			},
			Every: []string{"[KeyError: x ok] 1", "[RuntimeError: threads can only be started once ok] 1",
				"[RuntimeError: thread already started ok] 0 x raised KeyError: x"},
			Strategy: "dpor"},
		{ID: "TH22", Want: "∃ threads one after the other with the same ident; ∄ living ones",
			Main: func(w *sim.World, out *conformance.Out) {
				var idents []int
				for range 3 {
					t := begin(w, "T", func() {})
					t.Join()
					idents = append(idents, t.Ident())
				}
				t, u := begin(w, "T", func() {}), begin(w, "U", func() {})
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
				begin(w, "T", func() { panic(sim.RuntimeError("No active exception to reraise")) }).Join()
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
}

// joinCases are about Join.
func joinCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TH07", Want: "every schedule: all joiners of a thread return (up to 3.12 ∃ AssertionError and RuntimeError)",
			Main: func(w *sim.World, out *conformance.Out) {
				x := begin(w, "x", func() {})
				n := 0
				var joiners [3]*thread.Thread
				for i := range joiners {
					joiners[i] = begin(w, "j", func() {
						x.Join()
						n++
					})
				}
				for _, j := range joiners {
					j.Join()
				}
				out.Put(n)
			},
			Every: []string{"3"}, Strategy: "dpor"},
		{ID: "TH08", Want: "every schedule: join(0.01) of a blocked thread returns and it is alive; after the release and a join it is not",
			Main: func(w *sim.World, out *conformance.Out) {
				l := lock.New(w, "")
				l.Acquire()
				t := begin(w, "T", func() { l.Acquire() })
				t.Join(tick)
				out.Put(t.IsAlive())
				l.Release()
				t.Join()
				out.Put(t.IsAlive())
			},
			Every: []string{"T F"}},
		{ID: "TH13", Want: "every schedule: a thread that joins itself gets a RuntimeError",
			Main: func(w *sim.World, out *conformance.Out) {
				out.Put(conformance.Try(func() { thread.CurrentThread(w).Join() }))
				var t *thread.Thread
				t = thread.New(w, thread.Target("", func() { out.Put(conformance.Try(func() { t.Join() })) }))
				t.Start()
			},
			Every: []string{"RuntimeError: cannot join current thread RuntimeError: cannot join current thread"}},
		{ID: "TH14", Want: "every schedule: to join a thread before its start is a RuntimeError",
			Main: func(w *sim.World, out *conformance.Out) {
				out.Put(conformance.Try(func() { thread.New(w).Join() }))
			},
			Every: []string{"RuntimeError: cannot join thread before it is started"}},
		{ID: "TH17", Want: "every schedule: join(-1) returns at once, and the thread is alive",
			Main: func(w *sim.World, out *conformance.Out) {
				e := event.New(w, "")
				t := begin(w, "T", func() { e.Wait() })
				before := w.Now()
				t.Join(-time.Second)
				out.Put(t.IsAlive(), w.Now()-before < tick)
				e.Set()
			},
			Every: []string{"T T"}},
		{ID: "TH23", Want: "every schedule: two threads that join each other are a deadlock",
			Main: func(w *sim.World, out *conformance.Out) {
				var a, b *thread.Thread
				ready := event.New(w, "")
				a = begin(w, "a", func() {
					ready.Wait()
					b.Join()
				})
				b = begin(w, "b", func() { a.Join() })
				ready.Set()
			},
			Every: []string{"deadlock"}},
		{ID: "TH28", Want: "every schedule: another thread can join the main thread, which is done when it has begun to exit",
			Main: func(w *sim.World, out *conformance.Out) {
				begin(w, "T", func() {
					thread.MainThread(w).Join()
					out.Put("joined", thread.MainThread(w).IsAlive())
				})
				out.Put("end")
			},
			Every: []string{"end joined F"}},
	}
}

// rawCases are about threads that have no Thread.
func rawCases() []conformance.Case {
	return []conformance.Case{
		{ID: "TH04", Want: "every schedule: a raw thread has a dummy that is a daemon, alive, listed, and not joined; it is not listed after its end",
			Main: func(w *sim.World, out *conformance.Out) {
				e := event.New(w, "")
				var dummy *thread.Thread
				h := thread.StartJoinableThread(w, thread.NewHandle(w, "raw"), func() {
					dummy = thread.CurrentThread(w)
					out.Put(dummy.Name(), dummy.Daemon(), dummy.IsAlive(), slices.Contains(thread.Enumerate(w), dummy), thread.CurrentThread(w) == dummy)
					e.Set()
				})
				e.Wait()
				out.Put(conformance.Try(func() { dummy.Join() }))
				h.Join()
				out.Put(slices.Contains(thread.Enumerate(w), dummy), conformance.Try(func() { dummy.IsAlive() }))
			},
			Every: []string{"Dummy-1 T T T T RuntimeError: cannot join a dummy thread F RuntimeError: thread is not alive"}},
		{ID: "TH25", Want: "every schedule: a raw handle is joined any number of times, not before its start, not by its thread, and with a timeout",
			Main: func(w *sim.World, out *conformance.Out) {
				l := lock.New(w, "")
				l.Acquire()
				out.Put(conformance.Try(func() { thread.NewHandle(w, "").Join() }))
				h := thread.NewHandle(w, "h")
				self := func() { out.Put(conformance.Try(func() { h.Join() })) }
				thread.StartJoinableThread(w, h, func() {
					l.Acquire()
					self()
				})
				h.Join(tick)
				out.Put(h.IsDone())
				l.Release()
				h.Join()
				h.Join()
				out.Put(h.IsDone(), conformance.Try(func() { thread.StartJoinableThread(w, h, nil) }))
			},
			Every: []string{"RuntimeError: thread not started F RuntimeError: Cannot join current thread T RuntimeError: thread already started"}},
		{ID: "TH29", Want: "every schedule: the panic of a raw thread is reported, SystemExit is not; threading.excepthook is not asked",
			Main: func(w *sim.World, out *conformance.Out) {
				thread.SetExceptHook(w, func(thread.ExceptHookArgs) { out.Put("hook") })
				for _, value := range []any{&sim.SystemExit{}, sim.ValueError("x")} {
					h := thread.StartJoinableThread(w, thread.NewHandle(w, "f"), func() { panic(value) })
					h.Join()
				}
			},
			Log:   true,
			Every: []string{"[Exception ignored in thread started by <function f>:] [Traceback (most recent call last):] [ValueError: x] f raised ValueError: x"}},
	}
}
