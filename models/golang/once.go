package golang

import "simrun/sim"

// Once is sync.Once. Make one with [NewOnce].
// https://pkg.go.dev/sync#Once
type Once struct {
	sim.Object
	done bool
	by   *sim.Thread // who carries it out
	end  Order
}

// NewOnce makes a Once that was not done. It does not block.
// https://pkg.go.dev/sync#Once
func NewOnce(w *sim.World, name string) *Once {
	o := sim.New[Once](w)
	o.Init(w, "Once", name, o)
	return o
}

// Adopt takes over the state of the real one. It is for hooks.
func (o *Once) Adopt(done bool) {
	if o.by == nil {
		o.done = done
	}
}

// Do calls f if it is the first call, also if f panics; otherwise it blocks until the first call of f has returned. Called
// by f it blocks for ever.
// https://pkg.go.dev/sync#Once.Do
func (o *Once) Do(f func()) { o.DoAs(sim.Call, f) }

// DoAs is Do in operations of this class. It is for hooks.
func (o *Once) DoAs(class sim.Switching, f func()) {
	w := o.World()
	if !w.Do(sim.Op{Name: "Once.Do", Object: &o.Object, Guard: (*onceGuard)(o), Class: class, Inside: class > sim.Call}) || o.done {
		o.end.Acquire(w)
		return
	}
	o.by = w.Current()
	defer func() {
		if w.Do(sim.Op{Name: "Once.Do", Object: &o.Object, Class: class, Inside: class > sim.Call}) {
			o.done, o.by = true, nil
			o.end.Release(w)
		}
	}()
	f()
}

// State is for traces.
func (o *Once) State() string {
	switch {
	case o.done:
		return "done"
	case o.by != nil:
		return "in " + o.by.Name()
	}
	return "not done"
}

// WaitsFor names the goroutine that carries it out, for reports.
func (o *Once) WaitsFor(*sim.Thread) []*sim.Thread {
	if o.by == nil {
		return nil
	}
	return []*sim.Thread{o.by}
}

type onceGuard Once

func (g *onceGuard) Effect(*sim.Thread) sim.Effect {
	if g.done {
		return sim.Reads
	}
	return blocksIf(g.by != nil)
}
