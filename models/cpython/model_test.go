//go:build cpython

package cpython

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/sim"
)

// outcomes searches all executions of the model.
func (p *program) outcomes(t *testing.T) []string {
	t.Helper()
	found, n := conformance.Search(t, &conformance.Case{
		ID: p.name, Strategy: "dpor", Limit: 1_000_000, Log: true, Main: p.execute, Last: tidy,
	})
	t.Logf("%s: %d outcomes in %d executions of the model", p.name, len(found), n)
	return found
}

// tidy is for the lines of the log, which come after all else in both.
func tidy(x *sim.Execution, _ *conformance.Out) {
	for i := range x.Log {
		x.Log[i].Text = strings.TrimSpace(x.Log[i].Text)
	}
}

// execute is the function of the main thread. It does not wait for the others in the end: only a program with an executor
// has an interpreter that exits, and such a program has no other threads.
func (p *program) execute(w *sim.World, out *conformance.Out) {
	logging.BasicConfig(w, logging.Config{Level: logging.INFO})
	e := &env{w: w, objects: map[string]any{}}
	for _, o := range p.objects {
		e.objects[o.name] = o.create(e)
	}
	var threads []*performer
	for _, a := range p.threads {
		threads = append(threads, &performer{actor: a})
	}
	for _, a := range p.tasks {
		e.tasks = append(e.tasks, &performer{actor: a})
	}
	w.OnEnd(func() { out.Put(p.describe(e, append(threads, e.tasks...))) })
	var bodies []func()
	for _, a := range threads[1:] {
		bodies = append(bodies, func() { a.perform(e) })
	}
	if len(bodies) > 0 {
		w.SpawnAll("t", bodies...)
	}
	threads[0].perform(e)
}

// perform makes the calls, as Actor.do does in Python.
func (a *performer) perform(e *env) {
	for _, c := range a.calls {
		result := attempt(func() any { return c.run(e, a) })
		if e.w.Killing() {
			return
		}
		a.results = append(a.results, result)
	}
}

// attempt is what Python would print of what f returns or raises.
func attempt(f func() any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			if sim.Killed(r) {
				panic(r)
			}
			text = show(r)
		}
	}()
	return show(f())
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{false: "False", true: "True"}[v]
	}
	return fmt.Sprint(v)
}

// describe is the outcome but for the log and a deadlock.
func (p *program) describe(e *env, actors []*performer) string {
	var words []string
	for _, a := range actors {
		words = append(words, fmt.Sprintf("%s[%s]", a.name, strings.Join(a.results, ", ")))
	}
	for _, o := range p.objects {
		if o.state != "" {
			words = append(words, o.name+"="+show(o.final(e.objects[o.name])))
		}
	}
	return strings.Join(words, " ")
}

// coverage says how many of the model's outcomes CPython showed, and which of CPython's the model does not have.
func coverage(model []string, shown map[string]int) (seen int, strange []string) {
	for o := range shown {
		if slices.Contains(model, o) {
			seen++
		} else {
			strange = append(strange, o)
		}
	}
	slices.Sort(strange)
	return seen, strange
}
