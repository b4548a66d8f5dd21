package properties

import (
	"fmt"

	"simrun/sim"
)

// Watchable is what a monitor can watch: anything that embeds a sim.Object, as all models do.
type Watchable interface {
	WatchedBy(watcher *sim.Object)
}

// Monitor looks at the state of some objects after each step that changes one of them, and when it is made. Its rules
// are functions of these states; they must carry out no operation, so they use what the models have for properties:
// Var.Peek, Queue.Left, Semaphore.Value. What the program observes is watched as the object World.Observations, and read
// by World.Observation; to observe is an operation then. What it logs has properties of its own, as [LinesAlways].
//
//	properties.Watch(w, "q", q).Always("at most 3", func() bool { return len(q.Left()) <= 3 })
//	properties.Watch(w, "sum", w.Observations()).Never("negative", func() bool { return w.Observation("sum") == -1 })
//
// A rule that is broken for good ends the execution with a failure. What should still happen is looked at when nothing
// more can come: the program was completed, is deadlocked or livelocked. So it is asked for under fairness: a thread that
// goes round and keeps the one from running that would make it happen ends at the limit of steps, which says nothing, and
// only if each thread had its turn, and still nothing changes, it is a failure. A program that changes something for ever
// is cut short by that limit too, and never said to have failed to do what it should.
type Monitor struct {
	sim.Object
	rules []*rule
	fresh bool // it was made in the step that is under way
}

// rule is one rule of a monitor.
type rule struct {
	kind, what string
	holds      func() bool
	effect     func() bool // of a LeadsTo
	met        bool
	since      string // what broke it
}

// Watch makes a monitor of some objects. A search tries every order of the operations that change one of them, also of
// those that would be independent otherwise, because a rule may see the difference. The name is for reports.
func Watch(w *sim.World, name string, objects ...Watchable) *Monitor {
	m := &Monitor{fresh: true}
	m.Init(w, "Monitor", name, m)
	for _, o := range objects {
		o.WatchedBy(&m.Object)
	}
	w.OnStep(m.look)
	w.OnEnd(m.atEnd)
	return m
}

// Always holds if the condition does after every step. Its kind is "invariant".
func (m *Monitor) Always(what string, holds func() bool) { m.rule("invariant", what, holds, nil) }

// Never holds if the condition does not after any step. Its kind is "forbidden-state".
func (m *Monitor) Never(what string, holds func() bool) { m.rule("forbidden-state", what, holds, nil) }

// Eventually holds if the condition does after some step of each fair execution. Its kind is "never-happened".
func (m *Monitor) Eventually(what string, holds func() bool) {
	m.rule("never-happened", what, holds, nil)
}

// LeadsTo holds if, whenever the cause is there, the effect is too or comes later, in each fair execution. Its kind is
// "no-response".
func (m *Monitor) LeadsTo(what string, cause, effect func() bool) {
	m.rule("no-response", what, cause, effect)
}

// AtExit holds if the condition does when the program was completed. Its kind is "at-exit".
func (m *Monitor) AtExit(what string, holds func() bool) { m.rule("at-exit", what, holds, nil) }

func (m *Monitor) rule(kind, what string, holds, effect func() bool) {
	m.rules = append(m.rules, &rule{kind: kind, what: what, holds: holds, effect: effect, met: kind == "no-response"})
}

// look applies the rules to the state that a step left behind.
func (m *Monitor) look(s *sim.Step) {
	if !m.fresh && !writes(s, &m.Object) {
		return
	}
	m.fresh = false
	for _, r := range m.rules {
		m.apply(r, s)
	}
}

func writes(s *sim.Step, o *sim.Object) bool {
	for _, touch := range s.Touches {
		if touch.Object == o && touch.Write {
			return true
		}
	}
	return false
}

func (m *Monitor) apply(r *rule, s *sim.Step) {
	switch r.kind {
	case "invariant", "forbidden-state":
		if r.holds() == (r.kind == "forbidden-state") {
			m.World().FailWith(m.failure(r, "broken by "+after(s), after(s)))
		}
	case "never-happened":
		r.met = r.met || r.holds()
	case "no-response":
		if r.effect() {
			r.met = true
		} else if r.holds() && r.met {
			r.met, r.since = false, after(s)
		}
	}
}

// atEnd looks at what should have happened by now.
func (m *Monitor) atEnd() {
	w := m.World()
	if !over(w.End()) {
		return
	}
	for _, r := range m.rules {
		switch {
		case r.met:
		case r.kind == "at-exit":
			if w.End() == sim.Completed && !r.holds() {
				w.FailWith(m.failure(r, "it does not hold at the exit", ""))
			}
		case r.kind == "never-happened":
			w.FailWith(m.failure(r, "it never came to that", ""))
		case r.kind == "no-response":
			w.FailWith(m.failure(r, "nothing followed "+r.since, r.since))
		}
	}
}

func (m *Monitor) failure(r *rule, why, where string) sim.Failure {
	if where != "" {
		where = ": " + where
	}
	return sim.Failure{Kind: r.kind, Message: fmt.Sprintf("%s: %s: %s", m.Name(), r.what, why), Where: r.what + where}
}

// after names the step.
func after(s *sim.Step) string { return task(s.Thread) + " in " + s.Op }
