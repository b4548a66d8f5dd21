package contradiction

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

const anyWorker = "a worker's look for a task"

// stepOf is the first event of a step; -1 if there is none.
func stepOf(t *sim.Trace, step int) int {
	return slices.IndexFunc(t.Events, func(e sim.Event) bool { return e.Step == step })
}

// within is the first of the events that belongs to the step; -1 if none does.
func within(t *sim.Trace, events []int, step int) int {
	for _, i := range events {
		if t.Events[i].Step == step {
			return i
		}
	}
	return -1
}

// names are what a thread may be called: by its own name or that of its task, with a number if several are called so.
func names(t *sim.Trace, thread int) []string {
	var out []string
	called := t.Threads[thread].Name
	if l := t.Threads[thread].Label; l != "" {
		called = l
	}
	alike, mine := 0, 0
	for i, th := range t.Threads {
		if th.Label == called || th.Label == "" && th.Name == called {
			alike++
			if i == thread {
				mine = alike
			}
		}
	}
	if alike > 1 {
		return append(out, fmt.Sprintf("%s %d", called, mine))
	}
	return append(out, called)
}

// deeds are what an event may be called if it is that of the thread.
func deeds(t *sim.Trace, e *sim.Event, thread int) []string {
	if e.Op == "ThreadPoolExecutor.worker" {
		return []string{anyWorker}
	}
	what := []string{e.Op}
	if dot := strings.IndexByte(e.Op, '.'); dot >= 0 && e.Object != "" {
		what = append(what, e.Object+e.Op[dot:])
		if number, ok := strings.CutPrefix(e.Object, "ThreadPoolExecutor-"); ok && e.Kind == "ThreadPoolExecutor" {
			what = append(what, strings.TrimSuffix("executor-"+number, "-0")+e.Op[dot:])
		}
		for i, th := range t.Threads {
			if e.Kind == "Thread" && th.Name == e.Object {
				for _, name := range names(t, i) {
					what = append(what, name+e.Op[dot:])
				}
			}
		}
	}
	if strings.HasSuffix(e.Op, ".bootstrap") {
		what = append(what, "beginning")
	}
	who := names(t, thread)
	if e.Label != "" {
		who = append(who, e.Label)
	}
	var out []string
	for _, a := range who {
		for _, b := range what {
			out = append(out, a+"'s "+b)
		}
	}
	return out
}

// named are the events that a deed names.
func named(t *sim.Trace, deed string) (events []int) {
	for i := range t.Events {
		e := &t.Events[i]
		if slices.Contains(deeds(t, e, e.Thread), deed) {
			events = append(events, i)
		}
	}
	return events
}

// counterparts are the events of the execution that passes that a deed names in the words of the one that fails.
func (p *pair) counterparts(deed string) (events []int) {
	for t := range p.failing.Threads {
		other := p.counterpart(t)
		for i := range p.passing.Events {
			if e := &p.passing.Events[i]; e.Thread == other && slices.Contains(deeds(p.failing, e, t), deed) {
				events = append(events, i)
			}
		}
	}
	slices.Sort(events)
	return slices.Compact(events)
}

// counterpart is a thread of the failing execution in the one that passes; -1 if there is none.
func (p *pair) counterpart(thread int) int {
	want := descent(p.failing, thread)
	for t := range p.passing.Threads {
		if descent(p.passing, t) == want {
			return t
		}
	}
	return -1
}

// descent says which child of which thread a thread is: "0", "0.2", "0.2.1".
func descent(t *sim.Trace, thread int) string {
	born := t.Threads[thread].Born
	if born < 0 {
		return fmt.Sprint(thread)
	}
	parent, n := t.Events[born].Thread, 0
	for i := range thread {
		if b := t.Threads[i].Born; b >= 0 && t.Events[b].Thread == parent {
			n++
		}
	}
	return fmt.Sprint(descent(t, parent), ".", n)
}
