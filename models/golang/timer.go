package golang

import (
	"time"

	"simrun/sim"
)

// Timer is time.Timer or time.Ticker: a thread waits for its time, and then fires. Make one with [NewTimer], [NewTicker]
// or [AfterFunc].
// https://pkg.go.dev/time#Timer
type Timer struct {
	sim.Object
	active bool
	number int // of the time that it was started
	period time.Duration
	fire   func() // what it does; in the step in which it fires
	called string // its thread
	target target // the channel that it sends to; nil if it has none
	before bool   // see StartTimer
}

// target is the channel of a timer.
type target interface {
	object() *sim.Object
	full() bool
	clear() bool
	ofTimer()
}

// NewTimer is time.NewTimer: it sends the time on its channel after d. It does not block.
// https://pkg.go.dev/time#NewTimer
func NewTimer(w *sim.World, name string, d time.Duration) (*Timer, *Chan[time.Duration]) {
	return newTimer(w, name, d, 0)
}

// NewTicker is time.NewTicker: it sends the time on its channel every d, and leaves a tick out if the last one was not
// taken. It does not block, and panics with "non-positive interval for NewTicker" if d is not positive.
// https://pkg.go.dev/time#NewTicker
func NewTicker(w *sim.World, name string, d time.Duration) (*Timer, *Chan[time.Duration]) {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	return newTimer(w, name, d, d)
}

// After is time.After. It does not block.
// https://pkg.go.dev/time#After
func After(w *sim.World, d time.Duration) *Chan[time.Duration] {
	_, c := newTimer(w, "", d, 0)
	return c
}

func newTimer(w *sim.World, name string, d, period time.Duration) (*Timer, *Chan[time.Duration]) {
	c := Make[time.Duration](w, name, 1)
	return StartTimer(w, name, w.After(d), period, c, false, func() { Offer(c, w.Now()) }), c
}

// AfterFunc is time.AfterFunc: it calls f in a goroutine of its own after d. It does not block.
// https://pkg.go.dev/time#AfterFunc
func AfterFunc(w *sim.World, name string, d time.Duration, f func()) *Timer {
	return StartTimer(w, name, w.After(d), 0, nil, false, func() { StartThread(w, name, func() { Begin(w, f) }) })
}

// StartTimer starts a timer that fires at a time, and then every period if that is not 0. It sends on c, unless that is
// nil. With before it is a timer as of before Go 1.23, from whose channel Stop and Reset take nothing, and where len tells of what is in it.
// It is for hooks.
func StartTimer(w *sim.World, name string, at, period time.Duration, c target, before bool, fire func()) *Timer {
	t := sim.New[Timer](w)
	t.Init(w, "Timer", name, t)
	t.period, t.fire, t.target, t.called, t.before = period, fire, c, name, before
	if name == "" {
		t.called = "timer"
	}
	if c != nil && !before {
		c.ofTimer()
	}
	if w.Do(sim.Op{Name: "Timer.start", Object: w.Registry(), Also: []*sim.Object{&t.Object}}) {
		t.start(at)
		if w.Recording() {
			w.Notef("%s", t.Name())
		}
	}
	return t
}

// start has a thread wait for the time. It is part of an operation on the timer and on the registry.
func (t *Timer) start(at time.Duration) {
	w := t.World()
	t.active = true
	t.number++
	number := t.number
	StartThread(w, t.called, func() {
		w.Current().Clock = true
		for t.elapses(at, number) {
			op := sim.Op{Name: "Timer.fire", Object: &t.Object, Also: []*sim.Object{w.Registry()}}
			if t.target != nil {
				op.Also[0] = t.target.object()
			}
			if !w.Do(op) || !t.active || t.number != number {
				return
			}
			t.active = t.period > 0
			t.fire()
			if !t.active || t.target.full() && !t.room(number) {
				return
			}
			at = t.next(at)
		}
	})
}

// next is when it ticks after it has ticked at a time. What would have come while there was no room was left out; what would come just
// now was, too, if the channel takes ticks only where somebody looks for them.
func (t *Timer) next(at time.Duration) time.Duration {
	at += t.period
	late := t.World().Stamp() - at
	switch {
	case late < 0:
		return at
	case t.before:
		return at + (late+t.period-1)/t.period*t.period
	}
	return at + (late/t.period+1)*t.period
}

// elapses waits for the time; it returns false if the timer was stopped or started anew meanwhile.
func (t *Timer) elapses(at time.Duration, number int) bool {
	op := sim.Op{Name: "Timer.wait", Object: &t.Object, Guard: (*timeGuard)(t), Timed: true, Deadline: at, Arg: number}
	return !t.World().Do(op) && !t.World().Killing()
}

// room waits until the last tick was taken: one that would be left out is not seen.
func (t *Timer) room(number int) bool {
	op := sim.Op{Name: "Timer.room", Object: t.target.object(), Also: []*sim.Object{&t.Object}, Guard: (*roomGuard)(t), Arg: number}
	return t.World().Do(op) && t.active && t.number == number
}

// Stop stops the timer. It returns true if that is why it will not fire: what is in its channel is taken out. It does not
// block.
// https://pkg.go.dev/time#Timer.Stop
func (t *Timer) Stop() bool {
	op := sim.Op{Name: "Timer.Stop", Object: &t.Object}
	if t.target != nil {
		op.Also = []*sim.Object{t.target.object()}
	}
	return t.World().Do(op) && t.stop()
}

func (t *Timer) stop() bool {
	was := t.active
	t.active = false
	if t.target != nil && !t.before && t.target.clear() {
		was = true
	}
	return was
}

// Reset stops the timer and has it fire after d. It returns true if it was active. It does not block.
// https://pkg.go.dev/time#Timer.Reset
func (t *Timer) Reset(d time.Duration) bool { return t.ResetTo(t.World().After(d), t.period) }

// ResetTo is Reset to a time, with a period. It is for hooks.
func (t *Timer) ResetTo(at, period time.Duration) bool {
	w := t.World()
	op := sim.Op{Name: "Timer.Reset", Object: w.Registry(), Also: []*sim.Object{&t.Object}}
	if t.target != nil {
		op.Also = append(op.Also, t.target.object())
	}
	if !w.Do(op) {
		return false
	}
	was := t.stop()
	t.period = period
	t.start(at)
	return was
}

// State is for traces.
func (t *Timer) State() string {
	if t.active {
		return "active"
	}
	return "stopped"
}

// Sleep is time.Sleep. It returns at once if d is not positive. Otherwise it blocks until d is over.
// https://pkg.go.dev/time#Sleep
func Sleep(w *sim.World, d time.Duration) {
	if d > 0 {
		w.Do(sim.Op{Name: "time.Sleep", Guard: never{}, Timed: true, Deadline: w.After(d)})
	}
}

// Offer sends without an operation of its own, if a receiver waits or there is room. It is for hooks.
func Offer[T any](c *Chan[T], v T) { c.sendNow(v) }

func (c *Chan[T]) full() bool { return c.n == c.size }

// clear takes out what is in the channel; it returns whether there was something.
func (c *Chan[T]) clear() bool {
	was := c.n > 0
	for ; c.n > 0; c.n-- {
		c.buffer.Take()
		c.taken++
	}
	return was
}

type (
	timeGuard Timer // of the wait for the time
	roomGuard Timer // of the wait for room
)

func (g *timeGuard) Effect(t *sim.Thread) sim.Effect {
	if !g.active || g.number != t.Pending().Arg {
		return sim.Reads
	}
	return sim.Blocks
}

// Wide says that it looks at the channel and at the timer.
func (g *roomGuard) Wide() {}

func (g *roomGuard) Effect(t *sim.Thread) sim.Effect {
	if !g.active || g.number != t.Pending().Arg || !g.target.full() {
		return sim.Reads
	}
	return sim.Blocks
}
