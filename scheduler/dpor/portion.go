package dpor

import (
	"maps"
	"slices"

	"simrun/scheduler/strategy"
)

// Portion is some of the searches of a round, with the tree on which they stand: all that somebody else needs to go on
// with them.
type Portion struct {
	Left  Saved // with these searches only
	Knows []Known
}

// AppendPath appends what tells two states of a search apart: the steps of its path, and how many executions led there.
func (s *DPOR) AppendPath(to []byte) []byte {
	c := codec{b: to}
	c.number(&s.ended)
	for _, n := range s.nodes {
		c.number(&n.branches[0].access.thread)
		c.choices(&n.branches[0].choices)
	}
	return c.b
}

// Known is what a search has learned about the program.
type Known struct {
	Guarded []uint64 // keys of the objects whose operations have guards, in order
	Beyond  []SeenBeyond
	Folds   bool
}

// Portion copies some of the searches of the round, and of the tree what they look at: see saveAround.
func (s *DPOR) Portion(searches []*DPOR) Portion {
	p := Portion{Left: s.saveTree(saveAround(s.tree.root, 0, searches, false))}
	for _, member := range searches {
		p.Left.Searches = append(p.Left.Searches, member.savePath())
		p.Knows = append(p.Knows, member.known())
	}
	return p
}

// saveAround copies a step of the tree that some searches have on their paths. Beside their own steps they look only at the
// branches that stand behind those, and there only as far as the next leaf, to see whether these cover a sequence. Of the
// branches before theirs they know who is asleep, so those only keep their place, unless the step is seen by another search,
// on whose path it is not.
func saveAround(w *wakeup, depth int, searches []*DPOR, seen bool) savedStep {
	saved := saveAlone(w)
	searches = slices.DeleteFunc(slices.Clone(searches), func(s *DPOR) bool { return s.shared == depth })
	if len(searches) == 0 {
		return saved
	}
	seen = seen && !w.leaf
	first := len(w.children)
	for _, s := range searches {
		first = min(first, s.nodes[depth].number)
	}
	for i, c := range w.children {
		on := slices.DeleteFunc(slices.Clone(searches), func(s *DPOR) bool { return s.nodes[depth].number != i })
		switch {
		case len(on) > 0:
			saved.Children = append(saved.Children, saveAround(c, depth+1, on, seen || i > first))
		case seen || i > first:
			saved.Children = append(saved.Children, saveToLeaves(c))
		default:
			saved.Children = append(saved.Children, savedStep{
				Access: savedAccess{Thread: c.access.thread}, Choices: c.choices, Free: c.free, Leaf: true, State: done,
			})
		}
	}
	return saved
}

// saveToLeaves copies a step and what follows it, up to the first steps behind which everything gets explored.
func saveToLeaves(w *wakeup) savedStep {
	saved := saveAlone(w)
	if !w.leaf {
		for _, c := range w.children {
			saved.Children = append(saved.Children, saveToLeaves(c))
		}
	}
	return saved
}

func (s *DPOR) known() Known {
	return Known{slices.Sorted(maps.Keys(s.guarded)), s.beyond.save(), s.folds}
}

// Open makes the searches of a portion, if it has some, which are to go on by themselves.
func (p *Portion) Open() ([]strategy.Strategy, error) {
	if len(p.Left.Searches) == 0 {
		return nil, nil
	}
	if len(p.Knows) != len(p.Left.Searches) {
		return nil, errSteps
	}
	folds := p.Left.Folds
	for _, k := range p.Knows {
		folds = folds || k.Folds
	}
	s, l := New(), loader{folds: folds}
	l.load(s.tree, &p.Left)
	for i, member := range s.tree.searches {
		l.expect(member.learnAgain(p.Knows[i]))
	}
	if l.bad {
		return nil, errSteps
	}
	return s.Loaded(), nil
}

// learnAgain takes up what is known; it returns whether that can be.
func (s *DPOR) learnAgain(k Known) bool {
	for _, key := range k.Guarded {
		s.guarded[key] = true
	}
	s.folds = k.Folds
	return s.beyond.load(k.Beyond)
}

// Advanced is where a search stands that somebody else went on with for a round.
type Advanced struct {
	Path                       savedPath
	Knows                      Known
	Cut, Short, Chose, Endless bool // see bounds
	Spoilt                     bool
	NotRepeated                string // what the program did not repeat; empty if it did
}

// Advanced copies where the search stands.
func (s *DPOR) Advanced() Advanced {
	b := s.polls.bounds
	a := Advanced{
		Path: s.savePath(), Knows: s.known(), Cut: b.cut, Short: b.short, Chose: b.chose, Endless: b.endless, Spoilt: s.spoilt,
	}
	if s.err != nil {
		a.NotRepeated = s.err.Error()
	}
	return a
}

// Advance puts the search where somebody else has gone on to with it. It must not be carried out here any more.
func (s *DPOR) Advance(a Advanced) error {
	l := loader{folds: s.folds || a.Knows.Folds}
	s.nodes, s.before, s.inserts = nil, nil, nil
	s.hb.truncate(0)
	l.path(s, &a.Path)
	l.expect(s.learnAgain(a.Knows))
	s.polls.bounds.merge(bounds{cut: a.Cut, short: a.Short, chose: a.Chose, endless: a.Endless})
	s.spoilt = a.Spoilt
	if a.NotRepeated != "" {
		s.err = notRepeated(a.NotRepeated)
	}
	if l.bad {
		return errSteps
	}
	return nil
}

// notRepeated is the error of a search that somebody else went on with.
type notRepeated string

func (e notRepeated) Error() string { return string(e) }

func (e notRepeated) Is(target error) bool { return target == strategy.ErrNotRepeated }
