package properties

import (
	"fmt"
	"slices"

	"simrun/sim"
)

// WaitingLine counts how often a thread that waits for something is passed over by others that came later: bounded
// waiting. It looks after itself: one that is passed over more often than the limit says ends the execution with a
// failure of the kind "starvation". Its methods are operations, so a search tries every order of them.
type WaitingLine struct {
	sim.Object
	limit   int
	waiting []waiting // in the order in which they came
}

type waiting struct {
	thread *sim.Thread
	passed int
}

// NewWaitingLine makes a line in which nobody may be passed over more than limit times.
func NewWaitingLine(w *sim.World, name string, limit int) *WaitingLine {
	LooksFor(w, "starvation")
	l := &WaitingLine{limit: limit}
	l.Init(w, "WaitingLine", name, l)
	return l
}

// Arrive notes that the running thread begins to wait: call it before the acquire, or whatever it waits in.
func (l *WaitingLine) Arrive() {
	w := l.World()
	if w.Do(sim.Op{Name: "WaitingLine.arrive", Object: &l.Object}) {
		l.waiting = append(l.waiting, waiting{thread: w.Current()})
	}
}

// Served notes that the running thread has what it waited for: all that came before it and still wait were passed over.
// If it has not arrived itself, it came after everybody.
func (l *WaitingLine) Served() {
	w := l.World()
	if !w.Do(sim.Op{Name: "WaitingLine.served", Object: &l.Object}) {
		return
	}
	before := slices.IndexFunc(l.waiting, func(v waiting) bool { return v.thread == w.Current() })
	if before >= 0 {
		l.waiting = slices.Delete(l.waiting, before, before+1)
	} else {
		before = len(l.waiting)
	}
	for k := range before {
		l.waiting[k].passed++
		if v := l.waiting[k]; v.passed > l.limit {
			text := fmt.Sprintf("%s waits in %s and was passed over %s, the last time by %s",
				Who(v.thread), l.Name(), sim.Count(v.passed, "time"), Who(w.Current()))
			w.FailWith(sim.Failure{Kind: "starvation", Message: text, Where: task(v.thread) + " in " + l.Name()})
			return
		}
	}
}

// State is how many threads wait, for traces.
func (l *WaitingLine) State() string { return fmt.Sprintf("%d waiting", len(l.waiting)) }
