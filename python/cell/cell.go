// Package cell is the model of which Python's threads are made: a number of which an acquire takes one as soon as there
// is one. A lock is a cell of 1, a SimpleQueue one of its length, the end of a thread one of 0.
package cell

import (
	"fmt"
	"math"

	"simrun/sim"
)

// Cell is such a number. The zero value is not one: see [New].
type Cell struct {
	sim.Object
	value int64
	owner *sim.Thread // who took the last one, if there can be only one
	taken string      // where that was, as the program says it
	with  bool        // by a with statement of the program
	ends  *sim.Thread // the thread of which it is the end; nil for all others
	by    *sim.Thread // the thread that does what is waited for; nil if that is not known
	part  string      // what the library calls it within the object that it belongs to; empty if it stands for itself
	lock  bool
	most  int64 // value that a release does not go beyond
}

// New makes a cell with a value. The key is that of sim.Object.Key, under which the program knows it. The part is what a
// library calls it within an object of that name; empty if there is no such object.
func New(w *sim.World, kind, name, part string, key uint64, value int64) *Cell {
	c := sim.New[Cell](w)
	c.owner, c.taken, c.with, c.ends, c.by, c.part = nil, "", false, nil, nil, part
	c.Init(w, kind, name, c)
	c.SetKey(key)
	c.value = value
	c.lock = kind == "Lock" || kind == "RLock"
	c.most = math.MaxInt64
	switch {
	case c.lock || kind == "Waiter":
		c.most = 1
	case kind == "BoundedSemaphore":
		c.most = value
	}
	return c
}

// Part is what the library calls the cell within the object that it is named after; empty if it stands for itself.
func (c *Cell) Part() string { return c.part }

// Ends makes the cell the end of a thread.
func (c *Cell) Ends(t *sim.Thread) { c.ends = t }

// DoneBy notes which thread does what is waited for, for reports: an event loop's that runs a coroutine.
func (c *Cell) DoneBy(t *sim.Thread) { c.by = t }

// Sim is the thread of which the cell is the end; nil for all others.
func (c *Cell) Sim() *sim.Thread { return c.ends }

// Acquire is the operation that waits until the value is above 0 and takes one.
func (c *Cell) Acquire() sim.Op { return sim.Op{Object: &c.Object, Guard: (*taking)(c)} }

// Try is the operation that takes one if there is one.
func (c *Cell) Try() sim.Op { return sim.Op{Object: &c.Object, Guard: (*trying)(c)} }

// Wait is the operation that waits until the value is above 0 and leaves it as it is.
func (c *Cell) Wait() sim.Op { return sim.Op{Object: &c.Object, Guard: (*waiting)(c)} }

// Read is the operation that looks at the value.
func (c *Cell) Read() sim.Op { return sim.Op{Object: &c.Object, Effect: sim.Reads} }

// Release is the operation that adds one, unless it is a lock that is free, which raises an exception in Python.
func (c *Cell) Release() sim.Op { return sim.Op{Object: &c.Object} }

// Take carries out what Acquire and Try have declared, after World.Do has returned true. The place is for [Cell.Holder].
func (c *Cell) Take(t *sim.Thread, place string) {
	if c.value > 0 {
		c.value--
		c.owner, c.taken, c.with = t, place, false
	}
}

// Enter notes whether it was a with statement of the program that took it, and Entered says so.
func (c *Cell) Enter(with bool) { c.with = with }

// Entered says whether a with statement of the program has taken it.
func (c *Cell) Entered() bool { return c.with }

// IsLock says whether the cell is a lock.
func (c *Cell) IsLock() bool { return c.lock }

// Holder is the thread that has taken a lock, and where; nil if the cell is no lock, or is free.
func (c *Cell) Holder() (t *sim.Thread, place string) {
	if !c.lock || c.value > 0 {
		return nil, ""
	}
	return c.owner, c.taken
}

// Give carries out what Release has declared.
func (c *Cell) Give() {
	if c.value < c.most {
		c.value++
		c.owner = nil
	}
}

// State is "free", or who holds it; for what is no lock it is the value. The beginning and end of a
// thread have none, nor has what is part of an object, which has a state of its own.
func (c *Cell) State() string {
	switch {
	case c.ends != nil || c.part != "" || c.Kind() == "Started" || c.Kind() == "Import":
		return ""
	case !c.lock:
		return fmt.Sprint(c.value)
	case c.value > 0:
		return "free"
	case c.owner != nil:
		return "held by " + c.owner.Name()
	}
	return "taken"
}

// WaitsFor is the holder of a lock, the thread of which it is the end, or that which does what is waited for.
func (c *Cell) WaitsFor(*sim.Thread) []*sim.Thread {
	if c.ends != nil {
		return []*sim.Thread{c.ends}
	}
	if c.by != nil {
		return []*sim.Thread{c.by}
	}
	if !c.lock || c.owner == nil {
		return nil
	}
	return []*sim.Thread{c.owner}
}

type taking Cell

func (c *taking) Effect(*sim.Thread) sim.Effect {
	if c.value == 0 {
		return sim.Blocks
	}
	return sim.Writes
}

type trying Cell

func (c *trying) Effect(*sim.Thread) sim.Effect {
	if c.value == 0 {
		return sim.Reads
	}
	return sim.Writes
}

type waiting Cell

func (c *waiting) Effect(*sim.Thread) sim.Effect {
	if c.value == 0 {
		return sim.Blocks
	}
	return sim.Reads
}

// called are the names of what is done to the cells that are not called after what they are.
var called = map[[2]string]string{
	{"Thread", "acquire"}: "Thread.join", {"Thread", "wait"}: "Thread.join", {"Thread", "release"}: "Thread.exit",
	{"Thread", "read"}: "Thread.is_alive", {"Thread", "try"}: "Thread.is_alive",
	{"Started", "wait"}: "Thread.started", {"Started", "release"}: "Thread.bootstrap",
	{"WorkQueue", "acquire"}: "ThreadPoolExecutor.worker", {"WorkQueue", "release"}: "ThreadPoolExecutor.put",
	{"SimpleQueue", "acquire"}: "SimpleQueue.get", {"SimpleQueue", "try"}: "SimpleQueue.get_nowait",
	{"SimpleQueue", "release"}: "SimpleQueue.put", {"SimpleQueue", "read"}: "SimpleQueue.qsize",
}

// Called is what the documentation calls an operation on the cell: "Lock.acquire".
func (c *Cell) Called(does string) string {
	if name := called[[2]string{c.Kind(), does}]; name != "" {
		return name
	}
	if does == "try" {
		does = "acquire(False)"
	}
	return c.Kind() + "." + does
}
