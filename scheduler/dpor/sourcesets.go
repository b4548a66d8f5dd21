package dpor

import "slices"

// addSource adds one step that may come first in v, unless one is explored from the node already: source-DPOR, which
// is algorithm 1 of the paper. It takes the place of wakeup trees where what steps touch depends on when they come, so
// that sequences of them cannot be relied on. An execution may turn out to be redundant.
//
// A thread that slept before it came to the node covers nothing but what begins with its own step: it may depend on the
// last step of v, of which nobody knows what it touches behind a part of v. It also returns on which step rests what
// became of v.
func (n *node) addSource(branches []*wakeup, v []vstep) (_ []*wakeup, rests int32) {
	add := -1
	for i := range v {
		if !first(v, i) {
			continue
		}
		t := v[i].access.thread
		if sleeps(n.sleep[n.inherited:], t) || slices.ContainsFunc(branches, func(b *wakeup) bool { return b.access.thread == t }) {
			return branches, v[i].index
		}
		if add < 0 && !n.asleep(t) {
			add = i
		}
	}
	if add < 0 {
		return branches, all
	}
	return append(branches, freeStep(v[add].access.thread)), v[add].index
}

// first says whether step i of v does not depend on any before it.
func first(v []vstep, i int) bool {
	for j := range i {
		if v[i].access.depends(v[j].access) {
			return false
		}
	}
	return true
}
