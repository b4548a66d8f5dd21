package hooks

import (
	"internal/simhook"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// objectAt is the model of what is at an address, of this type; otherwise the address has a new tenant. It is used at a line.
func objectAt[T interface{ KnownAs(uint64) }](p unsafe.Pointer, at *place, make func(w *sim.World, name string) T, kind string) T {
	if o, ok := state.objects[p].(T); ok {
		return o
	}
	o := make(state.w, numbered(usedAt(at, kind)))
	identify(o, p)
	state.objects[p] = o
	return o
}

// harness says whether package testing does something for itself, on an object that no goroutine of the program has used:
// its counts and locks are no part of the program.
func harness(p unsafe.Pointer, at *place) bool {
	return at != nil && at.kind == tester && state.objects[p] == nil
}

func mutex(op int, p unsafe.Pointer, locked bool) bool {
	at := nearest()
	if harness(p, at) && (op == simhook.Unlock || !locked) {
		harnessOrder(p, op == simhook.Unlock)
		return true
	}
	point()
	ofLibrary(p, locked)
	m := objectAt(p, at, golang.NewMutex, "Mutex")
	m.Adopt(locked)
	class := at.class()
	switch op {
	case simhook.Lock:
		m.LockAs(class)
	case simhook.TryLock:
		return m.TryLockAs(class)
	default:
		m.UnlockAs(class)
	}
	return true
}

func rwmutex(op int, p unsafe.Pointer, now simhook.Counts) (simhook.Counts, bool) {
	at := nearest()
	if harness(p, at) {
		if now, ok := atOnce(op, now); ok {
			harnessOrder(p, op == simhook.Unlock || op == simhook.RUnlock)
			return now, true
		}
	}
	point()
	ofLibrary(p, now.Writer || now.Readers > 0)
	m := objectAt(p, at, golang.NewRWMutex, "RWMutex")
	m.Adopt(int(now.Readers), now.Writer, int(now.Leaving))
	class, ok := at.class(), true
	switch op {
	case simhook.Lock:
		m.LockAs(class)
	case simhook.TryLock:
		ok = m.TryLockAs(class)
	case simhook.Unlock:
		m.UnlockAs(class)
	case simhook.RLock:
		m.RLockAs(class)
	case simhook.TryRLock:
		ok = m.TryRLockAs(class)
	default:
		m.RUnlockAs(class)
	}
	readers, writer, leaving := m.Counts()
	return simhook.Counts{Readers: int32(readers), Leaving: int32(leaving), Writer: writer}, ok
}

// harnessOrder is what an operation of the harness on a lock puts in an order.
func harnessOrder(p unsafe.Pointer, unlocks bool) {
	if state.memory == nil {
		return
	}
	o := state.harness[p]
	if o == nil {
		o = &golang.Order{}
		state.harness[p] = o
	}
	if unlocks {
		o.Merge(state.w)
	} else {
		o.Acquire(state.w)
	}
}

// atOnce is the state behind an operation of the harness, if it need not wait.
func atOnce(op int, now simhook.Counts) (simhook.Counts, bool) {
	switch op {
	case simhook.Lock, simhook.TryLock:
		free := !now.Writer && now.Readers == 0
		now.Writer = true
		return now, free
	case simhook.RLock, simhook.TryRLock:
		now.Readers++
		return now, !now.Writer
	case simhook.Unlock:
		now.Writer = false
	default:
		now.Readers--
	}
	return now, true
}

func add(p unsafe.Pointer, delta, n int) {
	at := nearest()
	point()
	g := objectAt(p, at, golang.NewWaitGroup, "WaitGroup")
	g.Adopt(n)
	g.AddAs(at.class(), delta)
	if delta > 0 && g.Count() == delta { // the first Add must come before Wait
		misused(p, false, at)
	}
}

func wait(p unsafe.Pointer, n int) {
	at := nearest()
	point()
	g := objectAt(p, at, golang.NewWaitGroup, "WaitGroup")
	g.Adopt(n)
	g.WaitAs(at.class(), func() { misused(p, true, at) })
}

func once(p unsafe.Pointer, done bool, set func(), f func()) {
	at := nearest()
	point()
	o := objectAt(p, at, golang.NewOnce, "Once")
	o.Adopt(done)
	first := false
	defer func() {
		if first {
			set()
		}
	}()
	o.DoAs(at.class(), func() { first = true; f() })
}

// locker calls a function as a lock.
type locker struct{ lock, unlock func() }

func (l locker) Lock()   { l.lock() }
func (l locker) Unlock() { l.unlock() }

func newCond(w *sim.World, name string) *golang.Cond { return golang.NewCond(w, name, nil) }

func condWait(p unsafe.Pointer, lock, unlock func()) {
	at := nearest()
	point()
	objectAt(p, at, newCond, "Cond").WaitAs(at.class(), locker{lock, unlock})
}

func condWake(p unsafe.Pointer, all bool) {
	at := nearest()
	point()
	objectAt(p, at, newCond, "Cond").SignalAs(at.class(), all)
}
