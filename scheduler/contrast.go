package scheduler

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// contrast is what differs between an execution that fails and one that passes.
type contrast struct {
	failing, passing *sim.Trace
	from             int   // the first event that differs
	there            []int // by event of the failing one: the same event of the passing one; -1 if there is none
	here             []int // the inverse
	pairs            []reversal
}

// reversal is a pair of operations that depend on each other and come in another order in the two executions.
type reversal struct {
	first  int // event of the failing execution; in the passing one it comes second
	second int // event of the passing execution
}

// mostCompared bounds the events on one object that are compared with each other.
const mostCompared = 300

func newContrast(failing, passing *sim.Trace) *contrast {
	c := &contrast{failing: failing, passing: passing}
	f, p := failing.Events, passing.Events
	for c.from < min(len(f), len(p)) && f[c.from].Thread == p[c.from].Thread && f[c.from].Note == p[c.from].Note {
		c.from++
	}
	c.match()
	c.reversals()
	return c
}

// match finds the same event in the other execution: the n-th of its thread, as long as the thread does the same.
func (c *contrast) match() {
	f, p := c.failing.Events, c.passing.Events
	c.there, c.here = make([]int, len(f)), make([]int, len(p))
	own := map[int][]int{} // by thread: its events in the passing execution; looked up only
	for j := range p {
		c.here[j] = -1
		own[p[j].Thread] = append(own[p[j].Thread], j)
	}
	for i := range f {
		c.there[i] = -1
		t := f[i].Thread
		if len(own[t]) == 0 {
			continue
		}
		j := own[t][0]
		if f[i].Op != p[j].Op || f[i].Object != p[j].Object {
			own[t] = nil // from here on the thread goes another way
			continue
		}
		own[t] = own[t][1:]
		c.there[i], c.here[j] = j, i
	}
}

// reversals lists the pairs by their first operation: of the failing execution the earliest first.
func (c *contrast) reversals() {
	p := c.passing.Events
	before := map[int][]int{} // by object: events of the passing execution that may have to come first; looked up only
	for j := c.from; j < len(p); j++ {
		if o := p[j].ObjectID; o >= 0 && len(before[o]) < mostCompared {
			before[o] = append(before[o], j)
		}
	}
	for i := c.from; i < len(c.failing.Events); i++ {
		j := c.there[i]
		if j < 0 || p[j].ObjectID < 0 {
			continue
		}
		for _, k := range before[p[j].ObjectID] {
			if k >= j {
				break
			}
			if p[k].Thread != p[j].Thread && (p[k].Effect == sim.Writes || p[j].Effect == sim.Writes) &&
				(c.here[k] < 0 || c.here[k] > i) {
				c.pairs = append(c.pairs, reversal{i, k})
			}
		}
	}
}

// cost says how much differs.
func (c *contrast) cost() int {
	if len(c.pairs) == 0 {
		return Unbounded // nothing that can be named
	}
	return len(c.pairs)
}

// sentence says what makes the difference.
func (c *contrast) sentence() string {
	if r := c.decisive(); r != nil {
		first, second := &c.failing.Events[r.first], &c.passing.Events[r.second]
		text := fmt.Sprintf("It fails if %s (step %d) comes before ", c.deed(c.failing, first), first.Step)
		if i := c.here[r.second]; i >= 0 {
			e := &c.failing.Events[i] // threads may have other numbers in the one that passes
			text += fmt.Sprintf("%s (step %d)", c.deed(c.failing, e), e.Step)
		} else {
			text += c.deed(c.passing, second)
		}
		return text + "; the other way round it passes."
	}
	if c.from >= len(c.failing.Events) || c.from >= len(c.passing.Events) {
		return ""
	}
	f, p := &c.failing.Events[c.from], &c.passing.Events[c.from]
	if f.Thread == p.Thread {
		return fmt.Sprintf("It fails if in step %d %s gives %s; with %s it passes.", f.Step, c.deed(c.failing, f), f.Note, p.Note)
	}
	return fmt.Sprintf("It fails if %s comes next in step %d; if %s does, it passes.", c.deed(c.failing, f), f.Step, c.deed(c.passing, p))
}

// decisive is the first pair on something that the program shares: the order of lines in the log, and that of the
// beginning and end of threads, is rarely what decides. It is nil if there is no pair.
func (c *contrast) decisive() *reversal {
	for i := range c.pairs {
		switch c.failing.Events[c.pairs[i].first].Kind {
		case "Stream", "Handler", "Interpreter":
		default:
			return &c.pairs[i]
		}
	}
	if len(c.pairs) > 0 {
		return &c.pairs[0]
	}
	return nil
}

// deed is what a thread does, in words: "producer's pipeline.put".
func (c *contrast) deed(t *sim.Trace, e *sim.Event) string {
	what := e.Op
	if e.Op == "ThreadPoolExecutor.worker" { // which is no call of the program
		return "a worker's look for a task"
	}
	if _, method, ok := strings.Cut(e.Op, "."); ok && e.Object != "" && e.Kind != "Stream" && e.Kind != "Interpreter" {
		what = strings.Replace(e.Object, "ThreadPoolExecutor-0", "executor", 1) + "." + method
	}
	return nameIn(t, e) + "'s " + what
}

// nameIn is the task that the thread ran, or the thread's name, numbered if several have the same one, as reports do.
func nameIn(t *sim.Trace, e *sim.Event) string {
	called := func(i int) string {
		if t.Threads[i].Label != "" {
			return t.Threads[i].Label
		}
		return t.Threads[i].Name
	}
	if e.Label != "" && e.Label != called(e.Thread) {
		return e.Label // it has run another task since
	}
	name, number, same := called(e.Thread), 0, 0
	for i := range t.Threads {
		if called(i) == name {
			if same++; i <= e.Thread {
				number++
			}
		}
	}
	if same > 1 {
		name = fmt.Sprintf("%s %d", name, number)
	}
	return name
}
