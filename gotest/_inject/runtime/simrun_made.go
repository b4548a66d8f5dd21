package runtime

import (
	"internal/abi"
	"internal/runtime/math"
	"unsafe"
)

// simLatest are the values that goroutines of the program have made last, each where number n is at n modulo the length. It has no pointers,
// because the collector need not look at it.
//
//go:linkname simLatest
var simLatest [1 << 18]struct {
	at, typ uintptr
	by      uint32 // the number of the goroutine
}

// simCount is how many values were made. An execution begins with none.
//
//go:linkname simCount
var simCount int

// simNumber gives the running goroutine its number.
//
//go:linkname simNumber
func simNumber(n uint32) { getg().simnumber = n }

// simMade notes a value that the program has just made.
func simMade(p unsafe.Pointer, typ *abi.Type) unsafe.Pointer {
	l := &simLatest[simCount%len(simLatest)]
	l.at, l.typ, l.by = uintptr(p), uintptr(unsafe.Pointer(typ)), getg().simnumber
	simCount++
	return p
}

// simMakes says whether a slice of this length can be made.
func simMakes(typ *abi.Type, length, room int) bool {
	size, overflow := math.MulUintptr(typ.Size_, uintptr(room))
	return !overflow && size <= maxAlloc && length >= 0 && length <= room
}

func simMadeSlice(typ *abi.Type, room int) unsafe.Pointer {
	return simMade(mallocgc(typ.Size_*uintptr(room), typ, true), typ)
}
