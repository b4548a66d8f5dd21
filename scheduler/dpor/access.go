package dpor

import "simrun/sim"

// access is what a step touches, and whatever else decides which steps depend on it.
type access struct {
	thread        int
	reads, writes uint64 // filters: one bit for each object, by its key
	touches       []keyTouch
	exits         bool // it ended the execution: nothing commutes with that
	wild          bool // what it touches is not known
}

// keyTouch is a touch of an object. It names the object by its key, which is the same in other executions.
type keyTouch struct {
	key   uint64
	write bool
}

// add enters a touch.
func (a *access) add(key uint64, write bool) {
	bit := uint64(1) << (sim.Mix(key) & 63)
	if write {
		a.writes |= bit
	} else {
		a.reads |= bit
	}
	a.touches = append(a.touches, keyTouch{key, write})
}

// join adds what another access of the thread touches. What a step was taken for when its sequence was inserted counts as much as what
// it touched: other sequences were inserted beside it because they seemed to depend on it.
func (a *access) join(b *access) {
	a.exits = a.exits || b.exits
	for _, t := range b.touches {
		if !includes(a.touches, t) {
			a.add(t.key, t.write)
		}
	}
}

// reset empties it, and keeps the space.
func (a *access) reset(thread int) {
	*a = access{thread: thread, touches: a.touches[:0]}
}

// clone is a copy that shares nothing.
func (a *access) clone() access {
	b := *a
	b.touches = append([]keyTouch(nil), a.touches...)
	return b
}

// depends says whether two steps must keep their order: they are of one thread, or touch a common object that one of
// them writes.
func (a *access) depends(b *access) bool {
	return a.thread == b.thread || a.exits || b.exits || a.wild || b.wild || a.meets(b)
}

// meets says whether two steps touch a common object that one of them writes.
func (a *access) meets(b *access) bool {
	if a.writes&(b.reads|b.writes) == 0 && a.reads&b.writes == 0 {
		return false
	}
	for _, x := range a.touches {
		for _, y := range b.touches {
			if x.key == y.key && (x.write || y.write) {
				return true
			}
		}
	}
	return false
}
