package dpor

import (
	"slices"

	"simrun/sim"
)

// loader makes a search of what a checkpoint holds, and checks that its parts fit together. What steps touch that were not
// taken yet it has to believe.
type loader struct{ bad, folds bool }

// mostThread is beyond the threads of any program.
const mostThread = 1 << 20

func (l *loader) expect(ok bool) bool {
	l.bad = l.bad || !ok
	return ok
}

// load makes the tree, and the searches on it.
func (l *loader) load(t *traceTree, saved *Saved) {
	t.begun, t.handed, t.single, t.folds, t.spoilt = true, saved.Handed, saved.Single, saved.Folds, saved.Spoilt
	t.ran = saved.Ran
	l.expect(saved.Ran >= 0 && t.beyond.load(saved.Beyond))
	b := saved.Bounds
	t.bounds = bounds{
		rounds: b.Rounds, largest: t.bounds.largest, before: b.Before, covered: b.Covered, cut: b.Cut, short: b.Short, chose: b.Chose,
		endless: b.Endless,
	}
	l.expect(b.Rounds >= 0 && b.Before >= 0 && b.Covered >= 0 && b.Before <= b.Covered && (b.Covered <= b.Rounds))
	l.expect(b.Rounds > 0 || saved.Spoilt || !b.Cut && !b.Short)
	l.expect(saved.Spoilt && len(saved.Searches) == 0 || !saved.Spoilt && !b.Endless)
	if !saved.Spoilt {
		t.root = l.step(&saved.Root)
	}
	for i := range saved.Searches {
		member := newDPOR(t)
		member.member, member.folds, member.polls.bounds = true, t.folds, t.bounds
		member.beyond.merge(t.beyond)
		l.path(member, &saved.Searches[i])
		t.searches = append(t.searches, member)
	}
}

func (l *loader) step(s *savedStep) *wakeup {
	w := &wakeup{
		access: l.access(&s.Access), choices: l.choices(s.Choices), free: s.Free, leaf: s.Leaf, state: s.State,
	}
	l.expect(s.State <= done && (s.Based || len(s.Base) == 0) && (s.State != done || len(s.Children) == 0))
	if s.Based {
		w.base = append([]sleeper{}, l.sleepers(s.Base)...)
	}
	for i := range s.Children {
		w.children = append(w.children, l.step(&s.Children[i]))
	}
	l.different(w.children)
	l.expect(s.Leaf || len(s.Children) > 0)
	return w
}

// different looks whether no step is explored twice behind the same steps.
func (l *loader) different(branches []*wakeup) {
	for i, b := range branches {
		for _, a := range branches[:i] {
			l.expect(a.access.thread != b.access.thread || a.free != b.free || !slices.Equal(a.choices, b.choices))
		}
	}
}

// path puts a search where it stood. What it has begun it executes once more, up to there.
func (l *loader) path(s *DPOR, p *savedPath) {
	if !l.expect(p.Shared >= 0 && p.Shared <= len(p.Nodes) && p.Runs >= 0 && p.Ended >= p.Runs) {
		return
	}
	s.shared, s.runs, s.task = p.Shared, p.Runs, s.tree.root
	s.begun, s.finished, s.chooses, s.ended = p.Begun, p.Finished, p.Chooses, p.Ended
	s.retracing = s.begun && !s.finished
	for d := range p.Nodes {
		saved := &p.Nodes[d]
		n := &node{
			sleep: l.sleepers(saved.Sleep), inherited: saved.Inherited, number: saved.Number, over: saved.Over, tried: saved.Tried,
			since: saved.Since, values: saved.Values, union: l.access(&saved.Union),
		}
		if d < p.Shared {
			if !l.expect(n.number >= 0 && n.number < len(s.task.children)) {
				return
			}
			n.owner, s.task = s.task, s.task.children[n.number]
			n.branches = []*wakeup{s.task}
		}
		for i := range saved.Branches {
			n.branches = append(n.branches, l.step(&saved.Branches[i]))
		}
		l.different(n.branches)
		l.expect(n.inherited >= 0 && n.inherited <= len(n.sleep))
		l.expect(len(n.branches) > 0 && n.over >= 0 && n.tried >= 0 && n.since >= 0 && n.since <= p.Ended)
		s.nodes = append(s.nodes, n)
	}
	l.expect(s.task.leaf && s.task.state == taken && len(s.task.children) == 0)
	for i := range p.Made {
		s.before = append(s.before, l.access(&p.Made[i]))
	}
	l.expect(!p.Begun || len(p.Made) == len(p.Nodes))
	for _, saved := range p.Inserts {
		i := insertion{depth: saved.Depth}
		for _, v := range saved.V {
			a := l.access(&v.Access)
			i.v = append(i.v, vstep{&a, l.choices(v.Choices), v.Free, all})
		}
		l.expect(i.depth >= 0 && i.depth < s.shared && len(i.v) > 0)
		s.inserts = append(s.inserts, i)
	}
}

// unclaimed says whether there is a leaf that is taken, and behind which nobody explores.
func (l *loader) unclaimed(e *wakeup, searches []*DPOR) bool {
	if e.state == taken && len(e.children) == 0 {
		n := 0
		for _, s := range searches {
			if s.task == e {
				n++
			}
		}
		return n != 1
	}
	for _, c := range e.children {
		if l.unclaimed(c, searches) {
			return true
		}
	}
	return false
}

func (l *loader) sleepers(list []savedSleeper) []sleeper {
	var sleep []sleeper
	for i := range list {
		sleep = append(sleep, sleeper{l.access(&list[i].Access), l.choices(list[i].Choices), list[i].Free})
	}
	return sleep
}

func (l *loader) choices(list []sim.Choice) []sim.Choice {
	for _, c := range list {
		l.expect(c.Index < c.N)
	}
	return list
}

func (l *loader) access(s *savedAccess) access {
	a := access{thread: s.Thread, exits: s.Exits, wild: s.Wild}
	if !l.expect(len(s.Keys) == len(s.Writes) && (l.folds || !s.Wild) && s.Thread >= 0 && s.Thread < mostThread) {
		return a
	}
	for i, key := range s.Keys {
		a.add(key, s.Writes[i])
	}
	return a
}
