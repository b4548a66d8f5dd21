package dpor

import (
	"slices"

	"simrun/sim"
)

// node is a state on the path of the execution under way, with what is explored from it.
type node struct {
	sleep     []sleeper
	inherited int       // so many of these were asleep in the state before
	branches  []*wakeup // the first is being explored; the others follow, unless the node is shared: then they stand in the tree
	owner     *wakeup   // the step of the tree that leads to the state; nil if the node is not shared
	number    int       // of the branch that is being explored, among the owner's children
	over      int       // branches that are done with
	since     int       // executions of the search before it came here
	choice    int       // alternative that was taken, -1 if the step was forced
	values    []uint32  // given to the step if its branch leaves them open
	union     access    // what the step touched, over all values
	tried     int       // lists of values
	own       wakeup    // the only branch, as long as none was inserted: see takeFreely
	list      [1]*wakeup
}

// sleeper is a thread that is asleep: its next step, with these values or with all, was explored from this state or from
// one before it.
type sleeper struct {
	access  access
	choices []sim.Choice
	free    bool
}

// backtrack ends what was explored last: its thread goes to sleep, and the next branch is taken.
func (s *DPOR) backtrack() bool {
	for d := len(s.nodes) - 1; d >= s.shared; d-- {
		n := s.nodes[d]
		if s.nextOf(d, n) {
			s.truncate(d)
			return true
		}
		s.spare = append(s.spare, n)
		s.nodes = s.nodes[:d]
	}
	return false
}

// nextOf goes on to the next values of the step that was explored from node d, or to its next branch.
func (s *DPOR) nextOf(d int, n *node) bool {
	b := n.branches[0]
	if d < len(s.hb.events) {
		e := &s.hb.events[d]
		n.merge(e)
		if b.free {
			if n.values = n.skipAsleep(b.access.thread, successor(e.choices)); n.values != nil {
				return true
			}
		}
		if len(n.branches) == 1 {
			return false // nobody will see who sleeps here
		}
		q := sleeper{access: n.union.clone(), free: b.free}
		q.access.join(&b.access)
		if !b.free {
			q.choices = slices.Clone(e.choices)
		}
		n.sleep = append(n.sleep, q)
	}
	for n.branches = n.branches[1:]; len(n.branches) > 0; n.branches = n.branches[1:] {
		n.tried = 0
		n.over++
		b = n.branches[0]
		if !b.free {
			return true
		}
		if n.values = n.skipAsleep(b.access.thread, []uint32{}); n.values != nil {
			return true
		}
	}
	return false
}

// merge adds what a step touched to what it touched with other values.
func (n *node) merge(e *event) {
	n.tried++
	if n.tried == 1 {
		n.union.reset(e.access.thread)
	}
	n.union.exits = n.union.exits || e.access.exits
	for _, t := range e.access.touches {
		n.union.add(t.key, t.write)
	}
}

// skipAsleep leaves out the values with which the thread's step is asleep; it returns nil if none are left.
func (n *node) skipAsleep(thread int, values []uint32) []uint32 {
	for again := true; again && values != nil; {
		again = false
		for _, q := range n.sleep {
			if q.access.thread == thread && len(q.choices) > 0 && leadsTo(values, q.choices) {
				values, again = successor(q.choices), true
				break
			}
		}
	}
	return values
}

// truncate goes back to the state at depth d; its next step is taken anew.
func (s *DPOR) truncate(d int) {
	s.branch = d
	for len(s.nodes) > d+1 {
		s.spare = append(s.spare, s.nodes[len(s.nodes)-1])
		s.nodes = s.nodes[:len(s.nodes)-1]
	}
	s.hb.truncate(d)
}

// enter makes the node of the state at depth d, if the execution comes to it for the first time.
func (s *DPOR) enter(d int) *node {
	if d < len(s.nodes) {
		return s.nodes[d]
	}
	n := s.newNode()
	if d > 0 {
		parent := s.nodes[d-1]
		n.inherit(parent, &s.hb.events[d-1].access)
		n.wake(&parent.branches[0].access)
		n.branches = parent.branches[0].children
	}
	s.nodes = append(s.nodes, n)
	return n
}

// newNode takes a node from those that are no longer needed.
func (s *DPOR) newNode() *node {
	k := len(s.spare)
	if k == 0 {
		return &node{since: s.ended}
	}
	n := s.spare[k-1]
	s.spare = s.spare[:k-1]
	*n = node{sleep: n.sleep[:0], union: n.union, since: s.ended}
	return n
}

// inherit keeps those asleep who slept before the step, and do not depend on it.
func (n *node) inherit(parent *node, step *access) {
	for _, q := range parent.sleep {
		if !q.access.depends(step) {
			n.sleep = append(n.sleep, q)
		}
	}
	n.inherited = len(n.sleep)
}

// wake wakes those who depend on what the step was taken for that leads to the node. It may have touched less, but the sequence
// was inserted because they seemed to depend on it, and since then it counts as covered that nobody is asleep behind its last step.
func (n *node) wake(taken *access) {
	n.sleep = slices.DeleteFunc(n.sleep, func(q sleeper) bool { return q.access.depends(taken) })
	n.inherited = len(n.sleep)
}

// freeStep is a step of a thread that is taken with all values, and without a plan of what comes behind it.
func freeStep(thread int) *wakeup {
	return &wakeup{access: access{thread: thread}, free: true, leaf: true}
}

// takeFreely makes a free step the only branch of the node. It has its place in the node itself: most nodes have no other
// branch, and come and go with each execution.
func (n *node) takeFreely(thread int) {
	n.own = *freeStep(thread)
	n.list[0] = &n.own
	n.branches = n.list[:]
}

func (n *node) asleep(thread int) bool { return sleeps(n.sleep, thread) }

// sleeps says whether the thread is in a list of sleepers.
func sleeps(list []sleeper, thread int) bool {
	for i := range list {
		if list[i].access.thread == thread {
			return true
		}
	}
	return false
}

// successor is the list of values behind the one that was made; nil at the end.
func successor(made []sim.Choice) []uint32 {
	k := len(made) - 1
	for k >= 0 && made[k].Index+1 == made[k].N {
		k--
	}
	if k < 0 {
		return nil
	}
	var next []uint32
	for _, c := range made[:k] {
		next = append(next, c.Index)
	}
	return append(next, made[k].Index+1)
}

// leadsTo says whether the values, with 0 behind them, are those that were made.
func leadsTo(values []uint32, made []sim.Choice) bool {
	for i, c := range made {
		if i < len(values) && values[i] != c.Index || i >= len(values) && c.Index != 0 {
			return false
		}
	}
	return len(values) <= len(made)
}
