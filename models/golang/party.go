package golang

import "simrun/sim"

// party is a goroutine that has arrived at an operation which could not take place at once. Another goroutine completes
// it, and so it resumes.
type party struct {
	sim.Object
	done   bool
	closed bool // it was completed by a close
	chosen int  // the case of its select
	in     []channel
	at     *sim.Object // what it waits at; nil if that is a select
	by     *sim.Thread
}

// channel is a channel of any type.
type channel interface {
	object() *sim.Object
}

// arrive makes a party of the running goroutine, at an object.
func arrive(w *sim.World, kind string, at *sim.Object) *party {
	p := sim.Renew(w, func(before *party) party { return party{in: before.in[:0]} })
	p.Init(w, kind, "", p)
	p.at, p.by = at, w.Current()
	return p
}

// ObjectName is that of what it waits at.
func (p *party) ObjectName() string {
	if p.at == nil {
		return ""
	}
	return p.at.Name()
}

// Effect is that of the operation to resume.
func (p *party) Effect(*sim.Thread) sim.Effect {
	if p.done {
		return sim.Reads
	}
	return sim.Blocks
}

// State is that of what it waits at.
func (p *party) State() string {
	if p.at != nil {
		if s, ok := p.at.Model().(sim.Stater); ok {
			return s.State()
		}
	}
	return ""
}

// WaitsFor are the goroutines that what it waits at names.
func (p *party) WaitsFor(t *sim.Thread) []*sim.Thread {
	if p.at != nil {
		if m, ok := p.at.Model().(sim.Waited); ok {
			return m.WaitsFor(t)
		}
	}
	return nil
}

// resume blocks until the party is completed. It returns false if the goroutine is being killed.
func (p *party) resume(op string, also ...*sim.Object) bool {
	return p.World().Do(sim.Op{Name: op, Object: &p.Object, Also: also, Guard: p})
}

// complete lets the party resume. The channels that it stands at change too: it stands there no longer.
func (p *party) complete() {
	w := p.World()
	w.Touch(&p.Object, true)
	for _, c := range p.in {
		w.Touch(c.object(), true)
	}
	p.done = true
}

// completeAll completes parties, in their order. They come after the running goroutine.
func completeAll(parties []*party) {
	for _, p := range parties {
		follow(p.World(), p.by)
		p.complete()
	}
}

// never is the guard of what blocks for ever.
type never struct{}

func (never) Effect(*sim.Thread) sim.Effect { return sim.Blocks }

// BlockForever is "select {}", and an operation on a channel that is nil, by the name of op. It blocks.
// https://go.dev/ref/spec#Select_statements
func BlockForever(w *sim.World, op string) { w.Do(sim.Op{Name: op, Guard: never{}}) }

// FatalKind is the kind of the failure that the runtime ends the program with a fatal error.
const FatalKind = "fatal-error"

// fatal ends the execution, as a mistake in the use of package sync does that cannot be recovered from.
func fatal(w *sim.World, text string) { w.Fail(FatalKind, "fatal error: %s", text) }
