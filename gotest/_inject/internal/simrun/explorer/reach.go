package explorer

import (
	"slices"
	"unsafe"
)

//go:linkname memory runtime.simObject
func memory(p uintptr) (base, size uintptr, several, scan bool)

//go:noescape
//go:linkname pointers runtime.simPointers
func pointers(base, size uintptr, into []uintptr) int

//go:noescape
//go:linkname roots runtime.simRoots
func roots(base, size uintptr, into []uintptr) int

//go:linkname own runtime.simOwn
func own() (objects []uintptr, others bool)

// mostKept is how much memory is put back of what the variables lead to: all of it is looked at before each execution.
const mostKept = 16 << 20

// Why what the variables lead to is not put back, or not all of it.
const (
	notAlone = "goroutines from before the tests may be at work on it"
	tooMuch  = "only 16 MB of it are"
)

// held keeps what is put back, also while no variable leads to it.
var held []unsafe.Pointer

// walk goes from package variables along pointers as the collector does, nearest first: the state of a program is also in what its
// variables point to, and in closures that they hold.
type walk struct {
	layout []section
	pieces []piece
	next   []int            // pieces to go on from
	seen   map[uintptr]bool // beginnings
	own    map[uintptr]bool // objects of the runtime
	size   uintptr
	short  string
}

// reach is the package variables of the program and what they lead to.
func reach(layout []section, library []string) (all []piece, short string) {
	w := walk{layout: layout, pieces: []piece{}, seen: map[uintptr]bool{}, own: map[uintptr]bool{}}
	for _, s := range layout {
		for _, v := range s.symbols {
			if ofProgram(v.name, library) {
				w.addGlobal(v.name, v.at, v.size)
			}
		}
	}
	objects, others := own()
	if others {
		w.short = notAlone
	}
	for _, p := range objects {
		w.own[p] = true
	}
	for ; len(w.next) > 0; w.next = w.next[1:] {
		i := w.next[0]
		for _, p := range w.pointersOf(i) {
			w.come(p, w.pieces[i].name)
		}
	}
	return w.pieces, w.short
}

func (w *walk) add(name string, at, size uintptr, pointer bool) {
	w.seen[at] = true
	if pointer {
		w.next = append(w.next, len(w.pieces))
	}
	w.pieces = append(w.pieces, newPiece(name, at, size, pointer))
}

func (w *walk) addGlobal(name string, at, size uintptr) {
	var one [1]uintptr
	w.add(name, at, size, roots(at, size, one[:]) > 0)
}

// pointersOf are those in a piece.
func (w *walk) pointersOf(i int) []uintptr {
	at, size := uintptr(unsafe.Pointer(&w.pieces[i].at[0])), uintptr(len(w.pieces[i].at))
	list := make([]uintptr, size/unsafe.Sizeof(at))
	if base, _, _, _ := memory(at); base == 0 {
		return list[:roots(at, size, list)]
	}
	return list[:pointers(at, size, list)]
}

// come is that a variable leads to what is at an address.
func (w *walk) come(p uintptr, name string) {
	base, size, several, scan := memory(p)
	if size == 0 {
		for i := range w.layout {
			if s := &w.layout[i]; p >= s.from && p < s.to {
				if at, size, ok := s.unnamed(p); ok && !w.seen[at] {
					w.addGlobal(name, at, size)
				}
			}
		}
		return
	}
	if w.seen[base] || w.own[base] {
		return
	}
	w.seen[base] = true
	held = append(held, unsafe.Pointer(base))
	if w.size += size; w.size > mostKept && w.short == "" {
		w.short = tooMuch
	}
	if w.short == "" && (!scan || !w.isTimer(base, size)) {
		w.add(name, base, size, scan && !several)
	}
}

// isTimer says whether the memory leads to the runtime's processors, as timers do that the runtime may fire at any time.
func (w *walk) isTimer(base, size uintptr) bool {
	list := make([]uintptr, size/unsafe.Sizeof(base))
	return slices.ContainsFunc(list[:pointers(base, size, list)], func(p uintptr) bool {
		base, _, _, _ := memory(p)
		return w.own[base]
	})
}
