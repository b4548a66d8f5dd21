package golang

import (
	"simrun/sim"
)

// RWMutex is sync.RWMutex. A writer first announces itself, which holds new readers back, and then waits for those that
// there are; when it unlocks, the readers that have come meanwhile have the lock before the next writer can. Make one with
// [NewRWMutex].
// https://pkg.go.dev/sync#RWMutex
type RWMutex struct {
	sim.Object
	readers int      // that hold it, or wait behind a writer
	writer  bool     // one has announced itself
	leaving int      // readers that the writer waits for
	behind  []*party // readers that wait behind the writer
	by      *sim.Thread
	real    counts // what the real lock has been brought to
	written Order  // for all who come
	read    Order  // for writers
}

// NewRWMutex makes a lock that nobody holds. It does not block.
// https://pkg.go.dev/sync#RWMutex
func NewRWMutex(w *sim.World, name string) *RWMutex {
	m := sim.Renew(w, func(before *RWMutex) RWMutex { return RWMutex{behind: before.behind[:0]} })
	m.Init(w, "RWMutex", name, m)
	return m
}

// counts are the state of a real lock.
type counts struct {
	readers int
	writer  bool
	leaving int
}

// Adopt takes over the state of the real lock, if somebody has changed it since [RWMutex.Counts]: it does not show yet who
// is about to have the lock. It is for hooks.
func (m *RWMutex) Adopt(readers int, writer bool, leaving int) {
	if real := (counts{readers, writer, leaving}); m.real != real {
		m.real = real
		m.readers, m.writer, m.leaving, m.behind = readers, writer, leaving, m.behind[:0]
	}
}

// Counts is the state that the real lock is to have now. It is for hooks.
func (m *RWMutex) Counts() (readers int, writer bool, leaving int) {
	m.real = counts{m.readers, m.writer, m.leaving}
	return m.readers, m.writer, m.leaving
}

// Lock blocks while another writer has announced itself, and then until no reader that was there before is left.
// https://pkg.go.dev/sync#RWMutex.Lock
func (m *RWMutex) Lock() { m.LockAs(sim.Call) }

// LockAs is Lock in operations of this class. It is for hooks.
func (m *RWMutex) LockAs(class sim.Switching) {
	w := m.World()
	if !w.Do(sim.Op{Name: "RWMutex.Lock", Object: &m.Object, Guard: (*announceGuard)(m), Class: class, Inside: class > sim.Call}) {
		return
	}
	m.writer, m.leaving, m.by = true, m.readers, w.Current()
	if m.leaving > 0 {
		w.Do(sim.Op{Name: "RWMutex.Lock", Object: &m.Object, Guard: (*drainGuard)(m), Class: class, Inside: class > sim.Call})
	}
	m.written.Acquire(w)
	m.read.Acquire(w)
}

// TryLock locks for writing if nobody holds the lock. It does not block.
// https://pkg.go.dev/sync#RWMutex.TryLock
func (m *RWMutex) TryLock() bool { return m.TryLockAs(sim.Call) }

// TryLockAs is TryLock in an operation of this class. It is for hooks.
func (m *RWMutex) TryLockAs(class sim.Switching) bool {
	if !m.World().Do(sim.Op{Name: "RWMutex.TryLock", Object: &m.Object, Guard: (*tryWriteGuard)(m), Class: class, Inside: class > sim.Call}) || m.writer || m.readers > 0 {
		return false
	}
	m.writer, m.by = true, m.World().Current()
	m.written.Acquire(m.World())
	m.read.Acquire(m.World())
	return true
}

// Unlock ends the writing. It is a fatal error if nobody writes. It does not block.
// https://pkg.go.dev/sync#RWMutex.Unlock
func (m *RWMutex) Unlock() { m.UnlockAs(sim.Call) }

// UnlockAs is Unlock in an operation of this class. It is for hooks.
func (m *RWMutex) UnlockAs(class sim.Switching) {
	if !m.World().Do(sim.Op{Name: "RWMutex.Unlock", Object: &m.Object, Class: class, Inside: class > sim.Call}) {
		return
	}
	if !m.writer {
		fatal(m.World(), "sync: Unlock of unlocked RWMutex")
	}
	m.writer, m.by = false, nil
	m.written.Release(m.World())
	completeAll(m.behind)
	m.behind = m.behind[:0]
}

// RLock blocks while a writer has the lock or waits for it.
// https://pkg.go.dev/sync#RWMutex.RLock
func (m *RWMutex) RLock() { m.RLockAs(sim.Call) }

// RLockAs is RLock in operations of this class. It is for hooks.
func (m *RWMutex) RLockAs(class sim.Switching) {
	w := m.World()
	if !w.Do(sim.Op{Name: "RWMutex.RLock", Object: &m.Object, Class: class, Inside: class > sim.Call}) {
		return
	}
	m.readers++
	if m.writer {
		p := arrive(w, "RWMutex", &m.Object)
		m.behind = append(m.behind, p)
		p.resume("RWMutex.RLock")
	}
	m.written.Acquire(w)
}

// TryRLock locks for reading if no writer has announced itself. It does not block.
// https://pkg.go.dev/sync#RWMutex.TryRLock
func (m *RWMutex) TryRLock() bool { return m.TryRLockAs(sim.Call) }

// TryRLockAs is TryRLock in an operation of this class. It is for hooks.
func (m *RWMutex) TryRLockAs(class sim.Switching) bool {
	if !m.World().Do(sim.Op{Name: "RWMutex.TryRLock", Object: &m.Object, Guard: (*tryReadGuard)(m), Class: class, Inside: class > sim.Call}) || m.writer {
		return false
	}
	m.readers++
	m.written.Acquire(m.World())
	return true
}

// RUnlock ends one reading. It is a fatal error if nobody reads. It does not block.
// https://pkg.go.dev/sync#RWMutex.RUnlock
func (m *RWMutex) RUnlock() { m.RUnlockAs(sim.Call) }

// RUnlockAs is RUnlock in an operation of this class. It is for hooks.
func (m *RWMutex) RUnlockAs(class sim.Switching) {
	if !m.World().Do(sim.Op{Name: "RWMutex.RUnlock", Object: &m.Object, Class: class, Inside: class > sim.Call}) {
		return
	}
	if m.readers == 0 {
		fatal(m.World(), "sync: RUnlock of unlocked RWMutex")
	}
	m.readers--
	m.read.Merge(m.World())
	if m.writer {
		m.leaving--
	}
}

// State is for traces.
func (m *RWMutex) State() string {
	switch {
	case m.writer && m.leaving > 0:
		return "a writer waits for " + sim.Count(m.leaving, "reader")
	case m.writer:
		return "locked"
	case m.readers == 0:
		return "unlocked"
	}
	return sim.Count(m.readers, "reader")
}

// WaitsFor names the writer, for reports; nil if it is a writer that waits for readers.
func (m *RWMutex) WaitsFor(t *sim.Thread) []*sim.Thread {
	if m.by == nil || m.by == t {
		return nil
	}
	return []*sim.Thread{m.by}
}

type (
	announceGuard RWMutex
	drainGuard    RWMutex
	tryWriteGuard RWMutex
	tryReadGuard  RWMutex
)

func (g *announceGuard) Effect(*sim.Thread) sim.Effect { return blocksIf(g.writer) }
func (g *drainGuard) Effect(*sim.Thread) sim.Effect    { return blocksIf(g.leaving > 0) }
func (g *tryWriteGuard) Effect(*sim.Thread) sim.Effect {
	return readsUnless(!g.writer && g.readers == 0)
}
func (g *tryReadGuard) Effect(*sim.Thread) sim.Effect { return readsUnless(!g.writer) }
