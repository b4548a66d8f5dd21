package hooks

import (
	"internal/simhook"
	"slices"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// plain is an object without a state of its own.
type plain struct {
	sim.Object
	order golang.Order
}

func newPlain(kind string) func(w *sim.World, name string) *plain {
	return func(w *sim.World, name string) *plain {
		o := sim.New[plain](w)
		o.Init(w, kind, name, o)
		o.order = golang.Order{}
		return o
	}
}

var (
	newMap    = newPlain("Map")
	newAtomic = newPlain("atomic")
	newPool   = newPlain("Pool")
)

// does is what an operation does to the object, in a step of its own, and whom it puts in an order with whom.
func (o *plain) does(op int, name string, at *place) {
	if op == simhook.Load {
		name += ".read"
	} else {
		name += ".write"
	}
	o.doesAs(op, name, at.class())
}

// doesAs is the same, with the whole name of the operation.
func (o *plain) doesAs(op int, name string, class sim.Switching) {
	effect := sim.Writes
	if op == simhook.Load {
		effect = sim.Reads
	}
	golang.Access(&o.Object, name, class, effect)
	if op != simhook.Store {
		o.order.Acquire(state.w)
	}
	if op != simhook.Load {
		o.order.Release(state.w)
	}
}

// atomic is an operation of sync/atomic.
func atomic(op int, p unsafe.Pointer) {
	at := nearest()
	if harness(p, at) {
		return
	}
	point()
	objectAt(p, at, newAtomic, "atomic").does(op, "atomic", at)
	if at != nil && at.kind == program { // its first byte stands for it
		touched(uintptr(p), 1, touch{write: op != simhook.Load, atomic: true, at: at})
	}
}

// syncMap is an operation on a sync.Map. What is stored for one key is taken to be ordered with what is loaded for another.
func syncMap(p unsafe.Pointer, write bool) {
	at := nearest()
	if harness(p, at) {
		return
	}
	point()
	op := simhook.Load
	if write {
		op = simhook.Update
	}
	objectAt(p, at, newMap, "Map").does(op, "Map", at)
}

// pooled is what a pool keeps: who gets it comes after who has put it.
type pooled struct {
	x     any
	by    *sim.Thread
	order golang.Order
}

// pool is an operation on a pool, unless Go's library keeps memory there for itself, which nobody can see.
func pool(p unsafe.Pointer, op string) (seen bool) {
	at := nearest()
	if seen = at == nil || at.kind == program; seen {
		point()
		golang.Access(&objectAt(p, at, newPool, "Pool").Object, op, sim.Call, sim.Writes)
	}
	return seen
}

// A pool gives back what was put last. One that Go's library keeps for itself gives a goroutine what that one has put: as fmt has one,
// all that print would be in an order, which hides data races.
func poolGet(p unsafe.Pointer) (any, bool) {
	seen, me := pool(p, "Pool.Get"), state.w.Current()
	list := state.pools[p]
	for i := len(list) - 1; i >= 0; i-- {
		if got := list[i]; seen || got.by == me {
			got.order.Acquire(state.w)
			state.pools[p] = slices.Delete(list, i, i+1)
			return got.x, true
		}
	}
	return nil, false
}

func poolPut(p unsafe.Pointer, x any) {
	pool(p, "Pool.Put")
	put := pooled{x: x, by: state.w.Current()}
	put.order.Release(state.w)
	state.pools[p] = append(state.pools[p], put)
}
