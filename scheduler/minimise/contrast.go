package minimise

import (
	"slices"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// contrast is what differs between an execution that fails and one that passes. It claims only what holds in both: what
// a thread does in one of them alone, because it took another way there, is not compared.
type contrast struct {
	failing, passing *sim.Trace
	from             int   // the first event that differs
	value            int   // the first value that differs, if nothing else did before; -1 otherwise
	sameValues       bool  // each thread was given the same values, as far as both were given any
	same             []int // by thread of the passing one: the same thread of the failing one; -1 if there is none
	there            []int // by event of the failing one: the same event of the passing one; -1 if there is none
	here             []int // the inverse; unreached where its thread did all before it, and did not come to it
	pairs            []reversal
}

// unreached stands for an event that the failing execution ended before.
const unreached = int(^uint(0) >> 1)

// reversal is a pair of operations that depend on each other and come in another order in the two executions.
type reversal struct {
	first  int // event of the failing execution; in the passing one it comes second
	second int // event of the passing execution
}

// mostCompared bounds the events on one object that are compared with each other.
const mostCompared = 300

func newContrast(failing, passing *sim.Trace) *contrast {
	c := &contrast{failing: failing, passing: passing}
	f, p := failing.Events, passing.Events
	for c.from < min(len(f), len(p)) && f[c.from].Thread == p[c.from].Thread && f[c.from].Op == p[c.from].Op {
		c.from++
	}
	c.same = sameThreads(failing, passing)
	c.compareValues()
	c.match()
	c.reversals()
	return c
}

// compareValues finds the first value that differs, and whether a thread was given others than before.
func (c *contrast) compareValues() {
	f, p := c.failing.Chosen, c.passing.Chosen
	at := 0
	for at < min(len(f), len(p)) && f[at] == p[at] {
		at++
	}
	c.value = -1
	if at < min(len(f), len(p)) && f[at].Event < c.from && f[at].Event == p[at].Event && f[at].Thread == p[at].Thread {
		c.value = at
	}
	given := make([][]sim.Chosen, len(c.failing.Threads))
	for _, v := range f {
		given[v.Thread] = append(given[v.Thread], v)
	}
	c.sameValues = true
	for _, v := range p {
		t := c.same[v.Thread]
		if t < 0 || len(given[t]) == 0 {
			continue
		}
		if given[t][0].Value != v.Value {
			c.sameValues = false
			return
		}
		given[t] = given[t][1:]
	}
}

// match finds the same event in the other execution: the n-th of its thread, as long as the thread does the same.
func (c *contrast) match() {
	f, p := c.failing.Events, c.passing.Events
	c.there, c.here = make([]int, len(f)), make([]int, len(p))
	own := make([][]int, len(c.failing.Threads)) // its events in the failing execution that have not been matched
	for i := range f {
		c.there[i] = -1
		own[f[i].Thread] = append(own[f[i].Thread], i)
	}
	parted := make([]bool, len(own)) // from here on the thread goes another way
	for j := range p {
		c.here[j] = -1
		t := c.same[p[j].Thread]
		switch {
		case t < 0 || parted[t]:
		case len(own[t]) == 0 && p[j].Label == c.failing.Threads[t].Label:
			c.here[j] = unreached
		case len(own[t]) == 0 || !c.alike(&f[own[t][0]], &p[j]):
			parted[t] = true
		default:
			i := own[t][0]
			own[t] = own[t][1:]
			c.there[i], c.here[j] = j, i
		}
	}
}

// alike says whether two events of a thread are the same operation. Objects are told apart by their names, and where
// several have one, by their numbers.
func (c *contrast) alike(f, p *sim.Event) bool {
	return f.Op == p.Op && f.Kind == p.Kind && f.Object == p.Object && f.Label == p.Label &&
		(f.ObjectID == p.ObjectID || unique(c.failing, f) && unique(c.passing, p))
}

// unique says whether no other object has the name of that of an event.
func unique(t *sim.Trace, e *sim.Event) bool {
	return !slices.ContainsFunc(t.Objects, func(o sim.ObjectInfo) bool { return o.Name == e.Object && o.ID != e.ObjectID })
}

// reversals lists the pairs by their first operation: of the failing execution the earliest first.
func (c *contrast) reversals() {
	p := c.passing.Events
	before := map[int][]int{} // by object: events of the passing execution that may have to come first; looked up only
	for j := c.from; j < len(p); j++ {
		if o := p[j].ObjectID; o >= 0 && len(before[o]) < mostCompared {
			before[o] = append(before[o], j)
		}
	}
	for i := c.from; i < len(c.failing.Events); i++ {
		j := c.there[i]
		if j < 0 || p[j].ObjectID < 0 {
			continue
		}
		for _, k := range before[p[j].ObjectID] {
			if k >= j {
				break
			}
			if p[k].Thread != p[j].Thread && (p[k].Effect == sim.Writes || p[j].Effect == sim.Writes) && c.here[k] > i {
				c.pairs = append(c.pairs, reversal{i, k})
			}
		}
	}
}

// cost says how much differs.
func (c *contrast) cost() int {
	switch {
	case c.value >= 0:
		return len(c.pairs)
	case len(c.pairs) == 0 || !c.sameValues:
		return strategy.Unbounded // nothing that can be named but where the two part
	}
	return len(c.pairs)
}

// sameThreads finds the threads of one execution in another: the main thread, and of each thread the n-th that it created.
// Their numbers may differ, because several may create threads.
func sameThreads(failing, passing *sim.Trace) []int {
	child := map[[2]int]int{} // by thread and n: its n-th child in the failing execution; looked up only
	created := make([]int, len(failing.Threads))
	for t := range failing.Threads {
		if by := creator(failing, t); by >= 0 {
			child[[2]int{by, created[by]}] = t
			created[by]++
		}
	}
	same, made := make([]int, len(passing.Threads)), make([]int, len(passing.Threads))
	for t := range passing.Threads {
		by := creator(passing, t)
		if by < 0 {
			if same[t] = t; t >= len(failing.Threads) || creator(failing, t) >= 0 {
				same[t] = -1
			}
			continue
		}
		same[t] = -1
		if mine, ok := child[[2]int{same[by], made[by]}]; ok {
			same[t] = mine
		}
		made[by]++
	}
	return same
}

// creator is the thread that created another one; -1 if none did.
func creator(t *sim.Trace, thread int) int {
	if born := t.Threads[thread].Born; born >= 0 {
		return t.Events[born].Thread
	}
	return -1
}
