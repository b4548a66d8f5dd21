package logging_test

import (
	"fmt"
	"slices"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, lineCases)
	conformance.Run(t, treeCases)
	conformance.Run(t, objectCases)
}

// lineCases are about lines and their handler.
var lineCases = []conformance.Case{
	{ID: "LG01", Want: "every schedule: lines are whole, and in each thread's order; ∃ times out of order",
		Main: func(w *sim.World, out *conformance.Out) {
			logging.BasicConfig(w, logging.Config{Level: logging.INFO})
			for _, name := range []string{"a", "b"} {
				conformance.Start(w, name, func() {
					for i := range 2 {
						logging.Info(w, "%s%d", name, i)
					}
				})
			}
		},
		Last: func(x *sim.Execution, out *conformance.Out) { out.Put(timesOutOfOrder(x)) },
		// Two threads with two lines each: C(4,2) = 6 orders, with times in order or not.
		Config: sim.Config{Clock: sim.Virtual}, Log: true,
		Exists: []string{"T *", "F *"}, Never: []string{"*[a1]*[a0]*", "*[b1]*[b0]*"}},
	{ID: "LG02", Want: "every schedule: the first calls from several threads install one handler",
		Main: func(w *sim.World, out *conformance.Out) {
			for range 3 {
				conformance.Start(w, "T", func() { logging.Warning(w, "x") })
			}
			thread.AtExit(w, func() { out.Put(len(logging.GetLogger(w, "").Handlers())) })
		},
		Log: true, Strategy: "dpor", Every: []string{"1 [x] [x] [x]"}},
	{ID: "LG03", Want: "every schedule: basicConfig does nothing the second time, unless forced",
		Main: func(w *sim.World, out *conformance.Out) {
			for _, c := range []logging.Config{{}, {Level: logging.INFO}, {Level: logging.INFO, Force: true, Format: "%(levelname)s:%(name)s:%(message)s"}} {
				logging.BasicConfig(w, c)
				logging.Info(w, "info")
				logging.Warning(w, "warning")
			}
		},
		Log: true, Every: []string{"[warning] [warning] [INFO:root:info] [WARNING:root:warning]"}},
	{ID: "LG04", Want: "every schedule: arguments that do not fit are reported, the line is lost, the call returns",
		Main: func(w *sim.World, out *conformance.Out) {
			logging.BasicConfig(w, logging.Config{})
			format := "%s %s"
			logging.Warning(w, format, "a")
			format = "no verbs"
			logging.Warning(w, format, "a")
			logging.Warning(w, "%s", "%!d") // an argument may look like what fmt writes
			out.Put("returned")
		},
		Log: true, Every: []string{"returned [--- Logging error ---] [TypeError: not enough arguments for format string] [Message: '%s %s'] [Arguments: [a]]" +
			" [--- Logging error ---] [TypeError: not all arguments converted during string formatting] [Message: 'no verbs'] [Arguments: [a]] [%!d]"}},
	{ID: "LG05", Want: "every schedule: a handler may log; the inner line comes first",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewHandler(w, "h", func(r *logging.Record) {
				if r.Format != "inner" {
					logging.Warning(w, "inner")
				}
				logging.Print(w, r.Format, r.Args...)
			})
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{h}})
			logging.Warning(w, "outer")
		},
		Log: true, Every: []string{"[inner] [outer]"}},
	{ID: "LG06", Want: "every schedule: who holds the lock of a handler holds up every thread that logs",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "%(threadName)s %(message)s")
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{h}})
			h.Acquire()
			conformance.Start(w, "T", func() { logging.Warning(w, "line") })
			logging.Warning(w, "first") // the lock is reentrant
			logging.Print(w, "held")
			h.Release()
		},
		Log: true, Every: []string{"[MainThread first] [held] [T line]"}},
	{ID: "LG06/twin", Want: "∃ the line comes first if the handler is not held",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "%(threadName)s %(message)s")
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{h}})
			conformance.Start(w, "T", func() { logging.Warning(w, "line") })
			logging.Print(w, "free")
		},
		Log: true, Every: []string{"[T line] [free]", "[free] [T line]"}},
	{ID: "LG12", Want: "every schedule: a handler that removes itself while it is called has the next one skipped",
		Main: func(w *sim.World, out *conformance.Out) {
			handlers(w, out, func(l *logging.Logger, h *logging.Handler) { l.RemoveHandler(h) })
			logging.GetLogger(w, "l").Warning("w")
			logging.GetLogger(w, "l").Warning("w")
		},
		Every: []string{"a c b c"}},
	{ID: "LG12/thread", Want: "∃ b or c loses its line, because another thread removes a meanwhile; ∃ none does",
		Main: func(w *sim.World, out *conformance.Out) {
			l := handlers(w, out, nil)
			conformance.Start(w, "T", func() { l.RemoveHandler(l.Handlers()[0]) })
			l.Warning("w")
		},
		Every: []string{"a b c", "a c", "a b", "b c"}},
	{ID: "LG12/stream", Want: "∃ the second stream handler loses its line",
		Main: func(w *sim.World, out *conformance.Out) {
			first := logging.NewStreamHandler(w, "1 %(message)s")
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{first,
				logging.NewStreamHandler(w, "2 %(message)s"), logging.NewStreamHandler(w, "3 %(message)s")}})
			conformance.Start(w, "T", func() { logging.GetLogger(w, "").RemoveHandler(first) })
			logging.Warning(w, "w")
		},
		Log: true, Exists: []string{"[1 w] [3 w]", "[1 w] [2 w] [3 w]", "[2 w] [3 w]"}, Never: []string{"*[2 w] [1 w]*"}},
	{ID: "LG12/twin", Want: "every schedule: one that is removed by the last handler is not missed",
		Main: func(w *sim.World, out *conformance.Out) {
			l := logging.GetLogger(w, "l")
			last := logging.NewHandler(w, "last", func(*logging.Record) { out.Put("last"); l.RemoveHandler(l.Handlers()[0]) })
			l.AddHandler(logging.NewHandler(w, "first", func(*logging.Record) { out.Put("first") }))
			l.AddHandler(last)
			l.Warning("w")
		},
		Every: []string{"first last"}},
	{ID: "LG12/added", Want: "every schedule: a handler that is added by one that is being called gets the record too",
		Main: func(w *sim.World, out *conformance.Out) {
			handlers(w, out, func(l *logging.Logger, _ *logging.Handler) {
				l.AddHandler(logging.NewHandler(w, "d", func(*logging.Record) { out.Put("d") }))
			})
			logging.GetLogger(w, "l").Warning("w")
		},
		Every: []string{"a b c d"}},
	{ID: "LG13", Want: "∃ deadlock: an argument's text takes a lock while the handler's is held, and who holds that one logs",
		Main: func(w *sim.World, out *conformance.Out) { locksInText(w, true) },
		Log:  true, Exists: []string{"[in tree] [changed]", "[changed] [in tree]", "deadlock"}, Strategy: "dpor"},
	{ID: "LG13/twin", Want: "every schedule: no deadlock if the text is made before",
		Main: func(w *sim.World, out *conformance.Out) { locksInText(w, false) },
		Log:  true, Every: []string{"[in tree] [changed]", "[changed] [in tree]"}, Strategy: "dpor"},
	{ID: "LG14", Want: "every schedule: an exception of an argument's text is reported, the line is lost; SystemExit goes through, the lock is free",
		Main: func(w *sim.World, out *conformance.Out) {
			logging.Warning(w, "v %s", tree{func() { panic(sim.ValueError("text")) }})
			out.Put(conformance.Try(func() { logging.Warning(w, "w %s", tree{func() { panic(&sim.SystemExit{Code: 1}) }}) }))
			conformance.Start(w, "T", func() { logging.Warning(w, "%d %v", 1, tree{func() {}}) }).Join()
		},
		Log: true, Every: []string{"SystemExit: 1 [--- Logging error ---] [ValueError: text] [Message: 'v %s'] [Arguments: [logging_test.tree]] [1 tree]"}},
	{ID: "LG11", Want: "∃ a thread that has the identifier of a dead one owns the lock of a handler that it left held",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "")
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{h}})
			conformance.Start(w, "T", func() { h.Acquire() }).Join()
			conformance.Start(w, "U", func() { logging.Warning(w, "U"); h.Release() }).Join()
			logging.Warning(w, "main")
		},
		Log: true, Every: []string{"[U] [main]", "deadlock"}},
	{ID: "LG15", Want: "every schedule: logging.shutdown runs at the exit, behind what is registered: hang if a daemon holds a handler's lock",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "")
			t := thread.New(w, thread.Daemon(true), thread.Target("", func() { h.Acquire() }))
			t.Start()
			t.Join()
			thread.AtExit(w, func() { out.Put("atexit") })
		},
		Every: []string{"atexit deadlock"}},
	{ID: "LG15/emit", Want: "∃ hang: a daemon is blocked in a handler of its own at the exit; ∃ it comes too late",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.New(w, "l")
			l.Acquire()
			logging.GetLogger(w, "").AddHandler(logging.NewHandler(w, "h", func(*logging.Record) { l.Acquire() }))
			thread.New(w, thread.Daemon(true), thread.Target("", func() { logging.Warning(w, "w") })).Start()
		},
		Every: []string{"", "deadlock"}},
	{ID: "LG15/twin", Want: "every schedule: no hang if the thread that held it has released it",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "")
			t := thread.New(w, thread.Daemon(true), thread.Target("", func() { h.Acquire(); h.Release() }))
			t.Start()
			t.Join()
			thread.AtExit(w, func() { out.Put("atexit") })
		},
		Every: []string{"atexit"}},
	{ID: "LG07", Want: "every schedule: logging.shutdown takes the lock of each handler: hang if a daemon holds one",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "")
			t := thread.New(w, thread.Daemon(true), thread.Target("", func() { h.Acquire() }))
			t.Start()
			t.Join()
			thread.AtExit(w, func() { logging.Shutdown(w) })
		},
		Every: []string{"deadlock"}},
}

// timesOutOfOrder says whether a line of the log is older than the one before it.
func timesOutOfOrder(x *sim.Execution) bool {
	return !slices.IsSortedFunc(x.Log, func(a, b sim.Line) int { return int(a.At - b.At) })
}

// treeCases are about loggers, levels and the order of handlers.
var treeCases = []conformance.Case{
	{ID: "LG08", Want: "every schedule: a record goes to the handlers of its logger in their order, then to those of the parents",
		Main: func(w *sim.World, out *conformance.Out) {
			handler := func(name string) *logging.Handler {
				return logging.NewHandler(w, name, func(r *logging.Record) { out.Put(name + ":" + fmt.Sprintf(r.Format, r.Args...)) })
			}
			root, a, ab := logging.GetLogger(w, ""), logging.GetLogger(w, "a"), logging.GetLogger(w, "a.b")
			errors := handler("errors")
			errors.SetLevel(logging.ERROR)
			root.AddHandler(handler("root"))
			ab.AddHandler(handler("ab1"))
			ab.AddHandler(errors)
			ab.AddHandler(handler("ab2"))
			ab.AddHandler(errors) // it is there already
			ab.Warning("w%d", 1)
			a.SetLevel(logging.ERROR)
			ab.Warning("w%d", 2)
			ab.Error("e")
			ab.SetPropagate(false)
			ab.RemoveHandler(errors)
			ab.Error("f")
			out.Put(logging.GetLogger(w, "a.b") == ab, ab.Name(), root.Name(), ab.IsEnabledFor(logging.WARNING))
		},
		Every: []string{"ab1:w1 ab2:w1 root:w1 ab1:e errors:e ab2:e root:e ab1:f ab2:f T a.b root F"}},
	{ID: "LG09", Want: "every schedule: without any handler a warning is printed as it is, an info is not",
		Main: func(w *sim.World, out *conformance.Out) {
			l := logging.GetLogger(w, "x")
			l.Warning("w")
			l.SetLevel(logging.DEBUG)
			l.Info("i")
		},
		Log: true, Every: []string{"[w]"}},
	{ID: "LG10", Want: "every schedule: a message below the level is no line, and two handlers give two lines",
		Main: func(w *sim.World, out *conformance.Out) {
			logging.BasicConfig(w, logging.Config{Handlers: []*logging.Handler{
				logging.NewStreamHandler(w, "1 %(message)s"), logging.NewStreamHandler(w, "2 %(message)s")}})
			logging.Info(w, "i")
			logging.Debug(w, "d")
			logging.Error(w, "e")
			logging.Critical(w, "c")
		},
		Log: true, Every: []string{"[1 e] [2 e] [1 c] [2 c]"}},
}

// handlers gives a logger three handlers; the first one does something the first time, with the logger and itself.
func handlers(w *sim.World, out *conformance.Out, first func(l *logging.Logger, h *logging.Handler)) *logging.Logger {
	l := logging.GetLogger(w, "l")
	for _, name := range []string{"a", "b", "c"} {
		var h *logging.Handler
		h = logging.NewHandler(w, name, func(*logging.Record) {
			if out.Put(name); name == "a" && first != nil {
				first(l, h)
			}
		})
		l.AddHandler(h)
	}
	return l
}

// tree is an object with a __str__ that does something.
type tree struct{ str func() }

func (t tree) String() string {
	t.str()
	return "tree"
}

// locksInText has one thread log an object whose text takes a lock, and another one log while it holds that.
func locksInText(w *sim.World, late bool) {
	l := lock.NewRLock(w, "l")
	logging.BasicConfig(w, logging.Config{Level: logging.INFO})
	conformance.Start(w, "T", func() {
		t := tree{func() { l.With(func() {}) }}
		if late {
			logging.Info(w, "in %s", t)
		} else {
			logging.Info(w, "in %s", t.String())
		}
	})
	l.With(func() { logging.Info(w, "changed") })
}

// objectCases are about filters, formatters and records that a program handles itself.
var objectCases = []conformance.Case{
	{ID: "LG17", Want: "every schedule: a logger's filter is asked once, a handler's for that handler; those of parents are not",
		Main: func(w *sim.World, out *conformance.Out) {
			root, a := logging.GetLogger(w, ""), logging.GetLogger(w, "").Child("a")
			b := a.Child("b")
			h := logging.NewStreamHandler(w, "%(name)s %(message)s")
			root.AddHandler(h)
			no := logging.FilterFunc(func(r *logging.Record) bool { return r.Message() != "no 1" })
			a.AddFilter(no)
			a.AddFilter(no)
			for _, l := range []*logging.Logger{a, b} {
				l.Critical("no %d", 1)
				l.Critical("yes")
			}
			h.AddFilter(logging.NewFilter("a.b"))
			a.Critical("a")
			b.Critical("b")
			h.Handle(&logging.Record{Logger: "other", Format: "other"})
			h.RemoveFilter(h.Filters()[0])
			a.RemoveFilter(no)
			a.Critical("no %d", 1)
			root.Handle(&logging.Record{Logger: "by hand", Format: "%d", Args: []any{2}})
		},
		Log: true, Every: []string{"[a yes] [a.b no 1] [a.b yes] [a.b b] [a no 1] [by hand 2]"}},
	{ID: "LG17/lock", Want: "every schedule: a filter that takes a lock is no deadlock: no lock of a handler is held",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "l")
			h := logging.NewStreamHandler(w, "")
			h.AddFilter(logging.FilterFunc(func(*logging.Record) bool { l.With(func() {}); return true }))
			logging.GetLogger(w, "").AddHandler(h)
			logging.GetLogger(w, "").AddFilter(logging.FilterFunc(func(*logging.Record) bool { l.With(func() {}); return true }))
			conformance.Start(w, "T", func() { logging.Warning(w, "T") })
			l.With(func() { logging.Warning(w, "main") })
		},
		Log: true, Every: []string{"[T] [main]", "[main] [T]"}, Strategy: "dpor"},
	{ID: "LG18", Want: "∃ deadlock: a formatter of the program's own runs under the handler's lock",
		Main: func(w *sim.World, out *conformance.Out) {
			l := lock.NewRLock(w, "l")
			h := logging.NewStreamHandler(w, "")
			h.SetFormatter(logging.FormatterFunc(func(r *logging.Record) string { l.With(func() {}); return "<" + r.Message() + ">" }))
			logging.GetLogger(w, "").AddHandler(h)
			conformance.Start(w, "T", func() { logging.Warning(w, "T") })
			l.With(func() { logging.Warning(w, "main") })
		},
		Log: true, Every: []string{"[<T>] [<main>]", "[<main>] [<T>]", "deadlock"}, Strategy: "dpor"},
	{ID: "LG18/format", Want: "every schedule: a formatter writes its fields, and the exception behind the message",
		Main: func(w *sim.World, out *conformance.Out) {
			h := logging.NewStreamHandler(w, "")
			h.SetFormatter(logging.NewFormatter("%(levelname)s %(message)s"))
			l := logging.GetLogger(w, "l")
			l.AddHandler(h)
			l.Exception(sim.ValueError("x"), "failed %d", 1)
			out.Put(logging.NewFormatter("%(name)s %(message)s").Format(&logging.Record{Logger: "l", Format: "%d", Args: []any{1}}))
		},
		Log: true, Every: []string{"l 1 [ERROR failed 1 ValueError: x]"}},
}
