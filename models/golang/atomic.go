package golang

import "simrun/sim"

// Atomic is a variable that goroutines share by the methods of sync/atomic's types: sequentially consistent. Make one
// with [NewAtomic].
// https://pkg.go.dev/sync/atomic, https://go.dev/ref/mem#atomic
type Atomic[T comparable] struct {
	sim.Object
	value T
}

// NewAtomic makes a variable with the zero value. It does not block.
// https://pkg.go.dev/sync/atomic#Int64
func NewAtomic[T comparable](w *sim.World, name string) *Atomic[T] {
	a := sim.New[Atomic[T]](w)
	a.Init(w, "atomic", name, a)
	return a
}

// Load reads the variable. It does not block.
// https://pkg.go.dev/sync/atomic#Int64.Load
func (a *Atomic[T]) Load() T {
	Access(&a.Object, "atomic.Load", sim.Call, sim.Reads)
	return a.value
}

// Store writes the variable. It does not block.
// https://pkg.go.dev/sync/atomic#Int64.Store
func (a *Atomic[T]) Store(v T) { a.change("atomic.Store", func(T) T { return v }) }

// Swap writes the variable and returns what it was. It does not block.
// https://pkg.go.dev/sync/atomic#Int64.Swap
func (a *Atomic[T]) Swap(v T) (old T) { return a.change("atomic.Swap", func(T) T { return v }) }

// CompareAndSwap writes the variable if it has the value old. It does not block.
// https://pkg.go.dev/sync/atomic#Int64.CompareAndSwap
func (a *Atomic[T]) CompareAndSwap(old, v T) bool {
	if !Access(&a.Object, "atomic.CompareAndSwap", sim.Call, sim.Writes) || a.value != old {
		return false
	}
	a.value = v
	return true
}

// Update changes the variable by f, which has no operation, in one step, as Add, And and Or do; it returns what it was.
func (a *Atomic[T]) Update(f func(T) T) (old T) { return a.change("atomic.Update", f) }

func (a *Atomic[T]) change(op string, f func(T) T) (old T) {
	if old = a.value; Access(&a.Object, op, sim.Call, sim.Writes) {
		old = a.value
		a.value = f(old)
	}
	return old
}

// Access is an operation on an object that has no state for others to wait for, as an atomic variable, a Pool or a Map. It
// returns false if it must not be carried out. It is for hooks.
func Access(o *sim.Object, name string, class sim.Switching, effect sim.Effect) bool {
	return o.World().Do(sim.Op{Name: name, Object: o, Class: class, Effect: effect, Inside: class > sim.Call})
}
