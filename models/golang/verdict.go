package golang

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// The kinds of the failures.
const (
	DeadlockKind = "deadlock"
	LeakKind     = "leak"
	PanicKind    = "panic"
)

// NoDeadlock holds unless the main goroutine is blocked for ever.
var NoDeadlock sim.Property = property{"no deadlock", func(x *sim.Execution) *sim.Failure {
	blocked := goroutines(x)
	if x.End != sim.Deadlock || len(blocked) == 0 || blocked[0].Index() != 0 {
		return nil
	}
	return failure(DeadlockKind, blocked)
}}

// NoLeak holds unless a goroutine is blocked for ever after the main goroutine has returned.
var NoLeak sim.Property = property{"no leak", func(x *sim.Execution) *sim.Failure {
	blocked := goroutines(x)
	if x.End != sim.Deadlock || len(blocked) == 0 || blocked[0].Index() == 0 {
		return nil
	}
	return failure(LeakKind, blocked)
}}

// NoPanic holds unless a panic has ended the program.
var NoPanic sim.Property = property{"no panic", func(x *sim.Execution) *sim.Failure {
	for _, u := range x.Uncaught {
		text := x.World().Show(u.Value)
		return &sim.Failure{Kind: PanicKind, Message: u.Thread.Name() + " panics: " + text, Where: u.Thread.Name() + ": " + text}
	}
	return nil
}}

// property is a name and a look at an execution.
type property struct {
	name string
	look func(*sim.Execution) *sim.Failure
}

func (p property) Name() string                        { return p.name }
func (p property) Check(x *sim.Execution) *sim.Failure { return p.look(x) }

// goroutines are those that are blocked, without the threads that stand for timers.
func goroutines(x *sim.Execution) []*sim.Thread {
	var list []*sim.Thread
	for _, t := range x.Blocked() {
		if !t.Clock {
			list = append(list, t)
		}
	}
	return list
}

// failure says of each goroutine what it waits in.
func failure(kind string, blocked []*sim.Thread) *sim.Failure {
	var texts []string
	for _, t := range blocked {
		texts = append(texts, fmt.Sprintf("%s waits in %s", t.Name(), waitsIn(t)))
	}
	text := strings.Join(texts, "; ")
	return &sim.Failure{Kind: kind, Message: text, Where: text}
}

// waitsIn is an operation and what it waits at: "chan.send on results".
func waitsIn(t *sim.Thread) string {
	op := t.Pending()
	o := op.Object
	if o == nil {
		return op.Name
	}
	if p, ok := o.Model().(*party); ok && p.at == nil { // of a select
		return op.Name
	}
	return op.Name + " on " + o.Name()
}
