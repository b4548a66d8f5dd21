package golang

import (
	"fmt"

	"simrun/sim"
)

// WaitGroup is sync.WaitGroup. Make one with [NewWaitGroup].
// https://pkg.go.dev/sync#WaitGroup
type WaitGroup struct {
	sim.Object
	n       int
	waiting []*party
	done    Order
}

// NewWaitGroup makes a group with a counter of 0. It does not block.
// https://pkg.go.dev/sync#WaitGroup
func NewWaitGroup(w *sim.World, name string) *WaitGroup {
	g := sim.Renew(w, func(before *WaitGroup) WaitGroup { return WaitGroup{waiting: before.waiting[:0]} })
	g.Init(w, "WaitGroup", name, g)
	return g
}

// Adopt takes over the counter of the real group. It is for hooks.
func (g *WaitGroup) Adopt(n int) {
	if g.n != n {
		g.n, g.waiting = n, g.waiting[:0]
	}
}

// Add adds delta, which may be negative, to the counter; if it becomes 0 all goroutines that wait go on. It does not
// block. It panics if the counter becomes negative, or rises from 0 while goroutines wait.
// https://pkg.go.dev/sync#WaitGroup.Add
func (g *WaitGroup) Add(delta int) { g.AddAs(sim.Call, delta) }

// AddAs is Add in an operation of this class. It is for hooks. It panics with "sync: negative WaitGroup counter" and "sync:
// WaitGroup misuse: Add called concurrently with Wait".
func (g *WaitGroup) AddAs(class sim.Switching, delta int) {
	op := sim.Op{Name: "WaitGroup.Add", Object: &g.Object, Class: class, Inside: class > sim.Call}
	if delta == -1 {
		op.Name = "WaitGroup.Done"
	}
	if !g.World().Do(op) {
		return
	}
	g.n += delta
	if delta < 0 {
		g.done.Merge(g.World())
	}
	switch {
	case g.n < 0:
		panic("sync: negative WaitGroup counter")
	case len(g.waiting) > 0 && delta > 0 && g.n == delta:
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	case g.n == 0:
		completeAll(g.waiting)
		g.waiting = g.waiting[:0]
	}
}

// Done is Add(-1). It does not block.
// https://pkg.go.dev/sync#WaitGroup.Done
func (g *WaitGroup) Done() { g.Add(-1) }

// Go starts a goroutine that the group waits for.
// https://pkg.go.dev/sync#WaitGroup.Go
func (g *WaitGroup) Go(name string, f func()) {
	g.Add(1)
	Go(g.World(), name, func() {
		defer g.Done()
		f()
	})
}

// Wait blocks until the counter is 0. It panics if the counter has risen again before it returns.
// https://pkg.go.dev/sync#WaitGroup.Wait
func (g *WaitGroup) Wait() { g.WaitAs(sim.Call, func() {}) }

// WaitAs is Wait in operations of this class. It calls first where it is the first to wait, in that step. It is for hooks.
// It panics with "sync: WaitGroup is reused before previous Wait has returned".
func (g *WaitGroup) WaitAs(class sim.Switching, first func()) {
	w := g.World()
	if !w.Do(sim.Op{Name: "WaitGroup.Wait", Object: &g.Object, Guard: (*waitGuard)(g), Class: class, Inside: class > sim.Call}) {
		return
	}
	if g.n != 0 {
		if len(g.waiting) == 0 {
			first()
		}
		p := arrive(w, "WaitGroup", &g.Object)
		g.waiting = append(g.waiting, p)
		if p.resume("WaitGroup.Wait", &g.Object) && g.n != 0 {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
	}
	g.done.Acquire(w)
}

// Count is the counter. It is for hooks.
func (g *WaitGroup) Count() int { return g.n }

// State is the counter, for traces.
func (g *WaitGroup) State() string { return fmt.Sprint(g.n) }

// waitGuard: to wait for 0 goroutines changes nothing, and otherwise it joins a line.
type waitGuard WaitGroup

func (g *waitGuard) Effect(*sim.Thread) sim.Effect { return readsUnless(g.n != 0) }
