package dpor

import (
	"time"

	"simrun/sim"
)

// history holds the steps of the execution under way, and which of them happens before which. What the execution has in
// common with the one before is kept.
type history struct {
	events    []event
	last      []int32   // by thread: its last event, or the one that spawned it; -1 if there is none
	objects   [][]entry // by object ID: the events that touch it
	snapshots []*sim.Snapshot
	taken     int  // snapshots in use
	looked    int  // steps whose races have been looked for; those behind them are new
	virtual   bool // time passes in lulls only: see lulls.go
}

// event is one step.
type event struct {
	access  access
	seq     int32   // place in its thread, from 1
	prev    int32   // what last held for its thread before
	clock   []int32 // by thread: how many of its steps happen before this one, or are it
	choices []sim.Choice
	spawned []int32
	races   []race // of which it is the second step
	rests   int32  // the last step on which rests what became of any of them

	thread  *sim.Thread
	op      string // its name
	nth     int    // of its thread, from 1
	guard   sim.Guard
	arg     int
	timed   bool
	until   time.Duration // its time, if it is timed
	now     time.Duration // time of the step, under the virtual clock
	lulls   int32         // before it
	since   int32         // the first step behind the last of these; 0 if there was none
	objects []objectTouch
	own     int // of these, the first ones, are of the operation that was declared

	effect    sim.Effect // of that operation: Writes, Reads or Elapses
	fruitless bool       // see polling
	news      bool       // another thread has changed an object since this one last touched it
	round     int32      // which round it would be if it was fruitless
}

// objectTouch is a touch of an object of this execution.
type objectTouch struct {
	id     int32
	write  bool
	before *sim.Snapshot // of the object, for a write if it has guarded operations
}

// entry is one event in the list of an object.
type entry struct {
	event int32
	write bool
}

// newSnapshot takes a snapshot from the pool, which is used anew in each execution.
func (h *history) newSnapshot() *sim.Snapshot {
	if h.taken == len(h.snapshots) {
		h.snapshots = append(h.snapshots, &sim.Snapshot{})
	}
	h.taken++
	return h.snapshots[h.taken-1]
}

// commit enters step d. A step that the execution shares with the one before only gets its new objects.
func (h *history) commit(d int, step *sim.Step, touched []touchedObject) {
	if d < len(h.events) {
		h.refresh(&h.events[d], step, touched)
		return
	}
	if d < cap(h.events) {
		h.events = h.events[:d+1]
	} else {
		h.events = append(h.events, event{})
	}
	e := &h.events[d]
	thread := step.Thread.Index()
	e.access.reset(thread)
	e.access.exits = step.Exits
	e.choices = append(e.choices[:0], step.Values...)
	e.objects, e.spawned = e.objects[:0], e.spawned[:0]
	for _, t := range step.Touches {
		e.access.add(t.Object.Key(), t.Write)
		e.objects = append(e.objects, objectTouch{id: int32(t.Object.ID()), write: t.Write})
	}
	e.own = min(step.Own, len(e.objects))
	h.refresh(e, step, touched)
	h.judgeLook(e, step.Elapsed)
	h.enterTime(d, e, step.Thread.World())
	h.order(d, e)
	for _, child := range step.Spawned {
		h.setLast(child.Index(), int32(d))
		e.spawned = append(e.spawned, int32(child.Index()))
	}
}

// refresh notes what of an event is only valid in this execution.
func (h *history) refresh(e *event, step *sim.Step, touched []touchedObject) {
	e.thread, e.op, e.nth, e.guard, e.arg, e.timed, e.until = step.Thread, step.Op, step.Thread.Steps(), step.Guard, step.Arg, step.Timed, step.Until
	for i := range e.objects {
		if i < len(touched) {
			e.objects[i].before = touched[i].before
		}
	}
}

// order computes what happens before the new event d, and enters it into the lists of its thread and objects.
func (h *history) order(d int, e *event) {
	thread := e.access.thread
	e.prev = h.lastOf(thread)
	e.clock = e.clock[:0]
	if e.prev >= 0 {
		e.clock = append(e.clock, h.events[e.prev].clock...)
	}
	for len(e.clock) <= thread {
		e.clock = append(e.clock, 0)
	}
	h.joinLull(d, e)
	for _, o := range e.objects {
		h.joinObject(e, o)
	}
	if e.access.exits {
		for _, last := range h.last {
			h.join(e, last)
		}
	}
	e.seq = 1
	if e.prev >= 0 && h.events[e.prev].access.thread == thread {
		e.seq = h.events[e.prev].seq + 1
	}
	e.clock[thread] = e.seq
	h.setLast(thread, int32(d))
	for _, o := range e.objects {
		for int(o.id) >= len(h.objects) {
			h.objects = append(h.objects, nil)
		}
		h.objects[o.id] = append(h.objects[o.id], entry{int32(d), o.write})
	}
}

// joinObject orders e behind the last write of the object and, if e writes it, behind the reads since.
func (h *history) joinObject(e *event, o objectTouch) {
	if int(o.id) >= len(h.objects) {
		return
	}
	list := h.objects[o.id]
	for k := len(list) - 1; k >= 0; k-- {
		if o.write || list[k].write {
			h.join(e, list[k].event)
		}
		if list[k].write {
			return
		}
	}
}

// join adds what happens before another event to the clock of e.
func (h *history) join(e *event, other int32) {
	if other < 0 {
		return
	}
	c := h.events[other].clock
	for len(e.clock) < len(c) {
		e.clock = append(e.clock, 0)
	}
	for i, v := range c {
		if v > e.clock[i] {
			e.clock[i] = v
		}
	}
}

// truncate forgets the events from d on.
func (h *history) truncate(d int) {
	for i := len(h.events) - 1; i >= d; i-- {
		e := &h.events[i]
		for _, child := range e.spawned {
			h.last[child] = -1
		}
		h.last[e.access.thread] = e.prev
		for _, o := range e.objects {
			h.objects[o.id] = h.objects[o.id][:len(h.objects[o.id])-1]
		}
	}
	h.events = h.events[:min(d, len(h.events))]
	h.looked = min(d, h.looked)
}

func (h *history) lastOf(thread int) int32 {
	if thread >= len(h.last) {
		return -1
	}
	return h.last[thread]
}

func (h *history) setLast(thread int, event int32) {
	for len(h.last) <= thread {
		h.last = append(h.last, -1)
	}
	h.last[thread] = event
}

// before says whether event i happens before, or is, an event with the given clock.
func (h *history) before(i int32, clock []int32) bool {
	e := &h.events[i]
	t := e.access.thread
	return t < len(clock) && clock[t] >= e.seq
}

// after says whether event i happens after e, or is e.
func (h *history) after(i int32, e *event) bool {
	c := h.events[i].clock
	return e.access.thread < len(c) && c[e.access.thread] >= e.seq
}
