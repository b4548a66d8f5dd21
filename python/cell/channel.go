package cell

import "simrun/sim"

// Ready says what a channel is ready for. The process finds it out from the system after each operation that may have changed
// it: the channel is real, and so is what goes through it.
type Ready uint8

// What a channel may be ready for, and which of its ends are closed.
const (
	Readable Ready = 1 << iota // a read would not block: there is something in it, or nothing can come any more
	Writable                   // likewise a write
	NoWriter                   // nobody can write into it any more
	NoReader                   // nobody can read from it any more
)

// Channel is one direction of a pipe, of a pair of sockets or of a connection of the process with itself, or the line of those
// who want to be connected. It is made by [NewChannel].
type Channel struct {
	sim.Object
	ready Ready
	tasks string // where those of the event loop stand that waits for it; empty if none does, or has none
}

// NewChannel makes a channel. The key is that of sim.Object.Key, under which the program knows it.
func NewChannel(w *sim.World, kind, name string, key uint64, ready Ready) *Channel {
	c := sim.New[Channel](w)
	c.Init(w, kind, name, c)
	c.SetKey(key)
	c.ready = ready
	return c
}

// Set says what the channel is ready for now, at the end of an operation on it, or, if an event loop is about to wait for it, where the
// tasks of that stand.
func (c *Channel) Set(ready Ready, tasks string) { c.ready, c.tasks = ready, tasks }

// State is "empty", "full" or "not empty", or which end of it is closed.
func (c *Channel) State() string {
	switch {
	case c.tasks != "" && c.ready&(Readable|NoReader|NoWriter) == 0:
		return "empty while the tasks of the loop wait, " + c.tasks
	case c.ready&NoReader != 0:
		return "closed for reading"
	case c.ready&NoWriter != 0:
		return "closed for writing"
	case c.ready&Readable == 0:
		return "empty"
	case c.ready&Writable == 0:
		return "full"
	}
	return "not empty"
}

// Part is a channel in an operation, and what it is to be ready for: anything that is named is enough.
type Part struct {
	Channel *Channel
	For     Ready
}

// Waits says of an operation on channels what it does if none of them is ready.
type Waits uint8

// What it does.
const (
	Never  Waits = iota // it takes place anyhow
	Tries               // it looks at them, and changes none
	Blocks              // it waits until one is
)

// Operate is the operation on all of these channels. It changes them, if it takes place, unless it only looks.
func Operate(parts []Part, waits Waits, looks bool) sim.Op {
	op := sim.Op{}
	for i, p := range parts {
		if i == 0 {
			op.Object = &p.Channel.Object
		} else {
			op.Also = append(op.Also, &p.Channel.Object)
		}
	}
	g := &readiness{parts, waits, looks}
	if op.Guard = g; len(parts) > 1 {
		op.Guard = (*anyReady)(g)
	}
	return op
}

// readiness is the guard of an operation on one channel.
type readiness struct {
	parts []Part
	waits Waits
	looks bool
}

func (g *readiness) Effect(*sim.Thread) sim.Effect {
	if g.waits != Never && !g.ready() {
		if g.waits == Blocks {
			return sim.Blocks
		}
		return sim.Reads
	}
	if g.looks {
		return sim.Reads
	}
	return sim.Writes
}

func (g *readiness) ready() bool {
	for _, p := range g.parts {
		if p.Channel.ready&p.For != 0 {
			return true
		}
	}
	return false
}

// anyReady is that of an operation on several.
type anyReady readiness

// Wide says that it looks at all of them.
func (*anyReady) Wide() {}

func (g *anyReady) Effect(t *sim.Thread) sim.Effect { return (*readiness)(g).Effect(t) }
