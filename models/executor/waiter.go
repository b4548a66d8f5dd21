package executor

import (
	"fmt"

	"simrun/sim"
)

// waiter is what CPython installs on futures that a thread waits for: each future that becomes done adds itself to it.
// Wait and AsCompleted use it.
type waiter struct {
	sim.Object
	finished []*Future // that it was told of, in that order
	want     int       // of how many it has to be told before the wait is over
	failure  bool      // a future that ends with an exception ends the wait
	over     bool
}

// Effect is that of an operation that waits for the event of the waiter.
func (m *waiter) Effect(*sim.Thread) sim.Effect {
	if m.over {
		return sim.Writes
	}
	return sim.Blocks
}

// add tells the waiter that a future has become done.
func (m *waiter) add(f *Future) {
	if m.World().Do(sim.Op{Name: m.Kind() + ".add", Object: &m.Object}) {
		m.finished = append(m.finished, f)
		m.over = m.over || len(m.finished) >= m.want || m.failure && f.exception != nil
	}
}

// State is of how many futures it was told, and of how many it has to be, for traces.
func (m *waiter) State() string { return fmt.Sprintf("told of %d of %d", len(m.finished), m.want) }

// lookAt declares that the running thread looks at all the futures, and may install a waiter. CPython takes all their
// conditions for that; if somebody holds one, it waits for that one first.
func lookAt(name string, fs []*Future) bool {
	w := fs[0].World()
	also := make([]*sim.Object, len(fs)-1)
	for i, f := range fs[1:] {
		also[i] = &f.Object
	}
	for {
		if !w.Do(sim.Op{Name: name, Object: &fs[0].Object, Also: also}) {
			return false
		}
		held := heldOne(fs)
		if held == nil {
			return true
		}
		held.read(name, nil)
	}
}

func heldOne(fs []*Future) *Future {
	for _, f := range fs {
		if f.held != nil {
			return f
		}
	}
	return nil
}

// install has the waiter told of the futures that are not done, and returns those that are.
func (m *waiter) install(w *sim.World, kind string, fs []*Future) (ready []*Future) {
	m.Object.Init(w, kind, "", m)
	for _, f := range fs {
		if f.settled() {
			ready = append(ready, f)
		} else {
			f.waiters = append(f.waiters, m)
		}
	}
	return ready
}

// lockedGuard is the guard of an operation that takes the condition of a future and changes the future.
type lockedGuard Future

func (g *lockedGuard) Effect(*sim.Thread) sim.Effect {
	if g.held != nil {
		return sim.Blocks
	}
	return sim.Writes
}

// remove takes a waiter off the future, and sees of what the waiter was told by then.
func (f *Future) remove(name string, m *waiter) {
	if f.World().Do(sim.Op{Name: name, Object: &f.Object, Also: []*sim.Object{&m.Object}, Guard: (*lockedGuard)(f)}) {
		var rest []*waiter
		for _, other := range f.waiters {
			if other != m {
				rest = append(rest, other)
			}
		}
		f.waiters = rest
	}
}
