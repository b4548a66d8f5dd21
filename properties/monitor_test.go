package properties_test

import (
	"slices"
	"testing"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
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

// What two threads observe in steps that are independent otherwise is seen in both orders.
func TestMonitorOfObservations(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		m := properties.Watch(w, "m", w.Observations())
		m.Never("a without b", func() bool { return w.Observation("a") != nil && w.Observation("b") == nil })
		m.Never("b without a", func() bool { return w.Observation("a") == nil && w.Observation("b") != nil })
		for _, name := range []string{"a", "b"} {
			v := shared.New(w, name, 0)
			start(w, name, func() { v.Store(1); w.Observe(name, true) })
		}
	}),
		"forbidden-state: m: a without b: broken by a in observe [a without b: a in observe]",
		"forbidden-state: m: b without a: broken by b in observe [b without a: b in observe]")
}

// A thread polls for what another one does. That it starves the other one says nothing, neither of what should happen
// eventually nor of what should follow; if nobody does it, although each has its turn, it has not happened.
func TestEventuallyIsMeantUnderFairness(t *testing.T) {
	program := func(bug bool) func(w *sim.World) {
		return func(w *sim.World) {
			m := properties.Watch(w, "m", w.Observations())
			m.Eventually("seen", func() bool { return w.Observation("seen") != nil })
			m.LeadsTo("seen", func() bool { return w.Observation("asked") != nil }, func() bool { return w.Observation("seen") != nil })
			w.Observe("asked", true)
			poll(w, bug)
			w.Observe("seen", true)
			logging.Warning(w, "seen")
		}
	}
	line := properties.LinesEventually("a line", properties.Says("seen"))
	cfg := sim.Config{Clock: sim.Anytime, MaxSteps: 1000, Livelock: 100}
	run := func(bug bool, by strategy.Strategy) (sim.End, []string) {
		by.Begin(0)
		x := sim.Run(sim.Program{Main: program(bug)}, cfg, by)
		_, failures := sim.Judge(x, []sim.Property{line})
		var kinds []string
		for _, f := range failures {
			kinds = append(kinds, f.Kind)
		}
		return x.End, kinds
	}
	for _, c := range []struct {
		name string
		bug  bool
		by   strategy.Strategy
		end  sim.End
		want []string
	}{
		{"starved", false, sampling.NewRunToBlock(), sim.StepLimit, nil},
		{"fair", false, sampling.NewRandom(1), sim.Completed, nil},
		{"nobody does it", true, sampling.NewRandom(1), sim.Livelock, []string{"livelock", "never-happened", "no-response", "never-happened"}},
	} {
		if end, kinds := run(c.bug, c.by); end != c.end || !slices.Equal(kinds, c.want) {
			t.Errorf("%s: %v, %q", c.name, end, kinds)
		}
	}
}
