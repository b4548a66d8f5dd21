package hooks

import (
	"internal/simhook"

	"simrun/models/golang"
	"simrun/sim"
)

// quiet is what synctest.Wait waits for: that no other goroutine can go on.
type quiet struct {
	sim.Object
	waiting int
	now     bool
}

func (q *quiet) Effect(*sim.Thread) sim.Effect {
	if q.now {
		return sim.Writes
	}
	return sim.Blocks
}

// untilQuiet is synctest.Wait.
func untilQuiet() {
	w := state.w
	if state.quiet == nil {
		q := sim.New[quiet](w)
		q.Init(w, "bubble", "bubble", q)
		state.quiet = q
		w.OnIdle(func() *sim.Object {
			if q.waiting == 0 || q.now {
				return nil
			}
			q.now = true
			return &q.Object
		})
	}
	q := state.quiet
	q.waiting++
	w.Do(sim.Op{Name: "synctest.Wait", Object: &q.Object, Guard: q})
	q.waiting--
	q.now = false
	golang.AfterAll(w, func(*sim.Thread) bool { return true })
}

// ended is the guard of waiting for a goroutine.
type ended struct{ t *sim.Thread }

func (g ended) Effect(*sim.Thread) sim.Effect {
	if g.t.Done() {
		return sim.Reads
	}
	return sim.Blocks
}

// bubble is synctest.Test: f, and then until the goroutines have ended that it has started.
func bubble(f func()) {
	w := state.w
	first := len(w.Threads())
	if state.bubbles++; state.bubbles == 1 {
		state.bubbled -= w.Stamp()
	}
	outside, inside := setting(), newOrigin(w, simhook.BubbleStart-int64(w.Stamp()))
	beginsFrom(inside)
	flagged(f)
	for i := first; ; i++ {
		w.Touch(&inside.Object, true)
		for i < len(w.Threads()) && !isIn(w.Threads()[i], inside) {
			i++
		}
		if i == len(w.Threads()) {
			break
		}
		t := w.Threads()[i] // also if it has ended: whether it has is seen in an operation
		w.Do(sim.Op{Name: "synctest.Test", Object: &t.Object, Guard: ended{t}})
	}
	beginsFrom(outside)
	golang.AfterAll(w, func(t *sim.Thread) bool { return originOf(t) == inside && t.Done() })
	if state.bubbles--; state.bubbles == 0 {
		state.bubbled += w.Stamp()
	}
}

// isIn says whether a goroutine is in a bubble, or will be when it begins.
func isIn(t *sim.Thread, bubble *origin) bool {
	return !t.Clock && (originOf(t) == bubble || originOf(state.births[t.Name()].by) == bubble)
}
