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
// place in the memory that a goroutine has got from the one that has started it. Such memory is given keys when the
// goroutine is started: what its function holds, and what that points to, nearest first. A key says by the how-manieth
// pointer of which piece one comes there. So what lies in a map, in an order that is another one in each process, has no
// influence on the keys of the rest. What a goroutine has made later is known by that.

// Earlier is the keys of the memory that package variables led to before the first test, by address: it is known by the variable, however
// a goroutine has come there.
var Earlier map[uintptr]uint64

// mostMemory is how many pieces of memory are given keys when a goroutine is started.
const mostMemory = 600

// piece is memory that was allocated at once. Where several values lie in one piece, which is different from one execution
// to the next, it is one of these: what was pointed to.
type piece struct {
	base, size uintptr
	scanned    bool   // it may hold pointers
	key        uint64 // what it is known by
}

// share gives keys to the memory that a new goroutine gets.
func share(f func()) {
	next := append(state.pieces[:0], at(uintptr(*(*unsafe.Pointer)(unsafe.Pointer(&f)))))
	if next[0].size == 0 {
		return // it holds nothing
	}
	next[0].key = startedAs()
	state.pieces = passAllOn(next, state.keys)
}

// passAllOn gives keys to all that some pieces lead to.
func passAllOn(list []piece, keys map[uintptr]uint64) []piece {
	var space [4 * mostMemory]uintptr
	for i := 0; i < len(list); i++ {
		if list[i].scanned {
			list = passOn(list, list[i].key, space[:pointers(list[i].base, list[i].size, space[:])], keys)
		}
	}
	return list
}

// passOn gives keys to the memory that a piece points to, if that has none yet, as long as there is room.
func passOn(list []piece, from uint64, pointers []uintptr, keys map[uintptr]uint64) []piece {
	for i, p := range pointers {
		q := at(p)
		if _, known := keys[q.base]; q.size == 0 || known || len(list) == mostMemory {
			continue
		}
		q.key = sim.Mix(from + uint64(i))
		keys[q.base] = q.key
		list = append(list, q)
	}
	return list
}

// startedAs is a number for the goroutine that is being started: the how-manieth it is of which other one.
func startedAs() uint64 {
	by := state.w.Current()
	for len(state.shared) <= by.Index() {
		state.shared = append(state.shared, 0)
	}
	state.shared[by.Index()]++
	return sim.Mix(by.Key()<<20 + uint64(state.shared[by.Index()]))
}

func at(p uintptr) piece {
	base, size, several, scan := memory(p)
	if several {
		return piece{base: p, size: base + size - p}
	}
	return piece{base: base, size: size, scanned: scan}
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
	if key, ok := Earlier[base]; ok {
		o.KnownAs(sim.Mix(key + uint64(uintptr(p)-base)))
		return
	}
	if !several {
		q = base
	}
	for _, keys := range []func() map[uintptr]uint64{passedOn, madeHere, ledTo} {
		if key, at, ok := keyOf(q, base, keys()); ok {
			o.KnownAs(sim.Mix(key + uint64(uintptr(p)-at)))
			return
		}
	}
}

// passedOn is the keys of the memory that goroutines were started with.
func passedOn() map[uintptr]uint64 { return state.keys }

// keyOf is the key of what begins at q: a value that lies beside others in a piece of memory is known by its beginning.
func keyOf(q, base uintptr, keys map[uintptr]uint64) (key uint64, at uintptr, ok bool) {
	for at = q; at >= base; at -= 4 {
		if key, ok = keys[at]; ok {
			break
		}
	}
	return key, at, ok
}
