package hooks

import (
	"unsafe"

	"simrun/sim"
)

//go:linkname memory runtime.simObject
func memory(p uintptr) (base, size uintptr, several, scan bool)

//go:noescape
//go:linkname pointers runtime.simPointers
func pointers(base, size uintptr, into []uintptr) int

//go:linkname global runtime.simGlobal
func global(p uintptr) bool

// An object of package sync shows only when it is used first, and which of two goroutines does so may be open. A search
// needs to know it again all the same. So it is known by where it lies: in the package variable at an address, or at a
// place in the memory that a goroutine has got from the one that has started it. Such memory is numbered when the
// goroutine is started: what its function holds, and what that points to, nearest first.

// mostMemory is how many pieces of memory are numbered when a goroutine is started.
const mostMemory = 48

// piece is memory that was allocated at once. Where several values lie in one piece, which is different from one execution
// to the next, it is one of these: what was pointed to.
type piece struct {
	base, size uintptr
	scanned    bool // it may hold pointers
}

// share numbers the memory that a new goroutine gets.
func share(f func()) {
	next := append(state.pieces[:0], at(uintptr(*(*unsafe.Pointer)(unsafe.Pointer(&f)))))
	if next[0].size == 0 {
		return // it holds nothing
	}
	var space [4 * mostMemory]uintptr
	for i := 0; i < len(next); i++ {
		if next[i].scanned {
			next = number(next, space[:pointers(next[i].base, next[i].size, space[:])])
		}
	}
	state.pieces = next
}

// number gives numbers to the memory that is pointed to and has none yet, as long as there are some left.
func number(list []piece, pointers []uintptr) []piece {
	by := state.w.Current()
	for _, p := range pointers {
		q := at(p)
		if _, known := state.keys[q.base]; q.size == 0 || known || len(list) == mostMemory {
			continue
		}
		n := counter(by.Index())
		*n++
		state.keys[q.base] = sim.Mix(by.Key()<<20 + uint64(*n))
		list = append(list, q)
	}
	return list
}

// counter counts the pieces that a goroutine has numbered.
func counter(goroutine int) *uint32 {
	for len(state.shared) <= goroutine {
		state.shared = append(state.shared, 0)
	}
	return &state.shared[goroutine]
}

func at(p uintptr) piece {
	base, size, several, scan := memory(p)
	if several {
		return piece{p, base + size - p, false}
	}
	return piece{base, size, scan}
}

// identify gives an object the key that it has by where it lies, if it has one.
func identify(o interface{ KnownAs(uint64) }, p unsafe.Pointer) {
	q := uintptr(p)
	base, size, several, _ := memory(q)
	if size == 0 {
		if global(q) {
			o.KnownAs(sim.Mix(uint64(q)))
		}
		return
	}
	if !several {
		q = base
	}
	for ; q > base; q -= 4 { // a value that lies beside others is known by its beginning
		if _, ok := state.keys[q]; ok {
			break
		}
	}
	if key, ok := state.keys[q]; ok {
		o.KnownAs(sim.Mix(key + uint64(uintptr(p)-q)))
	}
}
