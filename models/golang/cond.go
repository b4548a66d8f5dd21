package golang

import "simrun/sim"

// Locker is sync.Locker.
// https://pkg.go.dev/sync#Locker
type Locker interface {
	Lock()
	Unlock()
}

// Cond is sync.Cond. Make one with [NewCond].
// https://pkg.go.dev/sync#Cond
type Cond struct {
	sim.Object
	L       Locker
	waiting []*party
}

// NewCond makes a condition with a lock. It does not block.
// https://pkg.go.dev/sync#NewCond
func NewCond(w *sim.World, name string, l Locker) *Cond {
	c := sim.Renew(w, func(before *Cond) Cond { return Cond{waiting: before.waiting[:0]} })
	c.L = l
	c.Init(w, "Cond", name, c)
	return c
}

// Wait unlocks L, blocks until it is woken, and locks L. It is in the line before it unlocks.
// https://pkg.go.dev/sync#Cond.Wait
func (c *Cond) Wait() { c.WaitAs(sim.Call, c.L) }

// WaitAs is Wait in operations of this class, with a lock. It is for hooks.
func (c *Cond) WaitAs(class sim.Switching, l Locker) {
	w := c.World()
	if !w.Do(sim.Op{Name: "Cond.Wait", Object: &c.Object, Class: class, Inside: class > sim.Call}) {
		return
	}
	p := arrive(w, "Cond", &c.Object)
	c.waiting = append(c.waiting, p)
	l.Unlock()
	p.resume("Cond.Wait")
	l.Lock()
}

// Signal wakes the goroutine that has waited longest, if there is one. It does not block, and the caller need not hold L.
// https://pkg.go.dev/sync#Cond.Signal
func (c *Cond) Signal() { c.SignalAs(sim.Call, false) }

// Broadcast wakes all goroutines that wait. It does not block, and the caller need not hold L.
// https://pkg.go.dev/sync#Cond.Broadcast
func (c *Cond) Broadcast() { c.SignalAs(sim.Call, true) }

// SignalAs is Signal or Broadcast in an operation of this class. It is for hooks.
func (c *Cond) SignalAs(class sim.Switching, all bool) {
	op := sim.Op{Name: "Cond.Signal", Object: &c.Object, Guard: (*signalGuard)(c), Class: class, Inside: class > sim.Call}
	if all {
		op.Name = "Cond.Broadcast"
	}
	if !c.World().Do(op) || len(c.waiting) == 0 {
		return
	}
	n := 1
	if all {
		n = len(c.waiting)
	}
	completeAll(c.waiting[:n])
	c.waiting = append(c.waiting[:0], c.waiting[n:]...)
}

// State is for traces.
func (c *Cond) State() string {
	if len(c.waiting) == 0 {
		return ""
	}
	return sim.Count(len(c.waiting), "goroutine") + " waiting"
}

// signalGuard: to wake nobody changes nothing.
type signalGuard Cond

func (g *signalGuard) Effect(*sim.Thread) sim.Effect { return readsUnless(len(g.waiting) > 0) }
