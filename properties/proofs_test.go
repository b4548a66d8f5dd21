package properties_test

import (
	"time"

	"simrun/models/condition"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/linearizability"
	"simrun/sim"
)

// proof is a property with its two programs, which are one with a switch: with the bug it fails, without it passes.
type proof struct {
	names    []string // what the package exports for it
	kind     string
	property sim.Property // nil if the program itself makes the check
	endless  bool         // the program ends at the limit of steps, or in a livelock
	program  func(w *sim.World, bug, checked bool)
}

// plain is the program of a property that is a value: it makes no check of its own.
func plain(main func(w *sim.World, bug bool)) func(w *sim.World, bug, checked bool) {
	return func(w *sim.World, bug, _ bool) { main(w, bug) }
}

// proofs are all properties.
var proofs = []proof{
	{[]string{"NoDeadlock"}, "deadlock", properties.NoDeadlock, false, plain(func(w *sim.World, bug bool) {
		l := lock.New(w, "l")
		l.Acquire()
		if !bug {
			l.Release()
		}
		l.Acquire()
	})},
	{[]string{"NoUncaughtException"}, "uncaught-exception", properties.NoUncaughtException, false, plain(func(w *sim.World, bug bool) {
		l := lock.New(w, "l")
		if !bug {
			l.Acquire()
		}
		l.Release()
	})},
	{[]string{"NoUnreadException"}, "exception-unread", properties.NoUnreadException, false, plain(func(w *sim.World, bug bool) {
		pool := executor.New(w, 1)
		f := pool.Submit("task", func() any { panic(sim.ValueError("no")) })
		if !bug {
			f.Result()
		}
		pool.Shutdown()
	})},
	{[]string{"NoLostMessage"}, "lost-message", properties.NoLostMessage, false, plain(leaves)},
	{[]string{"NoLostMessageExcept"}, "lost-message", properties.NoLostMessageExcept("other"), false, plain(leaves)},
	{[]string{"NoItemLeft"}, "item-left", properties.NoItemLeft, false, plain(leaves)},
	{[]string{"NoItemLeftIn"}, "item-left", properties.NoItemLeftIn("q"), false, plain(leaves)},
	{[]string{"NoReorderedMessage"}, "reordered-message", properties.NoReorderedMessage, false, plain(func(w *sim.World, bug bool) {
		q := queue.New(w, "q", 0)
		if bug {
			q = queue.NewLifo(w, "q", 0)
		}
		q.Put(1)
		q.Put(2)
		q.Get()
		q.Get()
	})},
	{[]string{"NoDuplicatedMessage", "NewLedger", "Ledger.Sent", "Ledger.Received"}, "duplicated-message", properties.NoDuplicatedMessage, false,
		plain(func(w *sim.World, bug bool) {
			l := properties.NewLedger(w, "box")
			l.Sent(1)
			l.Received(1)
			if bug {
				l.Received(1)
			}
		})},
	{[]string{"NoAbandonedWork"}, "abandoned-work", properties.NoAbandonedWork, false, plain(func(w *sim.World, bug bool) {
		l := lock.New(w, "l")
		t := thread.New(w, thread.Target("D", func() { l.Acquire(); l.Release() }), thread.Daemon(true))
		t.Start()
		if !bug {
			t.Join()
		}
	})},
	{[]string{"NoLeakedThread"}, "thread-leaked", properties.NoLeakedThread, false, plain(func(w *sim.World, bug bool) {
		q := queue.New(w, "q", 0)
		t := thread.New(w, thread.Target("D", func() { q.Get() }), thread.Daemon(true))
		t.Start()
		if !bug {
			q.Put(1)
			t.Join()
		}
	})},
	{[]string{"AllReleased"}, "not-released", properties.AllReleased, false, plain(func(w *sim.World, bug bool) {
		l := lock.New(w, "l")
		l.Acquire()
		if !bug {
			l.Release()
		}
	})},
	{[]string{"NoLostWakeUp"}, "lost-wake-up", properties.NoLostWakeUp, false, plain(func(w *sim.World, bug bool) { relay(!bug, false)(w) })},
	{[]string{"NewSection", "Section.Enter", "Section.EnterShared", "Section.Leave", "Section.With"}, "mutual-exclusion", nil, false,
		func(w *sim.World, bug, checked bool) {
			l, s := lock.New(w, "l"), properties.NewSection(w, "s")
			for range 2 {
				start(w, "T", inSection(s.With, l.With, bug, checked))
			}
		}},
	{[]string{"NewRoom"}, "mutual-exclusion", nil, false, func(w *sim.World, bug, checked bool) {
		l, s := lock.New(w, "l"), properties.NewRoom(w, "room", 2)
		for range 3 {
			start(w, "T", inSection(s.With, l.With, bug, checked))
		}
	}},
	{[]string{"NewWaitingLine", "WaitingLine.Arrive", "WaitingLine.Served"}, "starvation", nil, false, func(w *sim.World, bug, checked bool) {
		l, line := lock.New(w, "l"), properties.NewWaitingLine(w, "line", 0)
		work := func() {
			if checked {
				line.Arrive()
				l.With(line.Served)
			} else {
				l.With(func() {})
			}
		}
		join := start(w, "T1", work)
		if !bug {
			join() // nobody comes while it waits
		}
		start(w, "T2", work)
	}},
	{[]string{"DetectRaces"}, "data-race", nil, false, func(w *sim.World, bug, checked bool) {
		if checked {
			properties.DetectRaces(w)
		}
		x := shared.New(w, "x", 0)
		join := start(w, "T1", func() { x.Store(1) })
		if !bug {
			join()
		}
		x.Store(2)
	}},
	{[]string{"DetectLockOrder"}, "lock-order", nil, false, func(w *sim.World, bug, checked bool) {
		if checked {
			properties.DetectLockOrder(w)
		}
		crossed(w, lock.New(w, "a"), lock.New(w, "b"), !bug)
	}},
	{[]string{"DetectPartialDeadlock"}, "partial-deadlock", nil, false, func(w *sim.World, bug, checked bool) {
		if checked {
			properties.DetectPartialDeadlock(w)
		}
		crossed(w, lock.NewRLock(w, "a"), lock.NewRLock(w, "b"), !bug)
		beats(w, 1)
	}},
	{[]string{"DetectPartialDeadlockWithin"}, "partial-deadlock", nil, true, func(w *sim.World, bug, checked bool) {
		if checked {
			properties.DetectPartialDeadlockWithin(w, 100)
		}
		crossed(w, lock.New(w, "a"), lock.New(w, "b"), !bug)
		for x := shared.New(w, "beats", 0); ; x.Add(1) {
			w.Sleep(time.Second)
		}
	}},
	{nil, sim.LivelockKind, nil, true, func(w *sim.World, bug, _ bool) { poll(w, bug) }}, // Config.Livelock is the check
	{nil, "not-linearizable", nil, false, func(w *sim.World, bug, checked bool) {
		x, h := shared.New(w, "x", 1), linearizability.New(w, "x", 0)
		x.Store(map[bool]int{true: 1}[bug])
		if checked {
			linearizability.Call(h, "load", x.Load, func(s int) (int, int, bool) { return s, s, true })
		}
	}},

	// The five ways, over objects: what is in a queue.
	rule("Monitor.Always", "invariant", func(m *properties.Monitor, q *queue.Queue) {
		m.Always("at most one", func() bool { return len(q.Left()) <= 1 })
	}),
	rule("Monitor.Never", "forbidden-state", func(m *properties.Monitor, q *queue.Queue) {
		m.Never("two", func() bool { return len(q.Left()) == 2 })
	}),
	rule("Monitor.Eventually", "never-happened", func(m *properties.Monitor, q *queue.Queue) {
		m.Eventually("one was got, and nothing is left", func() bool { return len(q.Delivered()) == 1 && len(q.Left()) == 0 })
	}),
	rule("Monitor.LeadsTo", "no-response", func(m *properties.Monitor, q *queue.Queue) {
		m.LeadsTo("what is put is got", func() bool { return len(q.Left()) > 0 }, func() bool { return len(q.Left()) == 0 })
	}),
	rule("Monitor.AtExit", "at-exit", func(m *properties.Monitor, q *queue.Queue) {
		m.AtExit("empty", func() bool { return len(q.Left()) == 0 })
	}),

	// Over observations: two threads each observe how many have come; with the bug both may see one.
	observed("Watch", "invariant", func(w *sim.World, m *properties.Monitor) {
		m.Always("they grow", func() bool { return w.Observation("again") == nil })
	}),
	observed("Watch", "forbidden-state", func(w *sim.World, m *properties.Monitor) {
		m.Never("twice the same", func() bool { return w.Observation("again") != nil })
	}),
	observed("Watch", "never-happened", func(w *sim.World, m *properties.Monitor) {
		m.Eventually("two", func() bool { return w.Observation("come") == 2 })
	}),
	observed("Watch", "no-response", func(w *sim.World, m *properties.Monitor) {
		m.LeadsTo("one, then two", func() bool { return w.Observation("come") == 1 }, func() bool { return w.Observation("come") == 2 })
	}),
	observed("Watch", "at-exit", func(w *sim.World, m *properties.Monitor) {
		m.AtExit("two", func() bool { return w.Observation("come") == 2 })
	}),
	{[]string{"AtExit"}, "at-exit", properties.AtExit("two", func(x *sim.Execution) bool { return x.Observation("come") == 2 }), false, plain(come)},

	// Over lines of the log: a question and an answer, in two threads or in one.
	lines("LinesAlways", "invariant", properties.LinesAlways("polite", func(l sim.Line) bool { return !properties.Says("what?")(l) })),
	lines("LinesNever", "forbidden-state", properties.LinesNever("polite", properties.Says("what?"))),
	lines("LinesEventually", "never-happened", properties.LinesEventually("clear", properties.Says("because"))),
	lines("LinesLeadTo", "no-response", properties.LinesLeadTo("answered", properties.Says("why?"), properties.Says("because"))),
	lines("AtExit", "at-exit", properties.AtExit("the question came first", func(x *sim.Execution) bool { return x.Log[0].Text == "why?" })),
}

// leaves takes what is in a queue, and with the bug does not wait for who puts.
func leaves(w *sim.World, bug bool) {
	q := queue.New(w, "q", 0)
	queue.New(w, "other", 0)
	join := start(w, "T", func() { q.Put(1) })
	if !bug {
		join()
	}
	for !q.Empty() {
		q.Get()
	}
}

// inSection goes into a section if that is checked, under the lock unless there is a bug.
func inSection(section, lock func(f func()), bug, checked bool) func() {
	work := func() {}
	if checked {
		work = func() { section(func() {}) }
	}
	if bug {
		return work
	}
	return func() { lock(work) }
}

// poll waits for a variable that with the bug nobody sets.
func poll(w *sim.World, bug bool) {
	x := shared.New(w, "x", 0)
	w.Spawn("setter", func() {
		if !bug {
			x.Store(1)
		}
	})
	for x.Load() == 0 {
		shared.Poll(w)
	}
}

// rule is a proof of a rule over what is in a queue: a thread puts an item and takes it out again; with the bug it puts
// another one in its place.
func rule(name, kind string, add func(m *properties.Monitor, q *queue.Queue)) proof {
	return proof{[]string{name, "Watch"}, kind, nil, false, func(w *sim.World, bug, checked bool) {
		q := queue.New(w, "q", 0)
		if checked {
			add(properties.Watch(w, "m", q), q)
		}
		start(w, "T", func() {
			q.Put(1)
			if !bug {
				q.Get()
				return
			}
			q.Put(2)
		})
	}}
}

// come has two threads count how many have come, and say so.
func come(w *sim.World, bug bool) {
	n, l := shared.New(w, "n", 0), lock.New(w, "l")
	count := func() {
		v := n.Load() + 1
		shared.Poll(w)
		n.Store(v)
		if w.Observation("come") == v {
			w.Observe("again", true)
		}
		w.Observe("come", v)
	}
	for range 2 {
		if bug {
			start(w, "T", count)
		} else {
			start(w, "T", func() { l.With(count) })
		}
	}
}

// observed is a proof of a rule over what come observes.
func observed(name, kind string, add func(w *sim.World, m *properties.Monitor)) proof {
	return proof{[]string{name}, kind, nil, false, func(w *sim.World, bug, checked bool) {
		if checked {
			add(w, properties.Watch(w, "m", w.Observations()))
		}
		come(w, bug)
	}}
}

// lines is a proof of a property of the log: with the bug, who is asked may answer before that, or not understand.
func lines(name, kind string, p sim.Property) proof {
	return proof{[]string{name, "Says"}, kind, p, false, plain(func(w *sim.World, bug bool) {
		logging.BasicConfig(w, logging.Config{Level: logging.INFO})
		asked := condition.New(w, "asked", nil)
		heard := false
		join := start(w, "answers", func() {
			understood := true
			asked.With(func() { understood = asked.WaitFor(func() bool { return heard }, time.Second) })
			switch {
			case understood:
				log(w, "because")
			case bug:
				log(w, "what?")
			}
		})
		if bug {
			join()
		}
		log(w, "why?")
		asked.With(func() { heard = true; asked.Notify() })
		if !bug {
			join()
			log(w, "because")
		}
	})}
}

// log logs a line.
func log(w *sim.World, text string) { logging.Info(w, "%s", text) }
