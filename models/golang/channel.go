package golang

import (
	"fmt"

	"simrun/sim"
)

// Chan is a channel of values of type T. Make one with [Make].
// https://go.dev/ref/spec#Channel_types
type Chan[T any] struct {
	sim.Object
	buffer       Buffer[T]
	n, size      int
	closed       bool
	inside       bool // see ForItself
	timer        bool // see ofTimer
	recvq, sendq line[T]
	slots        []Order // of the buffer, if the order is followed
	sent, taken  int     // values that have gone into the buffer, and out of it
	closing      Order
}

// Buffer holds the values that were sent and not received yet, first in, first out. Len and Cap are asked once, when the
// channel is made.
type Buffer[T any] interface {
	Len() int
	Cap() int
	Put(T)
	Take() T
}

// Outcome is what became of a channel operation.
type Outcome int

// The outcomes.
const (
	Done       Outcome = iota // it took place
	WouldBlock                // it did not, because it would have blocked
	OnClosed                  // the channel is closed: a receive has got the zero value, a send or close would panic
)

// Make is make(chan T, size). An empty name becomes "chan-1" and so on. It does not block. It panics with "makechan: size
// out of range" if the size is negative.
// https://go.dev/ref/spec#Making_slices_maps_and_channels
func Make[T any](w *sim.World, name string, size int) *Chan[T] {
	if size < 0 {
		panic("makechan: size out of range")
	}
	return MakeOver[T](w, name, &ring[T]{size: size}, false)
}

// MakeOver is a channel whose values are held by the buffer, and which may be closed already. It is for hooks.
func MakeOver[T any](w *sim.World, name string, buffer Buffer[T], closed bool) *Chan[T] {
	c := sim.Renew(w, func(before *Chan[T]) Chan[T] {
		return Chan[T]{recvq: before.recvq[:0], sendq: before.sendq[:0]}
	})
	c.buffer, c.n, c.size, c.closed = buffer, buffer.Len(), buffer.Cap(), closed
	c.Init(w, "chan", name, c)
	return c
}

// ForItself says that a library uses the channel for itself: reports leave its operations out, unless somebody waits in one.
// It is for hooks.
func (c *Chan[T]) ForItself() { c.inside = true }

func (c *Chan[T]) object() *sim.Object { return &c.Object }

// ofTimer says that the channel is that of a timer.
func (c *Chan[T]) ofTimer() { c.timer = true }

// Len is len(c), which is always 0 for the channel of a timer. It does not block.
// https://go.dev/ref/spec#Length_and_capacity
func (c *Chan[T]) Len() int {
	c.World().Do(sim.Op{Name: "chan.len", Object: &c.Object, Effect: sim.Reads, Inside: c.inside})
	if c.timer {
		return 0
	}
	return c.n
}

// Cap is cap(c), which is always 0 for the channel of a timer. It never changes: it is no operation.
func (c *Chan[T]) Cap() int {
	if c.timer {
		return 0
	}
	return c.size
}

// State is how full it is, for traces: "1/2", "closed".
func (c *Chan[T]) State() string {
	switch {
	case c.closed && c.n > 0:
		return fmt.Sprintf("%d/%d, closed", c.n, c.size)
	case c.closed:
		return "closed"
	case c.size == 0:
		return ""
	}
	return fmt.Sprintf("%d/%d", c.n, c.size)
}

// Send is c <- v. It blocks until there is room, or a receiver. It panics with "send on closed channel" if the channel is
// closed.
// https://go.dev/ref/spec#Send_statements
func (c *Chan[T]) Send(v T) {
	if c.Sending(v, true) == OnClosed {
		panic(plainError("send on closed channel"))
	}
}

// TrySend is a send in a select with a default. It does not block. It panics with "send on closed channel" if the channel
// is closed.
// https://go.dev/ref/spec#Select_statements
func (c *Chan[T]) TrySend(v T) bool {
	outcome := c.Sending(v, false)
	if outcome == OnClosed {
		panic(plainError("send on closed channel"))
	}
	return outcome == Done
}

// Sending is a send that leaves it to its caller to panic. It is for hooks.
func (c *Chan[T]) Sending(v T, block bool) Outcome {
	w := c.World()
	op := sim.Op{Name: "chan.send", Object: &c.Object, Inside: c.inside}
	if !block {
		op.Guard = (*trySend[T])(c)
	}
	if !w.Do(op) {
		return WouldBlock
	}
	if outcome := c.sendNow(v); outcome != WouldBlock || !block {
		return outcome
	}
	p := arrive(w, "chan", &c.Object)
	p.in = append(p.in, c)
	c.sendq.join(w, p, 0, v)
	if p.resume("chan.send") && p.closed {
		return OnClosed
	}
	return Done
}

// sendNow carries a send out if it can take place.
func (c *Chan[T]) sendNow(v T) Outcome {
	if c.closed {
		return OnClosed
	}
	if s := c.recvq.next(); s != nil {
		c.handsOver(c.World().Current(), s.by)
		s.hand(v)
		return Done
	}
	if c.n < c.size {
		c.passes(c.sent, c.World().Current())
		c.sent++
		c.buffer.Put(v)
		c.n++
		return Done
	}
	return WouldBlock
}

// Receive is <-c. It blocks until there is a value, or the channel is closed.
// https://go.dev/ref/spec#Receive_operator
func (c *Chan[T]) Receive() T {
	v, _ := c.Receiving(true)
	return v
}

// Receive2 is v, ok := <-c: ok is false if the channel is closed and empty. It blocks as Receive does.
// https://go.dev/ref/spec#Receive_operator
func (c *Chan[T]) Receive2() (v T, ok bool) {
	v, outcome := c.Receiving(true)
	return v, outcome == Done
}

// TryReceive is a receive in a select with a default. It does not block.
// https://go.dev/ref/spec#Select_statements
func (c *Chan[T]) TryReceive() (T, Outcome) { return c.Receiving(false) }

// Receiving is a receive that blocks or does not. It is for hooks.
func (c *Chan[T]) Receiving(block bool) (v T, outcome Outcome) {
	w := c.World()
	op := sim.Op{Name: "chan.receive", Object: &c.Object, Inside: c.inside}
	if !block {
		op.Guard = (*tryReceive[T])(c)
	}
	if !w.Do(op) {
		return v, WouldBlock
	}
	if v, outcome := c.receiveNow(); outcome != WouldBlock || !block {
		return v, outcome
	}
	p := arrive(w, "chan", &c.Object)
	p.in = append(p.in, c)
	s := c.recvq.join(w, p, 0, v)
	if p.resume("chan.receive") && p.closed {
		return v, OnClosed
	}
	return s.value, Done
}

// receiveNow carries a receive out if it can take place. If a sender waits its value goes to the end of the buffer.
func (c *Chan[T]) receiveNow() (v T, outcome Outcome) {
	w := c.World()
	if s := c.sendq.next(); s != nil {
		c.handsOver(w.Current(), s.by)
		v = s.value
		if c.n > 0 {
			v = c.buffer.Take()
			c.buffer.Put(s.value)
		}
		s.complete(false)
		return v, Done
	}
	if c.n > 0 {
		c.n--
		c.passes(c.taken, w.Current())
		c.taken++
		return c.buffer.Take(), Done
	}
	if c.closed {
		c.closing.Acquire(w)
		return v, OnClosed
	}
	return v, WouldBlock
}

// Close is close(c). It does not block. It panics with "close of closed channel" if the channel is closed already.
// https://go.dev/ref/spec#Close
func (c *Chan[T]) Close() {
	if c.Closing() == OnClosed {
		panic(plainError("close of closed channel"))
	}
}

// Closing is a close that leaves it to its caller to panic. It is for hooks.
func (c *Chan[T]) Closing() Outcome {
	if !c.World().Do(sim.Op{Name: "chan.close", Object: &c.Object, Inside: c.inside}) {
		return WouldBlock
	}
	if c.closed {
		return OnClosed
	}
	c.closed = true
	c.closing.Release(c.World())
	for s := c.recvq.next(); s != nil; s = c.recvq.next() {
		c.closing.acquiredBy(s.by)
		s.complete(true)
	}
	for s := c.sendq.next(); s != nil; s = c.sendq.next() {
		c.closing.acquiredBy(s.by)
		s.complete(true)
	}
	return Done
}

// passes puts a goroutine in an order with those that have used this place of the buffer: a value that was received comes
// before the one that takes its place.
func (c *Chan[T]) passes(place int, t *sim.Thread) {
	if historyOf(t) == nil {
		return
	}
	if c.slots == nil {
		c.slots = make([]Order, max(c.size, 1))
	}
	c.slots[place%len(c.slots)].exchange(t)
}

// handsOver puts the running goroutine in an order with the one that has waited. Without a buffer each comes after the
// other. With one, the value goes through it: first the running goroutine, then the other one.
func (c *Chan[T]) handsOver(running, waited *sim.Thread) {
	if c.size == 0 {
		meet(running, waited)
		return
	}
	c.passes(c.taken, running)
	c.passes(c.taken, waited)
	c.taken++
	c.sent++
}

func (c *Chan[T]) canSend() bool    { return c.closed || c.n < c.size || c.recvq.waits() }
func (c *Chan[T]) canReceive() bool { return c.closed || c.n > 0 || c.sendq.waits() }

// trySend and tryReceive are the guards of operations that do not block.
type (
	trySend[T any]    Chan[T]
	tryReceive[T any] Chan[T]
)

func (g *trySend[T]) Effect(*sim.Thread) sim.Effect { return readsUnless((*Chan[T])(g).canSend()) }
func (g *tryReceive[T]) Effect(*sim.Thread) sim.Effect {
	return readsUnless((*Chan[T])(g).canReceive())
}

func readsUnless(writes bool) sim.Effect {
	if writes {
		return sim.Writes
	}
	return sim.Reads
}

func blocksIf(blocks bool) sim.Effect {
	if blocks {
		return sim.Blocks
	}
	return sim.Writes
}

// plainError is a panic of the runtime.
type plainError string

func (e plainError) Error() string { return string(e) }
func (plainError) RuntimeError()   {}
