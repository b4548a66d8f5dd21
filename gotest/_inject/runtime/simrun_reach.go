package runtime

import (
	"internal/runtime/atomic"
	"internal/stringslite"
	"unsafe"
)

// What the simulator asks of memory that package variables lead to.

// simRoots are the pointers in a package variable, as the collector knows them.
//
//go:linkname simRoots
func simRoots(base, size uintptr, into []uintptr) int {
	n := 0
	for m := &firstmoduledata; m != nil; m = m.next {
		n += simMasked(base, size, m.data, m.edata, &m.gcdatamask, into[n:])
		n += simMasked(base, size, m.bss, m.ebss, &m.gcbssmask, into[n:])
	}
	return n
}

func simMasked(base, size, from, to uintptr, mask *bitvector, into []uintptr) int {
	const word = unsafe.Sizeof(base)
	n := 0
	for at := (base + word - 1) &^ (word - 1); at+word <= base+size && n < len(into); at += word {
		if at >= from && at < to && mask.ptrbit((at-from)/word) != 0 {
			into[n] = *(*uintptr)(unsafe.Pointer(at))
			n++
		}
	}
	return n
}

// simOwn are the addresses of the runtime's goroutines, threads and processors. Others says whether a goroutine is there beside the
// main one, the caller's and the runtime's.
//
//go:linkname simOwn
func simOwn() (objects []uintptr, others bool) {
	for _, gp := range allGsSnapshot() {
		objects = append(objects, uintptr(unsafe.Pointer(gp)))
		f := findfunc(gp.startpc)
		if readgstatus(gp)&^_Gscan == _Gdead || gp == getg() || gp.goid == 1 || isSystemGoroutine(gp, false) {
			continue
		}
		if f.valid() && !stringslite.HasPrefix(funcname(f), "os/signal.") { // C's threads have none, and signals are only waited for
			others = true
		}
	}
	for mp := (*m)(atomic.Loadp(unsafe.Pointer(&allm))); mp != nil; mp = mp.alllink {
		objects = append(objects, uintptr(unsafe.Pointer(mp)))
	}
	for _, pp := range allp {
		objects = append(objects, uintptr(unsafe.Pointer(pp)))
	}
	return objects, others
}

// simPutBack copies memory in which there may be pointers.
//
//go:linkname simPutBack
func simPutBack(to, from unsafe.Pointer, size uintptr) {
	mp := acquirem() // it stays here between what the collector is told and the copy
	bulkBarrierPreWrite(uintptr(to), uintptr(from), size, nil)
	memmove(to, from, size)
	releasem(mp)
}

// simTicks says whether the channel is that of a timer or ticker.
//
//go:linkname simTicks
func simTicks(c unsafe.Pointer) bool { return (*hchan)(c).timer != nil }

// simPointers are the pointers in a piece of memory that was allocated at once, as the collector knows them: what lies
// behind a value in its piece is left from another one.
//
//go:linkname simPointers
func simPointers(base, size uintptr, into []uintptr) int {
	n := 0
	for tp, at := spanOfHeap(base).typePointersOf(base, size).next(base + size); at != 0 && n < len(into); tp, at = tp.next(base + size) {
		into[n] = *(*uintptr)(unsafe.Pointer(at))
		n++
	}
	return n
}

// simGlobal says whether the address is that of a package variable, or in one.
//
//go:linkname simGlobal
func simGlobal(p uintptr) bool {
	for m := &firstmoduledata; m != nil; m = m.next {
		if p >= m.noptrdata && p < m.enoptrbss {
			return true
		}
	}
	return false
}
