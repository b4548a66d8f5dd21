package explorer

import (
	"slices"
	"strings"
	"unsafe"

	"simrun/hooks"
	"simrun/sim"
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

// held keeps what is put back, also while no variable leads to it, and known what has a key: nothing else is to come to lie there.
var held, known []unsafe.Pointer

// walk goes from package variables along pointers as the collector does, nearest first: the state of a program is also in what its
// variables point to, and in closures that they hold.
type walk struct {
	found []memoryOf
	next  []int            // of these, where to go on from
	seen  map[uintptr]bool // beginnings
	own   map[uintptr]bool // objects of the runtime
	held  []unsafe.Pointer // what it has come to
	size  uintptr
	short string
}

// memoryOf is a package variable, or what one leads to.
type memoryOf struct {
	name     string // of the variable
	at, size uintptr
	pointer  bool   // there may be pointers in it
	key      uint64 // by which pointers of which variable one comes there
}

// reach is the package variables of the program and what they lead to.
func reach(library []string) (all []piece, short string) {
	w := newWalk(func(name string) bool { return ofProgram(name, library) })
	objects, others := own()
	if others {
		w.short = notAlone
	}
	w.goOn(objects)
	held = w.held
	all = make([]piece, len(w.found))
	for i, m := range w.found {
		all[i] = newPiece(m.name, m.at, m.size, m.pointer)
	}
	return all, w.short
}

// earlier is what all package variables but the runtime's and simrun's lead to, by address: a lock that lies there is the same in each
// execution, whichever goroutine comes to it first.
func earlier() map[uintptr]uint64 {
	w := newWalk(func(name string) bool {
		return ofProgram(name, nil) && !slices.ContainsFunc([]string{"runtime.", "internal/runtime/", "internal/simrun/"}, func(own string) bool {
			return strings.HasPrefix(name, own)
		})
	})
	objects, _ := own()
	w.goOn(objects)
	known = w.held
	keys := map[uintptr]uint64{}
	for _, m := range w.found {
		keys[m.at] = m.key
	}
	return keys
}

// variables are those of the program in which there may be pointers.
func variables(library []string) []hooks.Variable {
	var list []hooks.Variable
	for _, m := range newWalk(func(name string) bool { return ofProgram(name, library) }).found {
		if m.pointer {
			list = append(list, hooks.Variable{At: m.at, Size: m.size})
		}
	}
	return list
}

// newWalk begins with the variables of these names.
func newWalk(named func(name string) bool) *walk {
	w := &walk{seen: map[uintptr]bool{}, own: map[uintptr]bool{}}
	for _, s := range layout {
		for _, v := range s.symbols {
			if named(v.name) {
				w.addGlobal(v.name, v.at, v.size)
			}
		}
	}
	return w
}

// goOn is the walk, which does not come to the runtime's own objects.
func (w *walk) goOn(objects []uintptr) {
	for _, p := range objects {
		w.own[p] = true
	}
	for ; len(w.next) > 0; w.next = w.next[1:] {
		from := w.found[w.next[0]]
		for i, p := range from.pointers() {
			w.come(p, from.name, sim.Mix(from.key+uint64(i)))
		}
	}
}

func (w *walk) add(m memoryOf) {
	w.seen[m.at] = true
	if m.pointer {
		w.next = append(w.next, len(w.found))
	}
	w.found = append(w.found, m)
}

func (w *walk) addGlobal(name string, at, size uintptr) {
	var one [1]uintptr
	w.add(memoryOf{name, at, size, roots(at, size, one[:]) > 0, sim.Mix(uint64(at))})
}

// pointers are those in it.
func (m memoryOf) pointers() []uintptr {
	list := make([]uintptr, m.size/unsafe.Sizeof(m.at))
	if base, _, _, _ := memory(m.at); base == 0 {
		return list[:roots(m.at, m.size, list)]
	}
	return list[:pointers(m.at, m.size, list)]
}

// come is that a variable leads to what is at an address.
func (w *walk) come(p uintptr, name string, key uint64) {
	base, size, several, scan := memory(p)
	if size == 0 {
		for i := range layout {
			if s := &layout[i]; p >= s.from && p < s.to {
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
	w.held = append(w.held, unsafe.Pointer(base))
	if w.size += size; w.size > mostKept && w.short == "" {
		w.short = tooMuch
	}
	if w.short == "" && (!scan || !w.isTimer(base, size)) {
		w.add(memoryOf{name, base, size, scan && !several, key})
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
