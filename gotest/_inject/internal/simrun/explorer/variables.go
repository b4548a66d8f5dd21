package explorer

import (
	"slices"
	"strings"
	"unsafe"

	"simrun/hooks"
)

// piece is memory that is put back before each execution: a package variable of the program under test, or what one leads to.
type piece struct {
	name    string // of the variable
	at      []byte
	saved   []byte
	pointer bool // there may be pointers in it
}

// layout is that of the test binary; nil if nobody has looked yet.
var layout []section

// kept is all that is put back, as it was before the first test; nil if nobody has looked yet. If it is not all that the variables lead
// to, short says why.
var (
	kept  []piece
	short string
)

// restore puts back what an execution has changed, and notes which variables led to it.
func (e *exploration) restore() {
	hooks.PutBack()
	if kept == nil {
		layout = readLayout()
		kept, short = reach(e.settings.Library)
		hooks.Earlier, hooks.Variables = earlier(), variables(e.settings.Library)
	}
	for i := range kept {
		if p := &kept[i]; string(p.at) != string(p.saved) {
			p.putBack()
			if e.changed != nil {
				e.changed[p.name] = true
			}
		}
	}
}

//go:noescape
//go:linkname putBack runtime.simPutBack
func putBack(to, from unsafe.Pointer, size uintptr)

func (p *piece) putBack() {
	if p.pointer {
		putBack(unsafe.Pointer(&p.at[0]), unsafe.Pointer(&p.saved[0]), uintptr(len(p.at)))
		return
	}
	copy(p.at, p.saved)
}

// changedVariables are their names.
func (e *exploration) changedVariables() string {
	var list []string
	for name := range e.changed {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// newPiece is memory as it is now.
func newPiece(name string, at, size uintptr, pointer bool) piece {
	memory := unsafe.Slice((*byte)(unsafe.Pointer(at)), size)
	return piece{name, memory, slices.Clone(memory), pointer}
}
