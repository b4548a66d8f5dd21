package sharing

import "simrun/scheduler/strategy"

// The linearizations that are tried. Those of the first kind are few, and differ from what strategies mostly do as much
// as may be; the others are drawn.
const (
	abreast  = iota // all threads side by side: each as far as the others, once they all exist
	oldFirst        // each thread before those that were created later
	newFirst        // each thread before those that were created earlier
	fixed           // how many there are of the first kind
)

// linearize is the i-th linearization.
func (c *partialOrder) linearize(i int, seed uint64) []int32 {
	l := newLinearization(c)
	var r strategy.Random
	r.Begin(seed, i)
	priority := make([]uint64, l.threads)
	for t := range priority {
		priority[t] = r.Uint64()
	}
	return l.run(func(ready []int32) int32 {
		switch {
		case i == abreast:
			return least(ready, func(s int32) uint64 { return l.laggard(s) })
		case i == oldFirst:
			return ready[0]
		case i == newFirst:
			return ready[len(ready)-1]
		case i%2 == 0:
			return ready[r.Below(len(ready))]
		}
		if r.Below(l.left) < drawnChanges { // as pct: priorities that change now and then
			priority[c.steps[ready[r.Below(len(ready))]].thread] = r.Uint64()
		}
		return least(ready, func(s int32) uint64 { return priority[c.steps[s].thread] })
	})
}

// drawnChanges is about how often the priorities of a drawn order change near its end.
const drawnChanges = 2

// linearization is an order of all steps that is being put together.
type linearization struct {
	c       *partialOrder
	threads int
	missing []int32   // by step: how many that it depends on are not over
	behind  [][]int32 // by step: those that depend on it
	spawns  []int     // by thread: steps left that create threads
	left    int
	later   [][]int32 // by the number of lulls: steps that depend on nothing else any more
}

func newLinearization(c *partialOrder) *linearization {
	l := &linearization{c: c, missing: make([]int32, len(c.steps)), behind: make([][]int32, len(c.steps)), left: len(c.steps)}
	for i := range c.steps {
		s := &c.steps[i]
		for len(l.spawns) <= s.thread {
			l.spawns = append(l.spawns, 0)
		}
		for len(l.later) <= s.lulls {
			l.later = append(l.later, nil)
		}
		if s.spawns {
			l.spawns[s.thread]++
		}
		for _, before := range s.after {
			l.behind[before] = append(l.behind[before], int32(i))
		}
		l.missing[i] = int32(len(s.after))
	}
	l.threads = len(l.spawns)
	return l
}

// laggard puts first who creates threads, so that all exist, and then who has made the fewest steps.
func (l *linearization) laggard(s int32) uint64 {
	step := &l.c.steps[s]
	if l.spawns[step.thread] > 0 {
		return uint64(step.thread)
	}
	return uint64(step.place+1)<<32 | uint64(step.thread)
}

// run makes the order: choose takes one of the steps that could come next, which are one for each thread, by its ID.
func (l *linearization) run(choose func(ready []int32) int32) []int32 {
	order := make([]int32, 0, len(l.c.steps))
	var ready []int32
	for i, n := range l.missing {
		if n == 0 {
			ready = l.insert(ready, int32(i))
		}
	}
	for lulls := 0; len(order) < len(l.c.steps); {
		if len(ready) == 0 { // no thread can go on
			lulls++
			for _, s := range l.later[lulls] {
				ready = l.insert(ready, s)
			}
			continue
		}
		s := choose(ready)
		for k := range ready {
			if ready[k] == s {
				ready = append(ready[:k], ready[k+1:]...)
				break
			}
		}
		order = append(order, s)
		l.left--
		if step := &l.c.steps[s]; step.spawns {
			l.spawns[step.thread]--
		}
		for _, next := range l.behind[s] {
			if l.missing[next]--; l.missing[next] > 0 {
				continue
			}
			if n := l.c.steps[next].lulls; n > lulls {
				l.later[n] = append(l.later[n], next)
			} else {
				ready = l.insert(ready, next)
			}
		}
	}
	return order
}

// insert keeps the steps in the order of their threads.
func (l *linearization) insert(ready []int32, s int32) []int32 {
	k := len(ready)
	for k > 0 && l.c.steps[ready[k-1]].thread > l.c.steps[s].thread {
		k--
	}
	ready = append(ready, 0)
	copy(ready[k+1:], ready[k:])
	ready[k] = s
	return ready
}

// least is the step of the least value.
func least(ready []int32, value func(s int32) uint64) int32 {
	best, low := ready[0], value(ready[0])
	for _, s := range ready[1:] {
		if v := value(s); v < low {
			best, low = s, v
		}
	}
	return best
}

// swap is the order in which step i of another one comes one place earlier.
func swap(order []int32, i int) []int32 {
	other := append([]int32(nil), order...)
	other[i-1], other[i] = other[i], other[i-1]
	return other
}

// independent says whether the step at place i of an order could come before the one in front of it.
func (c *partialOrder) independent(order []int32, i int) bool {
	a, b := order[i-1], order[i]
	if c.steps[a].thread == c.steps[b].thread || c.steps[a].lulls != c.steps[b].lulls {
		return false
	}
	for _, before := range c.steps[b].after {
		if before == a {
			return false
		}
	}
	return true
}
