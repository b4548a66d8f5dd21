package golang

import "simrun/sim"

// Mutex is sync.Mutex. Make one with [NewMutex].
// https://pkg.go.dev/sync#Mutex
type Mutex struct {
	sim.Object
	locked bool
	order  Order
	by     *sim.Thread // who locked it last, for reports: any goroutine may unlock it
}

// NewMutex makes a mutex that is unlocked. It does not block.
// https://pkg.go.dev/sync#Mutex
func NewMutex(w *sim.World, name string) *Mutex {
	m := sim.New[Mutex](w)
	m.Init(w, "Mutex", name, m)
	return m
}

// Adopt takes over the state of the real mutex. It is for hooks.
func (m *Mutex) Adopt(locked bool) { m.locked = locked }

// Locked says whether it is locked. It is for hooks: a program cannot ask.
func (m *Mutex) Locked() bool { return m.locked }

// Lock blocks while the mutex is locked. Which of several waiting goroutines gets it is open.
// https://pkg.go.dev/sync#Mutex.Lock
func (m *Mutex) Lock() { m.LockAs(sim.Call) }

// LockAs is Lock in an operation of this class; the other methods with As are likewise. It is for hooks.
func (m *Mutex) LockAs(class sim.Switching) {
	if m.World().Do(sim.Op{Name: "Mutex.Lock", Object: &m.Object, Guard: (*lockGuard)(m), Class: class, Inside: class > sim.Call}) {
		m.take()
	}
}

func (m *Mutex) take() {
	m.locked, m.by = true, m.World().Current()
	m.order.Acquire(m.World())
}

// TryLock locks the mutex if it is unlocked. It does not block.
// https://pkg.go.dev/sync#Mutex.TryLock
func (m *Mutex) TryLock() bool { return m.TryLockAs(sim.Call) }

// TryLockAs is TryLock in an operation of this class. It is for hooks.
func (m *Mutex) TryLockAs(class sim.Switching) bool {
	if !m.World().Do(sim.Op{Name: "Mutex.TryLock", Object: &m.Object, Guard: (*tryLockGuard)(m), Class: class, Inside: class > sim.Call}) || m.locked {
		return false
	}
	m.take()
	return true
}

// Unlock unlocks the mutex; any goroutine may do so. It is a fatal error if it is not locked. It does not block.
// https://pkg.go.dev/sync#Mutex.Unlock
func (m *Mutex) Unlock() { m.UnlockAs(sim.Call) }

// UnlockAs is Unlock in an operation of this class. It is for hooks.
func (m *Mutex) UnlockAs(class sim.Switching) {
	if !m.World().Do(sim.Op{Name: "Mutex.Unlock", Object: &m.Object, Class: class, Inside: class > sim.Call}) {
		return
	}
	if !m.locked {
		fatal(m.World(), "sync: unlock of unlocked mutex")
	}
	m.locked, m.by = false, nil
	m.order.Release(m.World())
}

// State is for traces.
func (m *Mutex) State() string {
	switch {
	case !m.locked:
		return "unlocked"
	case m.by == nil:
		return "locked"
	}
	return "locked by " + m.by.Name()
}

// WaitsFor names the goroutine that locked the mutex last, for reports.
func (m *Mutex) WaitsFor(*sim.Thread) []*sim.Thread {
	if m.by == nil {
		return nil
	}
	return []*sim.Thread{m.by}
}

type (
	lockGuard    Mutex
	tryLockGuard Mutex
)

func (g *lockGuard) Effect(*sim.Thread) sim.Effect    { return blocksIf(g.locked) }
func (g *tryLockGuard) Effect(*sim.Thread) sim.Effect { return readsUnless(!g.locked) }

// Gate marks it: it is the same for all goroutines.
func (*lockGuard) Gate() {}
