package properties_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// Two threads store to a and to b, which are independent: only a monitor of both sees which came first. Without the
// monitor there is one trace, and a search that tries one schedule of it cannot know.
func TestMonitorSeesBothOrders(t *testing.T) {
	program := func(rule func(m *properties.Monitor, a, b *shared.Var[int])) func(w *sim.World) {
		return func(w *sim.World) {
			a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
			rule(properties.Watch(w, "both", a, b), a, b)
			start(w, "T1", func() { a.Store(1) })
			start(w, "T2", func() { b.Store(1) })
		}
	}
	expect(t, found(t, program(func(m *properties.Monitor, a, b *shared.Var[int]) {
		m.Never("a without b", func() bool { return a.Peek() == 1 && b.Peek() == 0 })
		m.Never("b without a", func() bool { return a.Peek() == 0 && b.Peek() == 1 })
	})),
		"forbidden-state: both: a without b: broken by T1 in Var.store [a without b: T1 in Var.store]",
		"forbidden-state: both: b without a: broken by T2 in Var.store [b without a: T2 in Var.store]")
	expect(t, found(t, program(func(m *properties.Monitor, a, b *shared.Var[int]) {
		m.Always("at most 1", func() bool { return a.Peek() <= 1 && b.Peek() <= 1 })
		m.Eventually("both", func() bool { return a.Peek()+b.Peek() == 2 })
		m.LeadsTo("a, then b", func() bool { return a.Peek() == 1 }, func() bool { return b.Peek() == 1 })
	})))
	expect(t, found(t, program(func(m *properties.Monitor, a, b *shared.Var[int]) {
		m.Always("a is 0", func() bool { return a.Peek() == 0 })
	})), "invariant: both: a is 0: broken by T1 in Var.store [a is 0: T1 in Var.store]")
	expect(t, found(t, program(func(m *properties.Monitor, a, b *shared.Var[int]) {
		m.Eventually("three", func() bool { return a.Peek() == 3 })
	})), "never-happened: both: three: it never came to that [three]")
}

// The state in which the monitor is made counts, and so does that in which main ends without an operation.
func TestMonitorLooksAtOnce(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		a := shared.New(w, "a", 1)
		properties.Watch(w, "m", a).Always("a is 0", func() bool { return a.Peek() == 0 })
	}), "invariant: m: a is 0: broken by MainThread in start [a is 0: MainThread in start]")
}

// A request is answered by the second thread, unless that looked before it came.
func TestMonitorLeadsTo(t *testing.T) {
	program := func(waits bool) func(w *sim.World) {
		return func(w *sim.World) {
			asked, answered := shared.New(w, "asked", false), shared.New(w, "answered", false)
			bell := event.New(w, "bell")
			properties.Watch(w, "desk", asked, answered).LeadsTo("answer", asked.Peek, answered.Peek)
			start(w, "T1", func() { asked.Store(true); bell.Set() })
			start(w, "T2", func() {
				if waits {
					bell.Wait()
				}
				if asked.Load() {
					answered.Store(true)
				}
			})
		}
	}
	expect(t, found(t, program(true)))
	expect(t, found(t, program(false)),
		"no-response: desk: answer: nothing followed T1 in Var.store [answer: T1 in Var.store]")
}
