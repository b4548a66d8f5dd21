package shared

import "simrun/sim"

// Var is a variable that threads share without a lock: a global, an attribute, an item. Make one with New.
type Var[T any] struct {
	sim.Object
	value    T
	expected *[]T // what each CompareAndSwap expects, by its number: behind a pointer, because a snapshot of the
	// variable is asked about operations that were declared after it was taken
}

// New makes a variable with its first value. An empty name becomes "Var-1" and so on. It does not block.
// https://docs.python.org/3.13/reference/executionmodel.html#naming-and-binding
func New[T any](w *sim.World, name string, initial T) *Var[T] {
	a := sim.New[allocation[T]](w)
	a.v.value, a.v.expected = initial, &a.expected
	a.v.Init(w, "Var", name, &a.v)
	return &a.v
}

// allocation is a variable with what it expects beside it, in one piece of memory.
type allocation[T any] struct {
	v        Var[T]
	expected []T
}

// Load reads the variable. It never blocks.
// https://docs.python.org/3.13/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe
func (v *Var[T]) Load() T {
	w := v.World()
	w.Do(sim.Op{Name: "Var.load", Object: &v.Object, Class: sim.Bytecode, Effect: sim.Reads})
	if w.Recording() {
		w.Notef("%v", v.value)
	}
	return v.value
}

// Store assigns to the variable. It never blocks.
// https://docs.python.org/3.13/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe
func (v *Var[T]) Store(value T) {
	w := v.World()
	if w.Do(sim.Op{Name: "Var.store", Object: &v.Object, Class: sim.Bytecode}) {
		v.value = value
		if w.Recording() {
			w.Notef("%v", value)
		}
	}
}

// Add is "x += d", and returns the new value: a load, an addition and a store. In the switching mode bytecode another
// thread may come between them and its change be lost; in the others, as on CPython from 3.10 on, it cannot. It never
// blocks. T must be a number.
//
// https://docs.python.org/3.13/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe
func (v *Var[T]) Add(d T) T {
	if v.World().Config().Switching >= sim.Bytecode {
		sum := v.Load()
		add(&sum, d)
		v.Store(sum)
		return sum
	}
	_, sum := v.change("Var.add", d)
	return sum
}

// FetchAdd adds d in one operation, in every switching mode, and returns the value before. Python has none; it stands
// for what next(itertools.count()) is. It never blocks. T must be a number.
// https://docs.python.org/3.13/library/itertools.html#itertools.count
func (v *Var[T]) FetchAdd(d T) T {
	old, _ := v.change("Var.fetch_add", d)
	return old
}

// change adds d in one operation and returns the value before and after.
func (v *Var[T]) change(op string, d T) (before, after T) {
	w := v.World()
	ok := w.Do(sim.Op{Name: op, Object: &v.Object, Class: sim.Bytecode})
	before = v.value
	if ok {
		add(&v.value, d)
		if w.Recording() {
			w.Notef("%v", v.value)
		}
	}
	return before, v.value
}

// Swap stores a value in one operation and returns the one before. If they are equal it changes nothing, and is a read. It
// never blocks. Python has none; it stands for what a lock of the interpreter makes indivisible, as dict.pop. T must be
// comparable.
// https://docs.python.org/3.13/library/stdtypes.html#dict.pop
func (v *Var[T]) Swap(value T) T {
	w := v.World()
	ok := w.Do(sim.Op{Name: "Var.swap", Object: &v.Object, Class: sim.Bytecode, Guard: (*exchangeGuard[T])(v), Arg: v.expect(value)})
	before := v.value
	if ok {
		v.value = value
		if w.Recording() {
			w.Notef("%v", value)
		}
	}
	return before
}

// exchangeGuard sees that a swap for the same value changes nothing.
type exchangeGuard[T any] Var[T]

func (g *exchangeGuard[T]) Effect(t *sim.Thread) sim.Effect {
	if any(g.value) == any((*g.expected)[t.Pending().Arg]) {
		return sim.Reads
	}
	return sim.Writes
}

// CompareAndSwap stores new if the variable is equal to old, in one operation, and says whether it did. It never
// blocks. Python has none; it stands for what a lock of the processor or of the interpreter makes indivisible, as
// dict.setdefault. T must be comparable.
// https://docs.python.org/3.13/library/stdtypes.html#dict.setdefault
func (v *Var[T]) CompareAndSwap(old, new T) bool {
	w := v.World()
	op := sim.Op{Name: "Var.compare_and_swap", Object: &v.Object, Class: sim.Bytecode, Guard: (*swapGuard[T])(v), Arg: v.expect(old)}
	if !w.Do(op) || any(v.value) != any(old) {
		return false
	}
	v.value = new
	if w.Recording() {
		w.Notef("%v", new)
	}
	return true
}

// expect gives the number of a value that a call is about to expect. Calls that follow each other often expect the same.
func (v *Var[T]) expect(old T) int {
	last := len(*v.expected) - 1
	if last < 0 || any((*v.expected)[last]) != any(old) {
		*v.expected = append(*v.expected, old)
		last++
	}
	return last
}

// swapGuard sees that a compare-and-swap that would fail changes nothing.
type swapGuard[T any] Var[T]

func (g *swapGuard[T]) Effect(t *sim.Thread) sim.Effect {
	if any(g.value) == any((*g.expected)[t.Pending().Arg]) {
		return sim.Writes
	}
	return sim.Reads
}

// Peek is the value. It is for properties: it is not an operation.
func (v *Var[T]) Peek() T { return v.value }

// State is the value, for traces.
func (v *Var[T]) State() string { return v.World().Show(v.value) }
