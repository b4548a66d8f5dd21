package golang

import "simrun/sim"

// A goroutine whose order is followed has a vector clock: how much of each goroutine comes before what it does next, as
// the memory model of Go has it. The rules are those of https://go.dev/ref/mem, with the channels of each buffer slot as
// the runtime tells them to its own race detector.
//
// Lamport: Time, Clocks, and the Ordering of Events in a Distributed System, 1978; Fidge 1988; Mattern 1989.

// clock has the time of each goroutine, by its index.
type clock []uint32

func (c clock) at(goroutine int) uint32 {
	if goroutine < len(c) {
		return c[goroutine]
	}
	return 0
}

// join takes over what the other one knows.
func (c *clock) join(other clock) {
	for len(*c) < len(other) {
		*c = append(*c, 0)
	}
	for i, t := range other {
		(*c)[i] = max((*c)[i], t)
	}
}

// history is what a goroutine knows of the others, and of itself.
type history struct {
	self  int
	clock clock
}

// tick begins a new stretch: what comes now is not known to those who have taken over the clock.
func (h *history) tick() { h.clock[h.self]++ }

// FollowOrder has the order of what goroutines do followed, from now on, in the running goroutine and those that it starts.
// It is for hooks, which look for data races with [Time] and [Before].
func FollowOrder(w *sim.World) { fork(w, w.Current(), nil) }

// historyOf is that of a goroutine; nil if its order is not followed.
func historyOf(t *sim.Thread) *history {
	h, _ := t.Local.(*history)
	return h
}

// fork gives a new goroutine the history of the one that starts it.
func fork(w *sim.World, t *sim.Thread, by *history) {
	h := &history{self: t.Index(), clock: make(clock, t.Index()+1, len(w.Threads())+4)}
	if by != nil {
		h.clock.join(by.clock)
		by.tick()
	}
	h.tick()
	t.Local = h
}

// StartThread starts a goroutine, as part of the operation under way. It is for hooks.
func StartThread(w *sim.World, name string, f func()) *sim.Thread {
	by := historyOf(w.Current())
	t := w.StartThread(name, f)
	if by != nil {
		fork(w, t, by)
	}
	return t
}

// Time is the stretch of the running goroutine that is under way; 0 if its order is not followed. It is for hooks.
func Time(w *sim.World) uint32 {
	if h := historyOf(w.Current()); h != nil {
		return h.clock[h.self]
	}
	return 0
}

// Before says whether a stretch of another goroutine comes before what the running one does now. It is for hooks.
func Before(w *sim.World, goroutine int, time uint32) bool {
	h := historyOf(w.Current())
	return h == nil || time <= h.clock.at(goroutine)
}

// Order is what has come before at an object: who acquires it comes after all that the last one knew who released it.
type Order struct{ clock clock }

// Acquire has the running goroutine come after what was released. It never blocks. It is for hooks.
func (o *Order) Acquire(w *sim.World) { o.acquiredBy(w.Current()) }

func (o *Order) acquiredBy(t *sim.Thread) {
	if h := historyOf(t); h != nil {
		h.clock.join(o.clock)
	}
}

// Release lets those come after the running goroutine who acquire this next. It never blocks. It is for hooks.
func (o *Order) Release(w *sim.World) {
	if h := historyOf(w.Current()); h != nil {
		o.clock = append(o.clock[:0], h.clock...)
		h.tick()
	}
}

// Merge is Release, and keeps what others have released. It never blocks. It is for hooks.
func (o *Order) Merge(w *sim.World) {
	if h := historyOf(w.Current()); h != nil {
		o.clock.join(h.clock)
		h.tick()
	}
}

// exchange releases what a goroutine knows in place of what it acquires.
func (o *Order) exchange(t *sim.Thread) {
	if h := historyOf(t); h != nil {
		before := o.clock
		o.clock = append(clock{}, h.clock...)
		h.clock.join(before)
		h.tick()
	}
}

// meet has two goroutines each come after what the other one did.
func meet(a, b *sim.Thread) {
	if x, y := historyOf(a), historyOf(b); x != nil && y != nil {
		x.clock.join(y.clock)
		y.clock.join(x.clock)
		x.tick()
		y.tick()
	}
}

// follow has another goroutine come after the running one.
func follow(w *sim.World, t *sim.Thread) {
	if x, y := historyOf(w.Current()), historyOf(t); x != nil && y != nil {
		y.clock.join(x.clock)
		x.tick()
	}
}

// AfterAll has the running goroutine come after all that others have done, if this is so for them. It is for hooks.
func AfterAll(w *sim.World, which func(*sim.Thread) bool) {
	h := historyOf(w.Current())
	for _, t := range w.Threads() {
		if other := historyOf(t); h != nil && other != nil && other != h && which(t) {
			h.clock.join(other.clock)
			other.tick()
		}
	}
}
