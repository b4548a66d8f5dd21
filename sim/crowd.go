package sim

import "math/bits"

// A Gate is a guard that treats all threads alike: its effect depends on its objects and the argument of the operation,
// and not on the thread. Where many threads stand before one gate it is looked at once for all of them.
type Gate interface {
	Guard
	// Gate marks it; it does nothing.
	Gate()
}

// crowd is a number of threads that are parked at operations with the same gate and argument, on the same object alone,
// and without a limit of time. They become ready, and stop being it, together: as a mask of the set of ready threads, not one by one.
type crowd struct {
	gate    Gate
	arg     int
	members []uint64 // by index
	n       int
}

// crowdFrom is how many threads that wait for an object make a crowd: a mask is as long as the world has threads, so
// few threads are cheaper to look at one by one.
const crowdFrom = 12

// joinCrowd enters t into the crowd before its gate, if there is one.
func (o *Object) joinCrowd(t *Thread) bool {
	c := o.crowd
	if c == nil || !c.takes(&t.op) {
		return false
	}
	c.add(t.index)
	return true
}

// takes says whether an operation is one of the crowd's.
func (c *crowd) takes(op *Op) bool {
	return op.Guard == Guard(c.gate) && op.Arg == c.arg && op.alike()
}

// alike says whether the operation is one of those that a crowd may wait at.
func (op *Op) alike() bool { return !op.Timed && len(op.Also) == 0 }

func (c *crowd) add(i int) {
	for len(c.members) <= i>>6 {
		c.members = append(c.members, 0)
	}
	c.members[i>>6] |= 1 << (i & 63)
	c.n++
}

func (c *crowd) remove(i int) {
	c.members[i>>6] &^= 1 << (i & 63)
	c.n--
}

// gather makes a crowd of the threads that wait for the object as t does, if that can be one.
func (o *Object) gather(t *Thread) {
	gate, ok := t.op.Guard.(Gate)
	if !ok || !t.op.alike() || o.crowd != nil && o.crowd.n > 0 {
		return
	}
	if o.crowd == nil {
		o.crowd = o.world.newCrowd()
	}
	c := o.crowd
	c.gate, c.arg = gate, t.op.Arg
	for p := o.pending; p != nil; {
		next := p.next
		if c.takes(&p.t.op) {
			o.removePending(p)
			p.t.crowded = true
			c.add(p.t.index)
		}
		p = next
	}
}

// newCrowd takes a crowd from those of earlier executions, or makes one.
func (w *World) newCrowd() *crowd {
	if w.crowdsUsed == len(w.crowds) {
		w.crowds = append(w.crowds, &crowd{})
	}
	c := w.crowds[w.crowdsUsed]
	w.crowdsUsed++
	clear(c.members)
	c.members, c.n = c.members[:0], 0
	return c
}

// recheck looks at the gate, for all who stand before it.
func (c *crowd) recheck(w *World) {
	first := 0
	for c.members[first] == 0 {
		first++
	}
	any := w.threads[first<<6+bits.TrailingZeros64(c.members[first])]
	if c.gate.Effect(any) != Blocks {
		w.ready.addAll(c.members)
	} else {
		w.ready.removeAll(c.members)
	}
}

// each calls f with every thread of the crowd.
func (c *crowd) each(w *World, f func(t *Thread)) {
	for i, word := range c.members {
		for ; word != 0; word &= word - 1 {
			f(w.threads[i<<6+bits.TrailingZeros64(word)])
		}
	}
}
