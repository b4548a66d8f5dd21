package scheduler

import (
	"slices"
	"sync"
)

// traceTree is what the workers of a DPOR search share: a wakeup tree from the start of the program. Its open leaves are
// tasks; a worker takes one, and explores everything behind it on its own path. When another worker has nothing to do,
// it hands over the branches of the first state of its path that has some.
//
// The result does not depend on who explores what, because who is asleep behind a branch depends on the order of the
// branches only, not on whether the earlier ones have been explored: they will be. A branch that is a leaf may be
// explored before the earlier ones are, because nobody is asleep behind it: each sleeping thread depends on a step of the
// sequence that led there, or the sequence would not have been inserted. So a sequence that comes later and leads there
// is covered by it. The paper explores in the order of the branches; the tests compare the counts.
type traceTree struct {
	mu      sync.Mutex
	changed *sync.Cond
	root    *wakeup
	claimed int  // leaves behind which somebody explores
	idle    int  // workers that wait for a leaf
	halted  bool // nothing more is to be explored
	single  bool // the search cannot be shared: steps fold, or choose values
	folds   bool // steps fold: known from a checkpoint
	spoilt  bool // that was found out when it had been shared already
	handed  bool // something was handed over
}

// leafState says what has become of a leaf.
type leafState uint8

const (
	open leafState = iota
	taken
	done
)

func newTraceTree() *traceTree {
	t := &traceTree{root: &wakeup{leaf: true}}
	t.changed = sync.NewCond(&t.mu)
	return t
}

// claim gives the worker s a leaf, after it has explored all behind its last one. It blocks while there is none and
// other workers may still hand some over, and returns false if there will be none.
func (t *traceTree) claim(s *DPOR) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s.task != nil {
		t.finish(s)
	}
	for {
		if t.halted || t.spoilt {
			return false
		}
		if path := openLeaf(t.root, nil); path != nil && (!t.single || t.claimed == 0) {
			t.claimed++
			path[len(path)-1].state = taken
			s.folds = s.folds || t.folds
			s.follow(path)
			return true
		}
		if t.claimed == 0 {
			return false
		}
		t.wait(s)
	}
}

// wait waits until something has changed. It lets a checkpoint be written meanwhile: a worker without a leaf has nothing
// to save.
func (t *traceTree) wait(s *DPOR) {
	t.idle++
	if s.pause != nil {
		s.pause.Unlock()
	}
	t.changed.Wait()
	t.idle--
	if s.pause != nil { // whoever writes the checkpoint may need the tree
		t.mu.Unlock()
		s.pause.Lock()
		t.mu.Lock()
	}
}

// settleTask notes that everything behind the leaf was explored, and what its step touched, which an insertion may not
// have known.
func (s *DPOR) settleTask() {
	s.task.state, s.task.children = done, nil
	if s.shared > 0 {
		s.task.access = s.hb.events[s.shared-1].access.clone()
	}
}

// explored says whether nothing is left to explore.
func (t *traceTree) explored() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.halted && !t.spoilt && t.claimed == 0
}

// openLeaf finds the first open leaf; it returns the steps from the root to it.
func openLeaf(e *wakeup, path []*wakeup) []*wakeup {
	path = append(path, e)
	if len(e.children) == 0 {
		if e.state == open {
			return path
		}
		return nil
	}
	for _, c := range e.children {
		if found := openLeaf(c, path); found != nil {
			return found
		}
	}
	return nil
}

// finish notes that everything behind the worker's leaf was explored, and forgets what is done with: a leaf behind which
// branches were handed over, when all of them are explored.
func (t *traceTree) finish(s *DPOR) {
	s.settleTask()
	s.task = nil
	t.claimed--
	for d := s.shared - 1; d >= 0; d-- {
		if owner := s.nodes[d].owner; owner.leaf && allDone(owner) {
			owner.state, owner.children = done, nil
		}
	}
	t.changed.Broadcast()
}

func allDone(e *wakeup) bool {
	if len(e.children) == 0 {
		return e.state == done
	}
	for _, c := range e.children {
		if !allDone(c) {
			return false
		}
	}
	return true
}

// insert adds a sequence behind a shared node.
func (t *traceTree) insert(n *node, v []vstep, folds bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n.owner.children = n.insert(n.owner.children, n.number, v, folds)
	t.changed.Broadcast()
}

// wanted says whether a worker waits for a leaf.
func (t *traceTree) wanted() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.idle > 0 && !t.single && !t.halted
}

// halt lets no worker find a leaf any more.
func (t *traceTree) halt() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.halted = true
	t.changed.Broadcast()
}

// keepToOne says that the search cannot be shared. What sequences a race gives then depends on the order in which races
// are found, so the search is done again, by one worker, if it had been shared.
func (t *traceTree) keepToOne() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.single = true
	t.spoilt = t.spoilt || t.handed
	t.changed.Broadcast()
}

// Spoilt says that the search was shared by workers and should not have been: it has to be done again by one.
func (s *DPOR) Spoilt() bool {
	s.tree.mu.Lock()
	defer s.tree.mu.Unlock()
	return s.tree.spoilt
}

// follow puts the worker on the path to a leaf. The steps that no execution has come to yet have races to be looked for.
func (s *DPOR) follow(path []*wakeup) {
	s.hb.truncate(0)
	s.spare = append(s.spare, s.nodes...)
	s.nodes = s.nodes[:0]
	last := len(path) - 1
	s.shared, s.task, s.branch, s.fresh = last, path[last], 0, max(last-1, 0)
	for d := range last {
		n := s.newNode()
		owner, step := path[d], path[d+1]
		switch {
		case owner.base != nil:
			n.sleep = append(n.sleep, owner.base...)
		case d > 0:
			n.inherit(s.nodes[d-1], &owner.access)
		}
		n.owner, n.number = owner, slices.Index(owner.children, step)
		for _, earlier := range owner.children[:n.number] {
			n.sleep = append(n.sleep, sleeper{earlier.access, earlier.choices, earlier.free})
		}
		n.branches = append(n.branches, step)
		s.nodes = append(s.nodes, n)
		if !step.executed {
			s.fresh = min(s.fresh, d)
			step.executed = true
		}
	}
}

// publish hands over the branches of the first state of the path that has some.
func (s *DPOR) publish() {
	d := s.shared
	for d < len(s.nodes) && len(s.nodes[d].branches) < 2 {
		d++
	}
	if d < len(s.nodes) {
		s.publishUpTo(d)
	}
}

// publishUpTo hands over the branches of the states up to depth d.
func (s *DPOR) publishUpTo(d int) {
	t := s.tree
	t.mu.Lock()
	defer t.mu.Unlock()
	for ; s.shared <= d; s.shared++ {
		n, step := s.nodes[s.shared], s.nodes[s.shared].branches[0]
		step.access = s.hb.events[s.shared].access.clone()
		step.executed, step.state, step.children = true, taken, nil // the children are on the path
		n.owner, n.number = s.task, 0
		n.owner.base = append([]sleeper{}, n.sleep...)
		n.owner.children = slices.Clone(n.branches)
		n.branches = []*wakeup{step}
		s.task = step
	}
	t.handed = true
	t.changed.Broadcast()
}
