package barrier

import (
	"time"

	"simrun/sim"
)

// enterGuard holds a thread back while the threads before are leaving, or one of them runs the action.
type enterGuard Barrier

func (g *enterGuard) Effect(*sim.Thread) sim.Effect {
	switch {
	case g.locked != nil, g.state == draining, g.state == resetting:
		return sim.Blocks
	case g.state == broken:
		return sim.Reads
	}
	return sim.Writes
}

// leaveGuard holds a thread back until the barrier trips or breaks.
type leaveGuard Barrier

func (g *leaveGuard) Effect(*sim.Thread) sim.Effect {
	if g.state == filling {
		return sim.Blocks
	}
	return sim.Writes
}

// Gate marks it: it is the same for all threads.
func (*leaveGuard) Gate() {}

// Wait blocks until as many threads wait as the barrier has parties, and returns the number of those that came before:
// each of them gets another one, from 0 to parties-1. The last to arrive calls the action; if that panics the barrier
// breaks and the panic goes on. If the threads of the round before have not all left, Wait first blocks until they
// have, which no timeout bounds. With a timeout the barrier breaks when that has passed, at once if it is 0 or less,
// unless the caller is the last one.
//
// It returns ErrBroken if the barrier is broken, or breaks or is reset meanwhile.
// https://docs.python.org/3.13/library/threading.html#threading.Barrier.wait
func (b *Barrier) Wait(timeout ...time.Duration) (int, error) {
	w := b.World()
	if !w.Do(sim.Op{Name: "Barrier.wait", Object: &b.Object, Guard: (*enterGuard)(b)}) || b.state == broken {
		return 0, ErrBroken // also in a thread that is being killed, so that its loops end
	}
	index := b.count
	b.count++
	if b.count == b.parties {
		b.trip()
		return index, nil
	}
	op := sim.Op{Name: "Barrier.wait", Object: &b.Object, Guard: (*leaveGuard)(b)}
	switch {
	case len(timeout) > 0:
		op.Timed, op.Deadline = true, w.After(timeout[0])
	case b.timed:
		op.Timed, op.Deadline = true, w.After(b.timeout)
	}
	over := false
	defer func() {
		if !over && b.change("Barrier.wait") { // Ctrl-C interrupts the wait: the thread leaves, and nothing breaks
			b.leave()
		}
	}()
	took := w.Do(op)
	over = true
	if !took {
		// The thread takes the lock again, which nothing bounds, and looks once more whether the barrier has tripped.
		if !b.change("Barrier.wait") {
			return 0, ErrBroken
		}
		if b.state == filling {
			b.state = broken
		}
	}
	tripped := b.state == draining
	b.leave()
	if !tripped {
		return 0, ErrBroken
	}
	return index, nil
}

// leave is the end of a Wait; the last thread makes the barrier ready for the next round.
func (b *Barrier) leave() {
	b.count--
	if b.count == 0 && (b.state == draining || b.state == resetting) {
		b.state = filling
	}
}

// trip is the last arrival: it runs the action and opens the barrier. Also without an action that is a second step:
// between the two all parties are seen waiting.
func (b *Barrier) trip() {
	w := b.World()
	b.locked = w.Current()
	next := broken
	defer func() {
		if w.Do(sim.Op{Name: "Barrier.wait", Object: &b.Object}) {
			b.locked, b.state = nil, next
			b.leave()
		}
	}()
	if b.action != nil {
		b.action()
	}
	next = draining
}
