package scheduler

import (
	"errors"

	"simrun/sim"
)

// savedSearch is what a DPOR search has left to explore, in a checkpoint. It is the tree of its workers, to which each
// has handed over all of its path.
type savedSearch struct {
	Begun   bool
	Root    savedStep
	Folds   bool
	Blocked int
}

// savedStep is a step of a wakeup tree.
type savedStep struct {
	Access   savedAccess
	Choices  []sim.Choice
	Free     bool
	Leaf     bool
	Done     bool // everything behind it was explored
	Executed bool
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

// save hands over what the workers have on their paths, and copies the tree. What the last execution of each showed has
// been looked at, so the last step of its path has nothing behind it that is left.
func (s *DPOR) save(workers []Strategy) (savedSearch, error) {
	saved := savedSearch{Begun: true, Folds: s.folds}
	for _, w := range workers {
		d := w.(*DPOR)
		if d.chooses {
			return saved, errors.New("the program chooses values, and the search of such a program cannot be interrupted")
		}
		saved.Blocked += d.blocked
		saved.Folds = saved.Folds || d.folds
		if d.task != nil && d.depth > 0 {
			d.publishUpTo(len(d.nodes) - 1)
			d.settleTask()
		}
	}
	s.tree.mu.Lock()
	defer s.tree.mu.Unlock()
	saved.Root = saveStep(s.tree.root)
	return saved, nil
}

func saveStep(w *wakeup) savedStep {
	s := savedStep{
		Access: saveAccess(&w.access), Choices: w.choices, Free: w.free, Leaf: w.leaf, Done: w.state == done,
		Executed: w.executed, Based: w.base != nil,
	}
	for _, q := range w.base {
		s.Base = append(s.Base, savedSleeper{saveAccess(&q.access), q.choices, q.free})
	}
	for _, c := range w.children {
		s.Children = append(s.Children, saveStep(c))
	}
	return s
}

func saveAccess(a *access) savedAccess {
	s := savedAccess{Thread: a.thread, Exits: a.exits, Wild: a.wild}
	for _, t := range a.touches {
		s.Keys, s.Writes = append(s.Keys, t.key), append(s.Writes, t.write)
	}
	return s
}

// load takes up a search: all its leaves that were not explored are open.
func (s *DPOR) load(saved savedSearch) {
	if !saved.Begun {
		return
	}
	s.tree.root = saved.Root.load()
	s.blocked = saved.Blocked
	s.tree.single, s.tree.folds = saved.Folds, saved.Folds
}

func (s *savedStep) load() *wakeup {
	w := &wakeup{access: s.Access.load(), choices: s.Choices, free: s.Free, leaf: s.Leaf, executed: s.Executed}
	if s.Done {
		w.state = done
	}
	if s.Based {
		w.base = []sleeper{}
	}
	for _, q := range s.Base {
		w.base = append(w.base, sleeper{q.Access.load(), q.Choices, q.Free})
	}
	for i := range s.Children {
		w.children = append(w.children, s.Children[i].load())
	}
	return w
}

func (s *savedAccess) load() access {
	a := access{thread: s.Thread, exits: s.Exits, wild: s.Wild}
	for i, key := range s.Keys {
		a.add(key, s.Writes[i])
	}
	return a
}
