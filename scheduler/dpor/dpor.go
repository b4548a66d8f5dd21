package dpor

import (
	"cmp"
	"errors"
	"fmt"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// DPOR explores each Mazurkiewicz trace of the program exactly once: optimal dynamic partial order reduction with wakeup
// trees (Abdulla, Aronis, Jonsson, Sagonas: Source Sets, JACM 64(4), 2017, algorithm 3), written as a strategy that runs
// the program once for each trace.
//
// Each node of the path stands for a state of the program. It knows the step that is being explored from that state, the
// threads that are asleep there, and the wakeup tree of the sequences that remain to be explored. A thread is asleep in
// a state if its next step has been explored from it already, so that to take that step again would repeat traces. When
// an execution has ended, the search looks for its races: two steps of different threads that depend on each other, of
// which the second could have come first. Each race gives a sequence of steps. The search inserts it into the wakeup
// tree of the state before the first of the two, unless a sleeping thread shows that its traces are covered.
//
// The values that Choose gives belong to the step: the same operation with other values is another step. Where no
// sequence asks for the step that is taken, no thread is asleep, and the step is taken with all values. A sequence names
// the values of its steps, except of the last one, after which no thread is asleep either.
//
// Three things differ from the paper, because operations block here. A step that enabled another one does not race with
// it; the steps before it are looked at in its place, so that an acquire is reversed against an acquire and never
// against a release. Whether an operation could have been carried out earlier is decided by its own guard, on a snapshot
// of the object. And the operations that are pending at the end of the execution, of threads that are blocked or killed,
// take part as if they came last.
//
// Where workers share a search, it consists of several DPORs on one tree: see traceTree.
type DPOR struct {
	tree    *traceTree
	member  bool        // one of several searches on the tree
	task    *wakeup     // the leaf of the tree behind which it explores
	shared  int         // nodes of the path that are the tree's
	inserts []insertion // behind these, at the end of the round
	runs    int         // executions of the round
	begun   bool
	ended   int // executions that count, since it took the leaf

	retracing bool     // the next execution only goes where the path from a checkpoint leads
	retraced  bool     // the execution under way does
	length    int      // of that path
	before    []access // what its steps touched

	nodes   []*node // the path
	spare   []*node
	branch  int // the node from which the execution under way differs from the one before
	depth   int // steps committed
	hb      history
	races   []race // scratch, as the next two
	pending []race
	v       []vstep

	planned []int32 // space for Plan
	polls   polling
	objects []objectTouch // scratch

	values  []uint32 // to be given in the step under way
	given   []uint32 // given so far
	guarded map[uint64]bool
	beyond  beyond
	touched []touchedObject // of the step under way

	finished, relearn, restart bool
	lacking                    bool  // sequences were made without what is known by now: see lookBeyond
	spoilt                     bool  // what was explored before steps were seen to fold, or to touch more, is of no use
	chooses                    bool  // steps choose values
	folds                      bool  // steps have operations beyond the one that is declared
	redundant                  bool  // the execution under way shows nothing new: all ready threads are asleep
	err                        error // the program does not repeat itself
	blocked                    int
}

type touchedObject struct {
	object *sim.Object
	before *sim.Snapshot // nil for what has no guarded operation, or is not written
}

// New makes the strategy. Use it where steps do not move the clock: see [sim.World.StepsMoveClock].
func New() *DPOR { return newDPOR(newTraceTree()) }

func newDPOR(t *traceTree) *DPOR { return &DPOR{tree: t, guarded: map[uint64]bool{}, beyond: beyond{}} }

// Repeats says that the last execution has to be carried out once more.
func (s *DPOR) Repeats() bool { return s.relearn || s.retraced }

// Begin goes back to the last state from which something is left to explore.
func (s *DPOR) Begin(int) bool {
	s.depth, s.redundant, s.hb.taken = 0, false, 0
	s.retraced = s.retracing
	s.polls.begin()
	switch {
	case s.err != nil || s.finished || s.spoilt || s.polls.endless:
		return false
	case s.lacking:
		s.lacking = false
		s.anew()
	case s.retracing:
		if s.relearn { // the execution may have gone further than the path
			s.spare = append(s.spare, s.nodes[s.length:]...)
			s.nodes = s.nodes[:s.length]
		}
		s.relearn, s.restart = false, false
		s.hb.truncate(0)
		s.branch, s.length = 0, len(s.nodes)
		for _, n := range s.nodes {
			n.choice = -1
		}
	case s.relearn && s.restart && s.member && (s.shared > 0 || s.ended > 0):
		s.spoilt = true
		return false
	case s.relearn:
		s.repeat()
	case !s.begun:
		s.begun = true
	case !s.backtrack():
		s.finished = true
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
		s.anew()
		return
	}
	if s.branch >= s.shared {
		s.truncate(s.branch)
		return
	}
	s.spare = append(s.spare, s.nodes[s.shared:]...)
	s.nodes = s.nodes[:s.shared]
	s.branch = 0
	s.hb.truncate(0)
}

// anew forgets all that was explored.
func (s *DPOR) anew() {
	s.truncate(0)
	s.nodes = s.nodes[:0]
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
	if s.redundant || s.err != nil || s.polls.endless {
		return sim.Stop
	}
	if s.polls.beyond {
		return s.polls.takeTurn(p)
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
	within := false
	for i := range p.Len() {
		t := p.Thread(i).Index()
		if s.leftOut(p.Thread(i)) {
			continue
		}
		within = true
		if !n.asleep(t) {
			n.choice = i
			n.takeFreely(t)
			return i
		}
	}
	if !within {
		s.goBeyond(p.World(), p.Current())
		return s.polls.takeTurn(p)
	}
	s.redundant = true
	return sim.Stop
}

// goBeyond ends what is explored of the execution: within the bound nothing can follow. What does follow shows how it
// ends. The thread that runs, if there is one, was about to go beyond, or has just done so.
func (s *DPOR) goBeyond(w *sim.World, runs *sim.Thread) {
	if !s.retraced {
		s.reverseRaces(w, true, runs)
	}
	s.polls.beyond = true
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

// Committed enters the step into the history.
func (s *DPOR) Committed(step *sim.Step) {
	if s.err != nil || s.polls.beyond {
		return
	}
	if len(s.nodes[s.depth].branches) == 0 && s.tooMany(step) {
		s.goBeyond(step.Thread.World(), step.Thread)
		return
	}
	d := s.depth
	s.depth++
	n := s.nodes[d]
	thread := step.Thread.Index()
	if len(n.branches) == 0 { // it was forced
		n.choice = -1
		s.redundant = s.redundant || n.asleep(thread)
		n.takeFreely(thread)
	} else if n.branches[0].access.thread != thread {
		s.fail("step %d is of thread %d, and should be of thread %d", d, thread, n.branches[0].access.thread)
		return
	} else if s.retraced && n.choice < 0 { // forced again
		s.redundant = s.redundant || n.asleep(thread)
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
	}
	s.chooses = s.chooses || len(step.Values) > 0
	s.hb.commit(d, step, s.touched)
	s.lookBeyond(&s.hb.events[d])
	s.polls.enter(&s.hb.events[d], step.Op)
	s.enter(d + 1)
	s.startStep()
}

// errPath is the error of a checkpoint whose paths are none of the program.
var errPath = errors.New("the checkpoint is damaged: its steps are not those of the program; remove it, or name another file")

func (s *DPOR) fail(format string, args ...any) {
	if s.retraced {
		s.err = cmp.Or(s.err, errPath)
	}
	if s.err == nil {
		s.err = fmt.Errorf("%w: %s", strategy.ErrNotRepeated, fmt.Sprintf(format, args...))
	}
}

// End looks for the races of the execution.
func (s *DPOR) End(x *sim.Execution) {
	if len(s.nodes) > len(s.hb.events) { // the state behind the last step has none to explore
		last := len(s.nodes) - 1
		s.spare = append(s.spare, s.nodes[last])
		s.nodes = s.nodes[:last]
	}
	s.polls.end(x)
	s.spoilt = s.spoilt || s.lacking && s.member
	if s.err != nil || s.relearn || s.polls.endless {
		return
	}
	if s.retraced {
		if s.retracing = false; len(s.nodes) != s.length {
			s.err = errPath
		}
		return
	}
	if !s.polls.beyond {
		s.reverseRaces(x.World(), x.End == sim.Completed || x.End == sim.Deadlock || x.End == sim.Failing || s.redundant, nil)
	}
	if s.relearn {
		return
	}
	if s.redundant {
		s.blocked++
	}
	s.runs, s.ended = s.runs+1, s.ended+1
}

// Discard says that the last execution was a repetition, or found nothing new: it does not count.
func (s *DPOR) Discard() bool {
	return s.relearn || s.retraced || s.redundant || s.polls.endless || s.polls.repeats()
}

// Blocked is the number of executions that found all ready threads asleep; in an optimal search there are none.
func (s *DPOR) Blocked() int { return s.blocked }

// Err says that the program did not repeat itself, so that the search had to be given up.
func (s *DPOR) Err() error { return s.err }

// Exhausted says whether every trace was explored.
func (s *DPOR) Exhausted() bool {
	return s.finished && s.err == nil && !s.tree.bounds.cut && !s.tree.bounds.short
}
