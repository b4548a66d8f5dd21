package hooks

import (
	"sync"
	"unsafe"

	"simrun/models/golang"
)

// The package variables of Go's library are not put back. But a lock of theirs that is held when an execution is cut off is held by nobody
// from then on, and every execution after it would wait for it for ever.

// ofLibrary notes a lock that a package variable has, or leads to, and that nobody holds when an execution comes to it first.
func ofLibrary(p unsafe.Pointer, held bool) {
	if held || state.objects[p] != nil {
		return
	}
	base, size, _, _ := memory(uintptr(p))
	if _, ok := Earlier[base]; ok || size == 0 && global(uintptr(p)) {
		state.free = append(state.free, p)
	}
}

// setFree unlocks those of them that were left locked.
func setFree() {
	for _, p := range state.free {
		switch m := state.objects[p].(type) {
		case *golang.Mutex:
			if m.Locked() {
				clear(unsafe.Slice((*byte)(p), unsafe.Sizeof(sync.Mutex{})))
			}
		case *golang.RWMutex:
			if readers, writer, _ := m.Counts(); writer || readers > 0 {
				clear(unsafe.Slice((*byte)(p), unsafe.Sizeof(sync.RWMutex{})))
			}
		}
	}
}
