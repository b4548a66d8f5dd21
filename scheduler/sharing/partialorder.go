package sharing

import "simrun/sim"

// partialOrder is an execution as a partial order: its steps, and which of them have to come after which. All its
// linearizations have the same trace, so each of them is an execution of the program that ends like this one, unless
// threads share something outside the models.
type partialOrder struct {
	steps []orderedStep
	ready map[uint64]uint64 // by the set of the steps that are over: the threads that can go on
	end   uint64            // see endOf
}

// orderedStep is one step of a partial order.
type orderedStep struct {
	thread int
	place  int      // among the steps of its thread
	spawns bool     // it creates threads
	values []uint32 // that it was given
	shape  uint64   // all that a step can be told by
	op     string   // that it began with
	after  []int32  // steps that it depends on directly
	lulls  int      // before it: it comes behind all that came before these, too
}

// tracker notes the partial order of an execution that another scheduler decides.
type tracker struct {
	inner   sim.Scheduler
	order   *partialOrder
	last    []int32       // by thread: its last step, or the one that created it; -1 if there is none
	objects []objectOrder // by object ID
	over    uint64        // the set of the steps that are over
}

// objectOrder is the last touches of an object.
type objectOrder struct {
	write int32 // -1 if there is none
	reads []int32
}

func newTracker(inner sim.Scheduler) *tracker {
	return &tracker{inner: inner, order: &partialOrder{ready: map[uint64]uint64{}}}
}

// Choose asks the other scheduler.
func (t *tracker) Choose(p *sim.Point) int {
	if !p.IsValue() {
		t.order.ready[t.over] = readyAt(p)
	}
	return t.inner.Choose(p)
}

// Halts only looks at what can go on.
func (t *tracker) Halts(p *sim.Point) bool {
	t.order.ready[t.over] = readyAt(p)
	return false
}

// Committed adds a step.
func (t *tracker) Committed(step *sim.Step) {
	if o, ok := t.inner.(sim.Observer); ok {
		o.Committed(step)
	}
	i, thread := int32(len(t.order.steps)), step.Thread.Index()
	s := orderedStep{thread: thread, spawns: len(step.Spawned) > 0, shape: shapeOf(step), op: step.Op, lulls: step.Thread.World().Lulls()}
	for _, c := range step.Values {
		s.values = append(s.values, c.Index)
	}
	if before := t.lastOf(thread); before >= 0 {
		s.after = append(s.after, before)
		if b := &t.order.steps[before]; b.thread == thread {
			s.place = b.place + 1
		}
	}
	for _, touch := range step.Touches {
		s.after = t.touched(touch.Object.ID()).behind(s.after, i, touch.Write)
	}
	if step.Exits { // nothing commutes with the end
		s.after = s.after[:0]
		for before := range i {
			s.after = append(s.after, before)
		}
	}
	t.setLast(thread, i)
	for _, child := range step.Spawned {
		t.setLast(child.Index(), i)
	}
	t.order.steps = append(t.order.steps, s)
	t.over += t.order.mark(i)
}

// touched is what is known of an object.
func (t *tracker) touched(id int) *objectOrder {
	for len(t.objects) <= id {
		t.objects = append(t.objects, objectOrder{write: -1})
	}
	return &t.objects[id]
}

// behind adds to the steps behind which step i has to stay those that touched the object.
func (o *objectOrder) behind(after []int32, i int32, write bool) []int32 {
	if o.write >= 0 && o.write != i {
		after = append(after, o.write)
	}
	if !write {
		o.reads = append(o.reads, i)
		return after
	}
	for _, r := range o.reads {
		if r != i {
			after = append(after, r)
		}
	}
	o.write, o.reads = i, o.reads[:0]
	return after
}

func (t *tracker) lastOf(thread int) int32 {
	if thread >= len(t.last) {
		return -1
	}
	return t.last[thread]
}

func (t *tracker) setLast(thread int, i int32) {
	for len(t.last) <= thread {
		t.last = append(t.last, -1)
	}
	t.last[thread] = i
}

// mark stands for a step in the sum that stands for a set of steps.
func (c *partialOrder) mark(i int32) uint64 {
	s := &c.steps[i]
	return sim.Mix(uint64(s.thread)<<32 | uint64(s.place))
}

// readyAt stands for the threads that can go on.
func readyAt(p *sim.Point) uint64 {
	sum := uint64(0)
	for i := range p.Len() {
		sum += sim.Mix(uint64(p.Thread(i).Index()) + 1)
	}
	return sum
}

// shapeOf stands for all that a step can be told by, in words that hold in each linearization.
func shapeOf(step *sim.Step) uint64 {
	flags := uint64(len(step.Spawned)) << 4
	for i, flag := range [...]bool{step.Elapsed, step.Exits, step.Folded, step.Thread.Done()} {
		if flag {
			flags |= 1 << i
		}
	}
	h := hashText(sim.Mix(uint64(step.Thread.Index())^flags<<32), step.Op)
	for _, c := range step.Values {
		h = sim.Mix(h ^ uint64(c.N)<<32 ^ uint64(c.Index))
	}
	for _, t := range step.Touches {
		h = sim.Mix(h ^ t.Object.Key())
		if t.Write {
			h++
		}
	}
	return h
}

// hashText adds a text to a hash.
func hashText(h uint64, text string) uint64 {
	for _, c := range []byte(text) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return sim.Mix(h)
}
