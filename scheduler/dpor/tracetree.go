package dpor

import (
	"slices"

	"simrun/scheduler/strategy"
)

// traceTree is what several searches have in common that explore one program together: a wakeup tree whose root is the
// start of the program. Each search takes an open leaf of the tree and explores everything that follows the leaf on a
// path of its own. A search that takes long hands over the branches of the first state on its path that has several.
//
// The tree changes between rounds only, in the order of the searches. So the result does not depend on which worker
// carried out which search, or how many workers there are: one worker goes through the same rounds as many. A sequence
// that a search wants to insert into the tree during a round waits for the end of the round.
//
// The result does not depend on the order in time either. Which threads are asleep after a branch follows from the
// branches that stand before it, whether or not these have been explored already: they will be. A branch that is a leaf
// may be explored before the branches that stand before it, because no thread is asleep after it: each thread that was
// asleep depends on a step of the sequence that leads to the leaf, or that sequence would not have been inserted. So a
// sequence that comes later and leads there is covered by the leaf. The paper explores branches in their order; the
// tests compare the counts.
type traceTree struct {
	root     *wakeup
	searches []*DPOR // behind the leaves that are taken, in the order in which they were
	idle     []*DPOR // that have come to their end, for others
	guarded  map[uint64]bool
	beyond   beyond
	ran      int // executions of rounds that are over
	begun    bool
	handed   bool // something was handed over
	single   bool // the search cannot be shared: steps fold, or choose values
	folds    bool // steps fold, as an earlier try has shown
	bounds   bounds
	spoilt   bool // that was found out too late
	err      error
}

// Shared says how a search is shared out behind so many executions: how many searches the next round may have, and how many
// executions each goes on by. There are enough for the workers of most machines, and more when the search has turned out to
// be so long that many machines may be at work for it; and the longer each goes on, the less it counts what it costs to plan
// a task and to send it. The first rounds are short, because a search hands over branches at the end of a round: before that
// there is nothing to do for others. A round has at most half as many executions as went before, unless these are few: who
// waits for its end, as auto does to sample, does not wait for long. It depends on nothing but the executions so far.
func Shared(ran int) (searches, executions int) {
	executions = min(max(ran/8, strategy.RoundLength/8), strategy.RoundLength)
	if ran >= 64*strategy.RoundLength {
		executions = min(max(ran/8192, 2*strategy.RoundLength), 8*strategy.RoundLength)
	}
	return min(max(ran/1024, 64), 2048), executions
}

// leafState says whether a leaf of the tree waits to be explored, is being explored, or was.
type leafState uint8

const (
	open leafState = iota
	taken
	done
)

func newTraceTree() *traceTree {
	return &traceTree{root: &wakeup{leaf: true}, guarded: map[uint64]bool{}, beyond: beyond{}}
}

// insertion is a sequence of steps that is to be inserted after a shared state, at the end of the round.
type insertion struct {
	depth int
	v     []vstep
}

// round ends a round and gives the searches of the next; none if everything was explored, or it cannot go on.
func (t *traceTree) round() []*DPOR {
	t.begun = true
	for _, s := range t.searches {
		t.settle(s)
	}
	if t.err != nil || t.spoilt {
		return nil
	}
	t.searches = slices.DeleteFunc(t.searches, func(s *DPOR) bool {
		if s.finished {
			t.finish(s)
			t.idle = append(t.idle, s)
		}
		return s.finished
	})
	room, _ := Shared(t.ran)
	wanted := room - len(t.searches)
	for _, s := range t.searches { // none has come to its end, so each went on as far as it may
		if wanted > 0 && !t.single {
			wanted -= s.publish()
		}
		s.runs = 0
		s.beyond.merge(t.beyond)
	}
	for len(t.searches) < room {
		path := openLeaf(t.root, nil)
		if path == nil {
			break
		}
		t.claim(path)
	}
	return t.searches
}

// settle takes over what a search has found out in the round.
func (t *traceTree) settle(s *DPOR) {
	t.ran += s.runs
	for _, i := range s.inserts {
		n := s.nodes[i.depth]
		n.owner.children, _ = n.insert(n.owner.children, n.number, i.v, s.folds)
		s.reopen(i.depth)
	}
	s.inserts = s.inserts[:0]
	for key := range s.guarded { // into a set, so that the order does not matter
		t.guarded[key] = true
	}
	if t.err == nil {
		t.err = s.err
	}
	t.spoilt = t.beyond.merge(s.beyond) || t.spoilt
	t.folds = t.folds || s.folds
	t.bounds.merge(s.polls.bounds)
	t.spoilt = t.spoilt || t.bounds.endless || s.spoilt
	if s.folds || s.chooses {
		// What sequences a race gives then depends on the order in which races are found, so one search has to do it all.
		t.single = true
		t.spoilt = t.spoilt || t.handed
	}
}

// reopen notes that there may be an open leaf behind the shared states up to depth d.
func (s *DPOR) reopen(d int) {
	for _, n := range s.nodes[:d+1] {
		n.owner.closed = min(n.owner.closed, n.number)
	}
}

// claim has a search explore a leaf.
func (t *traceTree) claim(path []*wakeup) {
	s := newDPOR(t)
	if k := len(t.idle) - 1; k >= 0 {
		s, t.idle = t.idle[k], t.idle[:k]
		s.finished, s.begun, s.runs, s.ended = false, false, 0, 0
	}
	s.member, s.folds, s.polls.bounds = true, t.folds, t.bounds
	for key := range t.guarded {
		s.guarded[key] = true
	}
	s.beyond.merge(t.beyond)
	path[len(path)-1].state = taken
	s.follow(path)
	t.searches = append(t.searches, s)
}

// openLeaf finds the first open leaf; it returns the steps from the root to it.
func openLeaf(e *wakeup, path []*wakeup) []*wakeup {
	path = append(path, e)
	if len(e.children) == 0 && e.state == open {
		return path
	}
	for ; e.closed < len(e.children); e.closed++ {
		if found := openLeaf(e.children[e.closed], path); found != nil {
			return found
		}
	}
	return nil
}

// finish notes that everything behind the leaf of a search was explored, and forgets what is done with: a leaf behind
// which branches were handed over, when all of them are explored.
func (t *traceTree) finish(s *DPOR) {
	s.task.state, s.task.children = done, nil
	if s.shared > 0 { // an insertion may not have known what its step touches
		s.task.access = s.counts(s.shared-1, &s.task.access)
	}
	s.task = nil
	for d := s.shared - 1; d >= 0; d-- {
		if owner := s.nodes[d].owner; owner.leaf {
			if !allDone(owner) {
				return
			}
			owner.state, owner.children, owner.closed = done, nil, 0
		}
	}
}

// allDone says whether everything behind a step is explored. What is, stays so: nobody is left who could insert something
// there once that is so of the branches before.
func allDone(e *wakeup) bool {
	for ; e.done < len(e.children); e.done++ {
		if c := e.children[e.done]; c.state != done && (c.leaf || !allDone(c)) {
			return false
		}
	}
	return true
}

// follow puts the search on the path to a leaf. What became of the races on it only those know who came to it before, so
// it looks at all of them once.
func (s *DPOR) follow(path []*wakeup) {
	s.hb.truncate(0)
	s.spare = append(s.spare, s.nodes...)
	s.nodes = s.nodes[:0]
	last := len(path) - 1
	s.shared, s.task, s.branch = last, path[last], 0
	for d := range last {
		n := s.newNode()
		owner, step := path[d], path[d+1]
		switch {
		case owner.base != nil:
			n.sleep = append(n.sleep, owner.base...)
			n.inherited = len(n.sleep)
		case d > 0:
			n.inherit(s.nodes[d-1], &owner.access)
		}
		n.owner, n.number = owner, slices.Index(owner.children, step)
		for _, earlier := range owner.children[:n.number] {
			n.sleep = append(n.sleep, sleeper{earlier.access, earlier.choices, earlier.free})
		}
		n.branches = append(n.branches, step)
		s.nodes = append(s.nodes, n)
	}
}

// made is what a step of the path touched, also if it is from a checkpoint and was not executed again.
func (s *DPOR) made(d int) access {
	if d < len(s.hb.events) {
		return s.hb.events[d].access.clone()
	}
	return s.before[d]
}

// counts is what a step of the path counts as: what it touched, and what it was taken for when it was inserted.
func (s *DPOR) counts(d int, taken *access) access {
	a := s.made(d)
	a.join(taken)
	return a
}

// worthHanding is how many executions a branch should have, so that it costs little that another search begins with it.
const worthHanding = 16

// publish hands over the branches of the first state of the path that has some, and returns how many. It does not where
// the branches before were small: then those of the states behind it are, too.
func (s *DPOR) publish() int {
	for d := s.shared; d < len(s.nodes); d++ {
		n := s.nodes[d]
		if k := len(n.branches); k > 1 {
			if s.ended-n.since < worthHanding*(n.over+1) {
				return 0
			}
			s.publishUpTo(d)
			return k - 1
		}
	}
	return 0
}

// publishUpTo hands over the branches of the states up to depth d.
func (s *DPOR) publishUpTo(d int) {
	for ; s.shared <= d; s.shared++ {
		n, step := s.nodes[s.shared], s.nodes[s.shared].branches[0]
		if step == &n.own { // the tree outlasts the node
			step = &wakeup{free: true}
			n.branches[0] = step
		}
		step.access = s.counts(s.shared, &step.access)
		// Its children are on the path. Nothing is inserted there from outside, because it is the first branch.
		step.state, step.leaf, step.children = taken, true, nil
		n.owner, n.number = s.task, 0
		n.owner.base = append([]sleeper{}, n.sleep...)
		n.owner.children = slices.Clone(n.branches)
		n.branches = []*wakeup{step}
		s.task = step
	}
	s.tree.handed = true
	s.reopen(d)
}

// insertLater keeps the sequence v for the end of the round, unless a sleeping thread shows that it is covered, or the
// tree covers it as it is. It returns the last step on which that rests.
//
// What a sleeping thread covers is not looked at again by whoever explores here, so it rests on all that the thread shows.
// But a branch that comes later, be it there or kept now, leads past the steps of v up to the second of the race, and
// that is all it has to: where another continuation is not compatible with it, the races of the branch itself show that,
// and have it explored. This needs that no step chooses values, because a step with other values is not found by races;
// a search that is shared is given up then.
func (s *DPOR) insertLater(depth int) (rests int32) {
	n := s.nodes[depth]
	rests = s.v[len(s.v)-1].index
	if !s.folds {
		if rests, ok := n.asleepCovers(s.v); ok {
			return rests
		}
		if covers(n.owner.children[n.number+1:], s.v) {
			return rests
		}
	}
	v := slices.Clone(s.v)
	for i := range v {
		a := v[i].access.clone()
		v[i].access, v[i].choices = &a, slices.Clone(v[i].choices)
	}
	s.inserts = append(s.inserts, insertion{depth, v})
	return rests
}
