package dpor

import (
	"cmp"
	"maps"
	"slices"

	"simrun/sim"
)

// What a step touches beyond the operation that it declares ([sim.World.Touch]) may depend on the state of
// that operation's objects: a thread makes another one if it has read that it should, and a send on a channel changes the other
// channels of the select that receives it. So the second step of a race may touch more when it comes first. To believe that it does
// not would have a sleeping thread cover the race that in truth depends on the step, and traces would be missed.
//
// So a search notes what a thread was seen to touch beyond an operation, and takes it that it may touch all that whenever it comes to
// the operation. What was seen is enough: a thread that sleeps has been explored, or will be, and there the second step comes as
// early as in the sequence that the thread seems to cover. Where something shows that was not known when a sequence was made, the
// search begins again behind the execution that has shown it, which counts like any other.
//
// The same goes for whether a step ends the execution, with which nothing commutes, and for whether it ends its thread: who waits for that is
// not ready before, but who only looks, is.
//
// A step may then have been taken for more than it is. What was inserted beside it relied on that, so it counts as what it was
// taken for, also when it has been explored: see node.wake and access.join. Some executions are then redundant.

// place stands for an operation of a thread on an object, or on none. Two that have the same number by chance count as one, which only
// makes more executions redundant.
type place uint64

func placeOf(a *access, op string, own int) place {
	h := uint64(a.thread)
	for i := range len(op) {
		h = (h ^ uint64(op[i])) * 0x100000001b3
	}
	if own > 0 {
		h ^= sim.Mix(a.touches[0].key)
	}
	return place(sim.Mix(h))
}

// nth is the place where that operation is the nth of its thread. Whether it ends the execution is asked of it there only: nothing commutes
// with what may do so, and of a loop often the last round does.
func (p place) nth(n int) place { return place(sim.Mix(uint64(p) + uint64(n))) }

// beyond is what is known of places.
type beyond map[place]touchedBeyond

// touchedBeyond is what was seen beyond an operation.
type touchedBeyond struct {
	touches []keyTouch
	also    bool // of an operation, the nth of its thread: it ended the execution; of a thread: another one looked at it before its end
	asked   bool // sequences rest on it that there is no more
}

// ask is what is known of a place, on which sequences rest from now on.
func (m beyond) ask(at place) touchedBeyond {
	known := m[at]
	if !known.asked {
		known.asked = true
		m[at] = known
	}
	return known
}

// enter notes a touch. It returns whether sequences were made that lack it.
func (m beyond) enter(at place, t keyTouch) (lacking bool) {
	known := m[at]
	if includes(known.touches, t) {
		return false
	}
	known.touches = append(slices.Clip(known.touches), t)
	m[at] = known
	return known.asked
}

// enterAlso notes what there is beside touches, as enter does a touch.
func (m beyond) enterAlso(at place) (lacking bool) {
	known := m[at]
	if known.also {
		return false
	}
	known.also = true
	m[at] = known
	return known.asked
}

// merge takes over what another search knows. It returns whether one of the two has made sequences that lack what the other knows.
func (m beyond) merge(other beyond) (lacking bool) {
	for at, theirs := range other { // into sets, so that the order does not matter
		mine := m[at]
		if theirs.asked {
			lacking = lacking || mine.also && !theirs.also
			for _, t := range mine.touches {
				lacking = lacking || !includes(theirs.touches, t)
			}
		}
		if theirs.also {
			lacking = m.enterAlso(at) || lacking
		}
		for _, t := range theirs.touches {
			lacking = m.enter(at, t) || lacking
		}
		mine = m[at]
		mine.asked = mine.asked || theirs.asked
		m[at] = mine
	}
	return lacking
}

// includes says whether touches have all that a further one would add.
func includes(touches []keyTouch, t keyTouch) bool {
	return slices.ContainsFunc(touches, func(u keyTouch) bool { return u.key == t.key && (u.write || !t.write) })
}

// lookBeyond notes what a step touched beyond its operation, and whether it ended the execution.
func (s *DPOR) lookBeyond(e *event) {
	if s.folds {
		return // where steps fold nothing is taken for known
	}
	s.lookAtThreads(e.thread)
	if len(e.access.touches) == e.own && !e.access.exits {
		return // as most do
	}
	own, at, lacking := e.access.touches[:e.own], placeOf(&e.access, e.op, e.own), false
	for _, t := range e.access.touches[e.own:] {
		if !includes(own, t) && (t.key != e.thread.Key() || s.isLookedAt(t.key)) {
			lacking = s.beyond.enter(at, t) || lacking
		}
	}
	if e.access.exits {
		lacking = s.beyond.enterAlso(at.nth(e.nth)) || lacking
	}
	s.lacking = s.lacking || lacking
}

// lookAtThreads notes whom of the others the step looked at that have not ended. The last step of a thread touches the thread, and which
// one that is may depend on the state; but who waits for the end is not ready before, so that it does not matter to it.
func (s *DPOR) lookAtThreads(by *sim.Thread) {
	for _, touched := range s.touched {
		if touched.object.Kind() != "Thread" || touched.object == &by.Object {
			continue
		}
		for _, t := range by.World().Threads() {
			if touched.object == &t.Object && !t.Done() {
				s.lacking = s.beyond.enterAlso(place(t.Key())) || s.lacking
			}
		}
	}
}

// isLookedAt says whether that is known of the thread with this key.
func (s *DPOR) isLookedAt(key uint64) bool { return s.beyond.ask(place(key)).also }

// widened is an access of b with all that it may touch; it is the same one if that adds nothing.
func (s *DPOR) widened(a *access, b *second) *access {
	at := placeOf(b.access, b.op, b.own)
	known := s.beyond.ask(at)
	wide := a
	if s.beyond.ask(at.nth(b.nth)).also && !a.exits {
		c := a.clone()
		wide, c.exits = &c, true
	}
	for _, t := range known.touches {
		if includes(wide.touches, t) {
			continue
		}
		if wide == a {
			c := a.clone()
			wide = &c
		}
		wide.add(t.key, t.write)
	}
	return wide
}

// SeenBeyond is what is known of one place.
type SeenBeyond struct {
	Place  uint64
	Keys   []uint64
	Writes []bool
	Also   bool
	Asked  bool
}

// save is all that is known, in order.
func (m beyond) save() (list []SeenBeyond) {
	for _, at := range slices.Sorted(maps.Keys(m)) {
		seen := SeenBeyond{Place: uint64(at), Also: m[at].also, Asked: m[at].asked}
		touches := slices.SortedFunc(slices.Values(m[at].touches), func(a, b keyTouch) int {
			if a.key == b.key && a.write {
				return 1
			}
			return cmp.Compare(a.key, b.key)
		})
		for _, t := range touches {
			seen.Keys, seen.Writes = append(seen.Keys, t.key), append(seen.Writes, t.write)
		}
		list = append(list, seen)
	}
	return list
}

// load takes over what save has made. It returns whether that can be.
func (m beyond) load(list []SeenBeyond) bool {
	for _, seen := range list {
		if len(seen.Keys) != len(seen.Writes) {
			return false
		}
		known := touchedBeyond{also: seen.Also, asked: seen.Asked}
		for i, key := range seen.Keys {
			known.touches = append(known.touches, keyTouch{key, seen.Writes[i]})
		}
		m.merge(beyond{place(seen.Place): known})
	}
	return true
}
