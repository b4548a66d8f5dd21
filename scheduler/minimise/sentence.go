package minimise

import (
	"fmt"
	"strconv"
	"strings"

	"simrun/sim"
)

// sentence says what makes the difference; it is empty if nothing can be said that holds in both executions.
func (c *contrast) sentence() string {
	if c.value >= 0 {
		f, p := &c.failing.Chosen[c.value], &c.passing.Chosen[c.value]
		return fmt.Sprintf("It fails if %s is %s; with %s it passes.", c.choice(), value(f), value(p))
	}
	if r := c.decisive(); r != nil && c.sameValues {
		first := &c.failing.Events[r.first]
		text := fmt.Sprintf("It fails if %s (step %d) comes before ", deed(c.failing, first, first.Thread), first.Step)
		if i := c.here[r.second]; i != unreached {
			e := &c.failing.Events[i] // threads may have other numbers in the one that passes
			text += fmt.Sprintf("%s (step %d)", deed(c.failing, e, e.Thread), e.Step)
		} else {
			e := &c.passing.Events[r.second]
			text += deed(c.failing, e, c.same[e.Thread])
		}
		return text + "; the other way round it passes."
	}
	if c.from >= len(c.failing.Events) || c.from >= len(c.passing.Events) {
		return ""
	}
	f, p := &c.failing.Events[c.from], &c.passing.Events[c.from]
	if f.Thread == p.Thread || f.Step != p.Step || p.Thread >= len(c.failing.Threads) {
		return ""
	}
	return fmt.Sprintf("It fails if %s comes next in step %d; if %s does, it passes.",
		deed(c.failing, f, f.Thread), f.Step, deed(c.failing, p, p.Thread))
}

// value is what was chosen: what it stands for, or the number.
func value(c *sim.Chosen) string {
	if c.What != "" {
		return c.What
	}
	return strconv.Itoa(c.Value)
}

// choice names the value that differs: "a's choice in step 1".
func (c *contrast) choice() string {
	v := &c.failing.Chosen[c.value]
	step, n := c.stepOf(c.value), 0
	for i := range c.value + 1 {
		if c.failing.Chosen[i].Thread == v.Thread && c.stepOf(i) == step {
			n++
		}
	}
	what := "choice"
	if later := c.value + 1; n > 1 || later < len(c.failing.Chosen) && c.failing.Chosen[later].Thread == v.Thread && c.stepOf(later) == step {
		what = fmt.Sprintf("choice number %d", n)
	}
	where := "before the first step"
	if step >= 0 {
		where = fmt.Sprintf("in step %d", step)
	}
	return fmt.Sprintf("%s's %s %s", nameIn(c.failing, "", v.Thread), what, where)
}

// stepOf is the step in which the failing execution gave a value; -1 if that was before the first.
func (c *contrast) stepOf(value int) int {
	if i := c.failing.Chosen[value].Event; i >= 0 {
		return c.failing.Events[i].Step
	}
	return -1
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

// deed is what a thread of a trace does, in words: "producer's pipeline.put".
func deed(t *sim.Trace, e *sim.Event, thread int) string {
	if t.Threads[thread].Clock { // a timer does one thing only
		return t.Threads[thread].Name
	}
	what := e.Op
	switch {
	case strings.HasSuffix(e.Op, ".bootstrap"): // what a thread begins with, or a script's thread says that it runs
		return nameIn(t, e.Label, thread) + "'s beginning"
	case e.Kind == "Started":
		return nameIn(t, e.Label, thread) + "'s " + strings.TrimPrefix(e.Object, "the ")
	case e.Op == "ThreadPoolExecutor.worker": // which is no call of the program
		return "a worker's look for a task"
	case e.Kind == "Var" && ofScript(e.Op, "load"):
		return nameIn(t, e.Label, thread) + "'s read of " + e.Object
	case e.Kind == "Var" && ofScript(e.Op, "store"):
		return nameIn(t, e.Label, thread) + "'s write of " + e.Object
	}
	if _, method, ok := strings.Cut(e.Op, "."); ok && e.Object != "" && e.Kind != "Stream" && e.Kind != "Interpreter" {
		what = objectIn(t, e) + "." + method
	}
	return nameIn(t, e.Label, thread) + "'s " + what
}

// ofScript says whether an operation does this to a variable of a script, or to an item of it; a program on models calls a method.
func ofScript(op, does string) bool {
	of, method, ok := strings.Cut(op, ".")
	return op == does || ok && of != "Var" && method == does
}

// objectIn calls the object of an event as reports do: a thread as its column is called, and an executor without a name of
// its own "executor".
func objectIn(t *sim.Trace, e *sim.Event) string {
	switch e.Kind {
	case "ThreadPoolExecutor":
		if number, ok := strings.CutPrefix(e.Object, "ThreadPoolExecutor-"); ok {
			return strings.TrimSuffix("executor-"+number, "-0")
		}
	case "Thread":
		for i := len(t.Threads) - 1; i >= 0; i-- {
			if t.Threads[i].Name == e.Object {
				return nameIn(t, "", i)
			}
		}
	}
	return e.Object
}

// nameIn is the task that the thread ran, or the thread's name, numbered if several have the same one, as reports do.
func nameIn(t *sim.Trace, label string, thread int) string {
	called := func(i int) string {
		if t.Threads[i].Label != "" {
			return t.Threads[i].Label
		}
		return t.Threads[i].Name
	}
	if label != "" && label != called(thread) {
		return label // it has run another task since
	}
	name, number, same := called(thread), 0, 0
	for i := range t.Threads {
		if called(i) == name {
			if same++; i <= thread {
				number++
			}
		}
	}
	if same > 1 {
		name = fmt.Sprintf("%s %d", name, number)
	}
	return name
}
