package dpor

import (
	"math"
	"slices"

	"simrun/sim"
)

// wakeup is a wakeup tree (Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic Partial
// Order Reduction, JACM 64(4), 2017, section 6): sequences of steps with which executions have to go on from a state, so
// that each shows a trace that was not seen before. A node is one step; its children are in the order in which they are
// explored.
//
// Where several workers explore, the tree also holds what one of them has handed over to the others: see traceTree.
type wakeup struct {
	access   access
	choices  []sim.Choice // what Choose gives in the step
	free     bool         // the step names no values: it is explored with all of them
	leaf     bool         // everything after it gets explored, so nothing needs to be inserted there
	children []*wakeup

	state  leafState
	closed int       // so many children, from the first on, have no open leaf below them
	done   int       // so many children, from the first on, are explored in full
	base   []sleeper // threads asleep after the step, apart from its children; nil if that follows from the node before
}

// vstep is one step of a sequence that is to be inserted. It refers to the execution under way.
type vstep struct {
	access  *access
	choices []sim.Choice
	free    bool
	index   int32
}

// all says that something rests on the whole of an execution: it has to be looked at again in the next one.
const all = math.MaxInt32

// restsOn is the step at a place of v, or all if the place is -1: what does not come in v must not depend on any of it.
func restsOn(v []vstep, at int) int32 {
	if at < 0 {
		return all
	}
	return v[at].index
}

// insert adds a sequence to the branches of the node, of which number k is being explored, unless a sleeping thread
// shows that it is covered. It also returns the last step on which rests what became of it.
func (n *node) insert(branches []*wakeup, k int, v []vstep, folds bool) (_ []*wakeup, rests int32) {
	if folds {
		return n.addSource(branches, v)
	}
	rests, ok := n.asleepCovers(v)
	if ok {
		return branches, rests
	}
	return insertWakeup(branches, k+1, v, rests)
}

// asleepCovers says whether a sleeping thread shows that what v leads to was explored, and on which step that rests.
func (n *node) asleepCovers(v []vstep) (rests int32, ok bool) {
	for i := range n.sleep {
		q := &n.sleep[i]
		at, ok := initial(&q.access, q.choices, q.free, v)
		if ok {
			return restsOn(v, at), true
		}
		rests = max(rests, v[at].index)
	}
	return rests, false
}

// insertWakeup adds the sequence v to the children of a node, from child "from" on, unless what it leads to is
// explored anyhow (definition 6.4). It returns the children, and the step on which that rests, or the one given if it is
// later. It uses up v.
func insertWakeup(children []*wakeup, from int, v []vstep, rests int32) ([]*wakeup, int32) {
	if len(v) == 0 {
		return children, all
	}
	for _, c := range children[min(from, len(children)):] {
		at, ok := initial(&c.access, c.choices, c.free, v)
		rests = max(rests, restsOn(v, at))
		if !ok {
			continue
		}
		if c.leaf {
			return children, rests
		}
		if at >= 0 {
			v = append(v[:at], v[at+1:]...)
		}
		c.closed = 0
		c.children, rests = insertWakeup(c.children, 0, v, rests)
		return children, rests
	}
	for _, u := range v {
		rests = max(rests, u.index)
	}
	return append(children, chain(v)), rests
}

// covers says whether inserting the sequence v would add nothing.
func covers(children []*wakeup, v []vstep) bool {
	for _, c := range children {
		at, ok := initial(&c.access, c.choices, c.free, v)
		if !ok {
			continue
		}
		if c.leaf {
			return true
		}
		if at >= 0 {
			v = slices.Concat(v[:at], v[at+1:])
		}
		return covers(c.children, v)
	}
	return len(v) == 0
}

// initial says whether the step a, taken first, leads to something that v, or an extension of v, is equivalent to: it
// is a weak initial of v (definition 4.2). It returns the place of the thread's first step in v, or -1 if v has none;
// if it is no weak initial, the place of the step that shows it. The steps of a thread with different values are
// different steps, of which only one can be taken.
func initial(a *access, choices []sim.Choice, free bool, v []vstep) (at int, ok bool) {
	for i, u := range v {
		if u.access.thread == a.thread {
			return i, free || len(choices) == 0 || !u.free && slices.Equal(choices, u.choices)
		}
		if a.depends(u.access) {
			return i, false
		}
	}
	return -1, true
}

// chain makes a branch of a sequence of steps, which it copies. It ends at a step whose values are open, because nothing
// is known of what follows other values.
func chain(v []vstep) *wakeup {
	if open := slices.IndexFunc(v, func(u vstep) bool { return u.free }); open >= 0 {
		v = v[:open+1]
	}
	steps, lists := make([]wakeup, len(v)), make([]*wakeup, len(v))
	for i, u := range v {
		n := &steps[i]
		*n = wakeup{access: u.access.clone(), choices: slices.Clone(u.choices), free: u.free, leaf: i == len(v)-1}
		if lists[i] = n; i > 0 {
			steps[i-1].children = lists[i : i+1 : i+1]
		}
	}
	return &steps[0]
}
