package scheduler

import (
	"slices"

	"simrun/sim"
)

// wakeup is a wakeup tree (Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic Partial
// Order Reduction, JACM 64(4), 2017, section 6): the steps with which executions must go on from a point so that each
// shows a trace that was not seen. A node is one step; its children are in the order in which they are explored.
//
// Where several workers explore, the tree also holds what one of them has handed to the others: see traceTree.
type wakeup struct {
	access   access
	choices  []sim.Choice // what Choose gives in the step
	free     bool         // what Choose gives is open: all values are explored
	leaf     bool         // everything behind it is explored, so nothing needs to be inserted there
	children []*wakeup

	state    leafState
	closed   int       // children behind which no leaf is open, from the first on
	done     int       // children behind which everything is explored, from the first on
	executed bool      // an execution has come here
	base     []sleeper // who sleeps behind the step, children aside; nil if that follows from the node before
}

// vstep is one step of a sequence that is to be inserted. It refers to the execution under way.
type vstep struct {
	access  *access
	choices []sim.Choice
	free    bool
}

// insertWakeup adds the sequence v to the children of a node, from child "from" on, unless what it leads to is
// explored anyhow (definition 6.4). It returns the children, and uses up v.
func insertWakeup(children []*wakeup, from int, v []vstep) []*wakeup {
	if len(v) == 0 {
		return children
	}
	for _, c := range children[min(from, len(children)):] {
		at, ok := initial(&c.access, c.choices, c.free, v)
		if !ok {
			continue
		}
		if c.leaf {
			return children
		}
		if at >= 0 {
			v = append(v[:at], v[at+1:]...)
		}
		c.closed = 0
		c.children = insertWakeup(c.children, 0, v)
		return children
	}
	return append(children, chain(v))
}

// covers says whether inserting the sequence v would add nothing.
func covers(children []*wakeup, v []vstep) bool {
	if len(v) == 0 {
		return true
	}
	for _, c := range children {
		if at, ok := initial(&c.access, c.choices, c.free, v); ok {
			if !c.leaf && at >= 0 {
				v = slices.Concat(v[:at], v[at+1:])
			}
			return c.leaf || covers(c.children, v)
		}
	}
	return false
}

// initial says whether the step a, taken first, leads to something that v, or an extension of v, is equivalent to: it
// is a weak initial of v (definition 4.2). It returns the place of the thread's first step in v, or -1 if v has none.
// The steps of a thread with different values are different steps, of which only one can be taken.
func initial(a *access, choices []sim.Choice, free bool, v []vstep) (at int, ok bool) {
	for i, u := range v {
		if u.access.thread == a.thread {
			return i, free || len(choices) == 0 || !u.free && slices.Equal(choices, u.choices)
		}
		if a.depends(u.access) {
			return 0, false
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
	var next *wakeup
	for i := len(v) - 1; i >= 0; i-- {
		n := &wakeup{access: v[i].access.clone(), choices: slices.Clone(v[i].choices), free: v[i].free}
		if next == nil {
			n.leaf = true
		} else {
			n.children = []*wakeup{next}
		}
		next = n
	}
	return next
}
