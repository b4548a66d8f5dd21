package scheduler

import (
	"fmt"
	"slices"
	"sync"

	"simrun/sim"
)

// DPOR explores each Mazurkiewicz trace of the program exactly once: optimal dynamic partial order reduction with
// wakeup trees (Abdulla, Aronis, Jonsson, Sagonas: Source Sets, JACM 64(4), 2017, algorithm 3), written as a
// strategy that runs the program once for each trace.
//
// Each node of the path stands for a state, and knows the step that is being explored from it, the threads asleep, and
// the wakeup tree of what is to be explored still. When an execution is over, its races are looked for: two steps of
// different threads that depend on each other, of which the second could have come first. Each gives a sequence of
// steps that is inserted into the wakeup tree of the state before the first, unless a sleeping thread shows that it is
// covered.
//
// The values that Choose gives belong to the step: a step with other values is another step. Where a step is taken
// without a sequence that asks for it, nobody is asleep, and it is taken with all values; a sequence names the values
// of its steps, except of the last one, behind which nobody is asleep either.
//
// Three things differ from the paper, because operations block here. A step that enabled another one does not race
// with it; the steps before it are looked at in its place, so that acquire is reversed against acquire and never
// against release. Whether an operation could have been carried out earlier is decided by its own guard, on a snapshot
// of the object. And the pending operations of the threads that are left at the end, blocked or killed, take part as
// if they came last.
type DPOR struct {
	tree   *traceTree
	pause  sync.Locker // held while the worker is at work; nil if nobody writes checkpoints
	task   *wakeup     // the leaf of the tree behind which this worker explores
	shared int         // nodes of the path that are the tree's
	nodes  []*node     // the path
	spare  []*node
	branch int // the node from which the execution under way differs from the one before
	fresh  int // the first step of the execution under way whose races have not been looked for
	depth  int // steps committed
	hb     history
	races  []race
	v      []vstep // scratch

	values  []uint32 // to be given in the step under way
	given   []uint32 // given so far
	guarded map[uint64]bool
	touched []touchedObject // of the step under way

	finished, relearn, restart bool
	chooses                    bool  // steps choose values
	folds                      bool  // steps have operations beyond the one that is declared
	redundant                  bool  // the execution under way shows nothing new: all ready threads are asleep
	err                        error // the program does not repeat itself
	blocked                    int
}

// node is a state on the path of the execution under way.
type node struct {
	sleep    []sleeper
	branches []*wakeup // the first is being explored; the others are to be, or stand in the tree if the node is shared
	owner    *wakeup   // the step of the tree behind which the state is; nil if the node is not shared
	number   int       // of the branch that is being explored, among the owner's children
	over     int       // branches that are done with, if the node is not shared
	choice   int       // alternative that was taken, -1 if the step was forced
	values   []uint32  // given to the step if its branch leaves them open
	union    access    // what the step touched, over all values
	tried    int       // lists of values
}

// sleeper is a thread whose next step, with these values or with all, was explored from this state or one before it.
type sleeper struct {
	access  access
	choices []sim.Choice
	free    bool
}

type touchedObject struct {
	object *sim.Object
	before *sim.Snapshot // nil for what has no guarded operation, or is not written
}

// NewDPOR makes the strategy. Use it with the Anytime clock: under the Virtual one every step moves the clock, and so
// no two steps commute that a timer depends on.
func NewDPOR() *DPOR { return newDPOR(newTraceTree()) }

func newDPOR(t *traceTree) *DPOR { return &DPOR{tree: t, guarded: map[uint64]bool{}} }

// Share makes another worker of the same search.
func (s *DPOR) Share() Strategy { return newDPOR(s.tree) }

// pauseWith has the worker give up the lock while it waits for another one.
func (s *DPOR) pauseWith(l sync.Locker) { s.pause = l }

// Repeats says that the last execution has to be carried out once more.
func (s *DPOR) Repeats() bool { return s.relearn }

// Halt makes all workers of the search find nothing left to explore.
func (s *DPOR) Halt() { s.tree.halt() }

// Begin goes back to the last state from which something is left to explore. If there is none on the path of this
// worker, it takes a leaf of the tree, and waits for one as long as other workers are exploring.
func (s *DPOR) Begin(int) bool {
	s.depth, s.redundant, s.hb.taken = 0, false, 0
	switch {
	case s.err != nil || s.finished:
		return false
	case s.relearn:
		s.repeat()
	case s.task != nil && s.backtrack():
	case !s.tree.claim(s):
		s.finished = s.tree.explored()
		return false
	}
	s.enter(0)
	s.startStep()
	return true
}

// repeat prepares the same execution once more, now knowing better; or the first one, if what is known now makes all
// that was planned doubtful.
func (s *DPOR) repeat() {
	s.relearn = false
	if s.restart {
		s.restart = false
		s.truncate(0)
		s.nodes = s.nodes[:0]
		return
	}
	if s.branch >= s.shared {
		s.truncate(s.branch)
		return
	}
	s.spare = append(s.spare, s.nodes[s.shared:]...)
	s.nodes = s.nodes[:s.shared]
	s.hb.truncate(0)
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
			n.sleep = append(n.sleep, sleeper{access: n.union.clone(), free: true})
		} else {
			n.sleep = append(n.sleep, sleeper{access: n.union.clone(), choices: slices.Clone(e.choices)})
		}
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
	s.branch, s.fresh = d, d
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
		n.branches = parent.branches[0].children
	}
	s.nodes = append(s.nodes, n)
	return n
}

// newNode takes a node from those that are no longer needed.
func (s *DPOR) newNode() *node {
	k := len(s.spare)
	if k == 0 {
		return &node{}
	}
	n := s.spare[k-1]
	s.spare = s.spare[:k-1]
	*n = node{sleep: n.sleep[:0], union: n.union}
	return n
}

// inherit keeps those asleep who slept before the step, and do not depend on it.
func (n *node) inherit(parent *node, step *access) {
	for _, q := range parent.sleep {
		if !q.access.depends(step) {
			n.sleep = append(n.sleep, q)
		}
	}
}

// startStep prepares the values of the next step.
func (s *DPOR) startStep() {
	s.given, s.values = s.given[:0], s.values[:0]
	s.touched = s.touched[:0]
	if s.depth >= len(s.nodes) {
		return
	}
	n := s.nodes[s.depth]
	if s.depth < s.branch { // the step is known
		for _, c := range s.hb.events[s.depth].choices {
			s.values = append(s.values, c.Index)
		}
	} else if len(n.branches) > 0 && n.branches[0].free {
		s.values = append(s.values, n.values...)
	} else if len(n.branches) > 0 {
		for _, c := range n.branches[0].choices {
			s.values = append(s.values, c.Index)
		}
	}
}

// Choose takes the step that is to be explored from this state.
func (s *DPOR) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.chooseValue(p)
	}
	if s.redundant || s.err != nil {
		return sim.Stop
	}
	n := s.nodes[s.depth]
	if s.depth < s.branch {
		return n.choice
	}
	if len(n.branches) == 0 {
		return s.chooseFreely(p, n)
	}
	want := n.branches[0].access.thread
	i := -1
	if want < len(p.World().Threads()) {
		i = p.Index(p.World().Threads()[want])
	}
	if i < 0 {
		s.fail("thread %d should be ready at step %d", want, s.depth)
		return sim.Stop
	}
	n.choice = i
	return i
}

// chooseFreely takes the first ready thread that is awake.
func (s *DPOR) chooseFreely(p *sim.Point, n *node) int {
	for i := range p.Len() {
		t := p.Thread(i).Index()
		if !n.asleep(t) {
			n.choice = i
			n.branches = append(n.branches[:0], freeStep(t))
			return i
		}
	}
	s.redundant = true
	return sim.Stop
}

// freeStep is a step of a thread that is taken with all values, and without a plan of what comes behind it.
func freeStep(thread int) *wakeup {
	return &wakeup{access: access{thread: thread}, free: true, leaf: true}
}

func (n *node) asleep(thread int) bool {
	for i := range n.sleep {
		if n.sleep[i].access.thread == thread {
			return true
		}
	}
	return false
}

// chooseValue gives the values that the branch says, and 0 behind them.
func (s *DPOR) chooseValue(p *sim.Point) int {
	v := uint32(0)
	if k := len(s.given); k < len(s.values) {
		v = s.values[k]
	}
	if int(v) >= p.Len() {
		s.fail("value %d of %d in step %d", v, p.Len(), s.depth)
		return sim.Stop
	}
	s.given = append(s.given, v)
	return int(v)
}

// Touching takes a snapshot of what a step is about to change, for the guards of later steps.
func (s *DPOR) Touching(o *sim.Object, write bool) {
	t := touchedObject{object: o}
	if write && s.guarded[o.Key()] {
		t.before = s.hb.newSnapshot()
		t.before.Take(o)
	}
	s.touched = append(s.touched, t)
}

// Committed enters the step into the history.
func (s *DPOR) Committed(step *sim.Step) {
	if s.err != nil {
		return
	}
	d := s.depth
	s.depth++
	n := s.nodes[d]
	thread := step.Thread.Index()
	if len(n.branches) == 0 { // it was forced
		n.choice = -1
		s.redundant = s.redundant || n.asleep(thread)
		n.branches = append(n.branches[:0], freeStep(thread))
	} else if n.branches[0].access.thread != thread {
		s.fail("step %d is of thread %d, and should be of thread %d", d, thread, n.branches[0].access.thread)
		return
	}
	if step.Guard != nil && len(s.touched) > 0 {
		s.learn(s.touched[0].object)
		if _, wide := step.Guard.(sim.WideGuard); wide {
			for _, t := range s.touched[1:] {
				s.learn(t.object)
			}
		}
	}
	if step.Folded && !s.folds {
		s.folds, s.relearn, s.restart = true, true, true
		s.tree.keepToOne()
	}
	if len(step.Values) > 0 && !s.chooses {
		s.chooses = true
		s.tree.keepToOne()
	}
	s.hb.commit(d, step, s.touched)
	s.enter(d + 1)
	s.startStep()
}

func (s *DPOR) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("the program does not repeat: "+format, args...)
	}
}

// End looks for the races of the execution.
func (s *DPOR) End(x *sim.Execution) {
	if s.redundant {
		s.blocked++
	}
	if len(s.nodes) > len(s.hb.events) { // the state behind the last step has none to explore
		last := len(s.nodes) - 1
		s.spare = append(s.spare, s.nodes[last])
		s.nodes = s.nodes[:last]
	}
	if s.err != nil || s.relearn {
		return
	}
	s.reverseRaces(x)
	if !s.relearn && s.tree.wanted() {
		s.publish()
	}
}

// Discard says that the last execution was a repetition, or found nothing new: it does not count.
func (s *DPOR) Discard() bool { return s.relearn || s.redundant }

// Blocked is the number of executions that found all ready threads asleep; in an optimal search there are none.
func (s *DPOR) Blocked() int { return s.blocked }

// Err says that the program did not repeat itself, so that the search had to be given up.
func (s *DPOR) Err() error { return s.err }

// Exhausted says whether every trace was explored.
func (s *DPOR) Exhausted() bool { return s.finished && s.err == nil }

// learn notes that operations on the object have guards. Steps before may have changed it without a snapshot, so the
// execution is repeated.
func (s *DPOR) learn(o *sim.Object) {
	if key := o.Key(); !s.guarded[key] {
		s.guarded[key], s.relearn = true, true
	}
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
