package dpor

import (
	"errors"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Saved is what a checkpoint holds of a DPOR search: its tree, and the path of each search on it, from which what
// remains to be explored follows. Of one that has to be done again only what it has shown remains.
type Saved struct {
	Begun, Handed, Single, Folds bool
	Spoilt                       bool // it has to be done again: see DPOR.Again
	Beyond                       []SeenBeyond
	Ran                          int
	Root                         savedStep
	Searches                     []savedPath
	Bounds                       savedBounds
}

// savedBounds is the bounds of a search on rounds of polling; Rounds is 0 if the search has none.
type savedBounds struct {
	Rounds, Before, Covered int
	Cut, Short, Chose       bool
	Endless                 bool // only of one that is spoilt
}

// savedPath is the path of one search. Its steps are executed once more before the search goes on.
type savedPath struct {
	Shared                   int
	Runs, Ended              int
	Begun, Finished, Chooses bool
	Nodes                    []savedNode
	Made                     []savedAccess // what the steps touched
	Inserts                  []savedInsertion
}

type savedNode struct {
	Sleep       []savedSleeper
	Inherited   int
	Branches    []savedStep // of a node that is not shared
	Number      int         // of the branch, of one that is
	Over, Tried int
	Since       int
	Values      []uint32
	Union       savedAccess
}

type savedInsertion struct {
	Depth int
	V     []savedSleeper // as steps
}

// savedStep is a step of a wakeup tree.
type savedStep struct {
	Access   savedAccess
	Choices  []sim.Choice
	Free     bool
	Leaf     bool
	State    leafState
	Based    bool
	Base     []savedSleeper
	Children []savedStep
}

type savedSleeper struct {
	Access  savedAccess
	Choices []sim.Choice
	Free    bool
}

type savedAccess struct {
	Thread      int
	Keys        []uint64
	Writes      []bool
	Exits, Wild bool
}

// Save copies the tree and the paths.
func (s *DPOR) Save() Saved {
	t := s.tree
	spoilt, folds := t.spoilt, t.folds
	for _, member := range t.searches {
		t.bounds.merge(member.polls.bounds)
		spoilt = spoilt || member.spoilt
		folds = folds || member.folds
		t.beyond.merge(member.beyond)
	}
	if spoilt = spoilt || t.bounds.endless; spoilt {
		saved := Saved{Begun: t.begun, Handed: t.handed, Single: t.single || folds, Folds: folds, Spoilt: true, Beyond: t.beyond.save()}
		saved.Bounds = saveBounds(&t.bounds)
		return saved
	}
	saved := s.saveTree(saveStep(t.root))
	saved.Folds = folds
	for _, member := range t.searches {
		saved.Searches = append(saved.Searches, member.savePath())
	}
	return saved
}

func (s *DPOR) saveTree(root savedStep) Saved {
	t := s.tree
	return Saved{
		Begun: t.begun, Handed: t.handed, Single: t.single, Folds: t.folds, Ran: t.ran, Root: root, Bounds: saveBounds(&t.bounds),
		Beyond: t.beyond.save(),
	}
}

func saveBounds(b *bounds) savedBounds {
	return savedBounds{b.rounds, b.before, b.covered, b.cut, b.short, b.chose, b.endless}
}

func (s *DPOR) savePath() savedPath {
	p := savedPath{
		Shared: s.shared, Runs: s.runs, Ended: s.ended, Begun: s.begun, Finished: s.finished,
		Chooses: s.chooses,
	}
	for d, n := range s.nodes {
		saved := savedNode{
			Sleep: saveSleepers(n.sleep), Inherited: n.inherited, Number: n.number, Over: n.over, Tried: n.tried, Since: n.since,
			Values: n.values, Union: saveAccess(&n.union),
		}
		for i := 0; d >= s.shared && i < len(n.branches); i++ {
			saved.Branches = append(saved.Branches, saveStep(n.branches[i]))
		}
		p.Nodes = append(p.Nodes, saved)
		if s.begun {
			a := s.made(d)
			p.Made = append(p.Made, saveAccess(&a))
		}
	}
	for _, i := range s.inserts {
		saved := savedInsertion{Depth: i.depth}
		for _, v := range i.v {
			saved.V = append(saved.V, savedSleeper{saveAccess(v.access), v.choices, v.free})
		}
		p.Inserts = append(p.Inserts, saved)
	}
	return p
}

func saveStep(w *wakeup) savedStep {
	s := saveAlone(w)
	for _, c := range w.children {
		s.Children = append(s.Children, saveStep(c))
	}
	return s
}

// saveAlone copies a step without what follows it.
func saveAlone(w *wakeup) savedStep {
	return savedStep{
		Access: saveAccess(&w.access), Choices: w.choices, Free: w.free, Leaf: w.leaf, State: w.state,
		Based: w.base != nil, Base: saveSleepers(w.base),
	}
}

func saveSleepers(list []sleeper) []savedSleeper {
	var saved []savedSleeper
	for _, q := range list {
		saved = append(saved, savedSleeper{saveAccess(&q.access), q.choices, q.free})
	}
	return saved
}

func saveAccess(a *access) savedAccess {
	s := savedAccess{Thread: a.thread, Exits: a.exits, Wild: a.wild}
	for _, t := range a.touches {
		s.Keys, s.Writes = append(s.Keys, t.key), append(s.Writes, t.write)
	}
	return s
}

// Load takes up a search.
func (s *DPOR) Load(saved Saved) error {
	if !saved.Begun { // it may be one that is done again
		if r := &saved.Root; len(saved.Searches) > 0 || len(r.Children) > 0 || r.State != open {
			return errSteps
		}
		s.tree.single, s.tree.folds, s.tree.bounds.rounds = saved.Single, saved.Folds, max(saved.Bounds.Rounds, 0)
		return nil
	}
	l := loader{folds: saved.Folds}
	l.load(s.tree, &saved)
	if l.bad || !saved.Spoilt && l.unclaimed(s.tree.root, s.tree.searches) {
		return errSteps
	}
	return nil
}

// errSteps is the error of a checkpoint that holds no search.
var errSteps = errors.New("its steps do not fit together")

// Loaded are the searches of the round.
func (s *DPOR) Loaded() []strategy.Strategy {
	var list []strategy.Strategy
	for _, member := range s.tree.searches {
		list = append(list, member)
	}
	return list
}
