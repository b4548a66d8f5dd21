package runtime

import (
	"internal/abi"
	"internal/runtime/math"
	"internal/stringslite"
	"unsafe"
)

// simLatest are the values with a lock or an atomic that goroutines of the program have made last: number n is at n modulo the length. It has
// no pointers, because the collector need not look at it.
//
//go:linkname simLatest
var simLatest [1 << 16]struct {
	at, typ uintptr
	by      uint32 // the number of the goroutine
}

// simCount is how many of them were made. An execution begins with none.
//
//go:linkname simCount
var simCount int

// simNumber gives the running goroutine its number.
//
//go:linkname simNumber
func simNumber(n uint32) { getg().simnumber = n }

// simMade notes what the program has just made, if it may be an object of package sync.
func simMade(p unsafe.Pointer, typ *abi.Type) unsafe.Pointer {
	if simLocks(typ) {
		l := &simLatest[simCount%len(simLatest)]
		l.at, l.typ, l.by = uintptr(p), uintptr(unsafe.Pointer(typ)), getg().simnumber
		simCount++
	}
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

// simKnown is what is known of types: the last one of those that are at the same place here.
var simKnown [1 << 10]struct {
	typ   *abi.Type
	locks bool
}

// simLocks says whether values of a type have a lock, an atomic or another object of package sync in them.
func simLocks(typ *abi.Type) bool {
	k := &simKnown[uintptr(unsafe.Pointer(typ))>>5%uintptr(len(simKnown))]
	if k.typ != typ {
		k.typ, k.locks = typ, simHolds(typ)
	}
	return k.locks
}

func simHolds(typ *abi.Type) bool {
	switch typ.Kind() {
	case abi.Array:
		return simHolds((*abi.ArrayType)(unsafe.Pointer(typ)).Elem)
	case abi.Struct:
		switch toRType(typ).pkgpath() {
		case "sync", "sync/atomic":
			return true
		}
		for _, f := range (*abi.StructType)(unsafe.Pointer(typ)).Fields {
			if simHolds(f.Typ) {
				return true
			}
		}
	}
	return false
}

// simVersion is the version of Go without the experiment by which values are made by newobject in Go 1.27.
func simVersion() string {
	const experiment = "nosizespecializedmalloc"
	version := buildVersion
	if at := stringslite.Index(version, experiment); at >= 0 {
		before, behind := version[:at], version[at+len(experiment):]
		switch {
		case stringslite.HasPrefix(behind, ","):
			behind = behind[1:]
		case stringslite.HasSuffix(before, ","):
			before = before[:len(before)-1]
		default:
			before = before[:len(before)-len("-X:")]
		}
		version = before + behind
	}
	return version
}
