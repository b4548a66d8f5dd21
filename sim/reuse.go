package sim

// New makes a T that lives as long as the execution. It is a zero T, in memory that an earlier execution of the same
// [Runner] has used: models make their objects with it, so that a search through millions of executions allocates
// hardly anything. Nothing may refer to it any more when the next execution has begun.
//
// A program that keeps an object for its next execution makes a mistake, which is noticed in the second one: memory is
// used again only from the third on.
func New[T any](w *World) *T {
	x := take[T](w)
	var zero T
	*x = zero
	return x
}

// Renew is [New] for a T that begins with something of what it was before, such as the space of a slice: keep returns
// the value to begin with. What it keeps must not show in what the T does.
func Renew[T any](w *World, keep func(before *T) T) *T {
	x := take[T](w)
	*x = keep(x)
	return x
}

// take is the next T of the arena, as it was left.
func take[T any](w *World) *T {
	a := arenaOf[T](w)
	if a.used == len(a.made) {
		a.made = append(a.made, new(T))
	}
	a.used++
	return a.made[a.used-1]
}

// arena holds all objects of one type that the executions of a world have made, to be used again.
type arena[T any] struct {
	made []*T
	used int // by the execution under way
}

// rewinder is an arena, whatever its type.
type rewinder interface{ rewind() }

// rewind makes the memory of earlier executions free.
func (a *arena[T]) rewind() { a.used = 0 }

// arenaOf looks through the few types of which there are objects.
func arenaOf[T any](w *World) *arena[T] {
	for _, a := range w.arenas {
		if a, ok := a.(*arena[T]); ok {
			return a
		}
	}
	a := &arena[T]{}
	w.arenas = append(w.arenas, a)
	return a
}

// rewindArenas begins an execution: objects of the first one must not come back in the second.
func (w *World) rewindArenas() {
	if w.epoch < 3 {
		return
	}
	for _, a := range w.arenas {
		a.rewind()
	}
}
