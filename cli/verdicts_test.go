package cli

import (
	"time"

	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/catalog"
	"simrun/sim"
)

// verdicts are the ways to end that a user must be able to tell apart, with a small program for each.
var verdicts = []struct {
	name     string
	property sim.Property
	main     func(w *sim.World)
}{
	{"deadlock", properties.NoDeadlock, func(w *sim.World) {
		l := lock.New(w, "l")
		l.Acquire()
		l.Acquire()
	}},
	{"partial-deadlock", properties.NoDeadlock, func(w *sim.World) {
		properties.DetectPartialDeadlock(w)
		r := lock.NewRLock(w, "r")
		spawn(w, "owner", false, func() { r.Acquire() }).Join()
		spawn(w, "stuck", false, func() { r.Acquire() })
		w.Sleep(time.Second)
	}},
	{"livelock", properties.NoDeadlock, func(w *sim.World) {
		for l := lock.New(w, "l"); !l.Locked(); {
		}
	}},
	{"abandoned-work", properties.NoAbandonedWork, func(w *sim.World) {
		l, begun := lock.New(w, "l"), queue.New(w, "begun", 0)
		spawn(w, "daemon", true, func() { l.Acquire(); begun.Put(nil); l.Release() })
		begun.Get()
	}},
	{"thread-leaked", properties.NoLeakedThread, func(w *sim.World) {
		spawn(w, "daemon", true, func() { queue.New(w, "q", 0).Get() })
	}},
	{"item-left", properties.NoItemLeft, func(w *sim.World) { queue.New(w, "q", 0).Put(nil) }},
	{"exception-unread", properties.NoUnreadException, func(w *sim.World) {
		pool := executor.New(w, 1)
		pool.Submit("task", func() any { panic(sim.ValueError("no")) })
		pool.Shutdown()
	}},
	{"step-limit", properties.NoDeadlock, func(w *sim.World) {
		for {
			w.Sleep(time.Second)
			w.Do(sim.Op{Name: "beat", Object: w.Stderr()})
		}
	}},
}

func spawn(w *sim.World, name string, daemon bool, body func()) *thread.Thread {
	t := thread.New(w, thread.Name(name), thread.Target(name, body), thread.Daemon(daemon))
	t.Start()
	return t
}

// verdictEntry is a scenario that ends as its parameter says.
func verdictEntry() catalog.Entry {
	e := catalog.Entry{
		Name: "verdict", Group: "odd", Summary: "ends as its parameter says",
		Params: []catalog.Param{{Name: "end", Default: "deadlock", Help: "which"}},
		Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
			for _, d := range verdicts {
				if d.name == v.Word("end") {
					return d.main, []sim.Property{d.property}
				}
			}
			return nil, nil
		},
	}
	for _, d := range verdicts {
		e.Params[0].Allowed = append(e.Params[0].Allowed, d.name)
	}
	return e
}
