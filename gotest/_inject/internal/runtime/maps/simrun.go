package maps

import "unsafe"

// simMemory says whether accesses to maps are told of.
//
//go:linkname simMemory
var simMemory bool

//go:linkname simTouch runtime.simTouch
func simTouch(addr, size uintptr, write bool, pc uintptr)

// simTouched tells of an access to a map, unless it is nil.
func (m *Map) simTouched(write bool, pc uintptr) {
	if m != nil {
		simTouch(uintptr(unsafe.Pointer(m)), 1, write, pc)
	}
}
