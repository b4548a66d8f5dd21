package runtime

import (
	"internal/runtime/sys"
	"internal/simhook"
	"unsafe"
)

// simMemory says whether accesses to memory are told of.
//
//go:linkname simMemory
var simMemory bool

// What code calls that was compiled with -race, as that of modules is if races are looked for, and some of Go's library.

func raceread(addr uintptr)             { simTouch(addr, 1, false, sys.GetCallerPC()) }
func racewrite(addr uintptr)            { simTouch(addr, 1, true, sys.GetCallerPC()) }
func racereadrange(addr, size uintptr)  { simTouch(addr, size, false, sys.GetCallerPC()) }
func racewriterange(addr, size uintptr) { simTouch(addr, size, true, sys.GetCallerPC()) }

//go:nosplit
func racefuncenter(uintptr) {}

//go:nosplit
func racefuncexit() {}

// simTouch tells of an access, unless it is to the stack of the goroutine, where nobody else comes.
//
//go:linkname simTouch
func simTouch(addr, size uintptr, write bool, pc uintptr) {
	gp := getg()
	if gp.simrun != 1 || !simMemory || addr >= gp.stack.lo && addr < gp.stack.hi || size == 0 || gp.m.locks != 0 {
		return
	}
	simSet(false)
	simhook.T.Memory(addr, size, write, pc)
	simSet(true)
}

// simCopy is a copy of n elements.
func simCopy(to, from unsafe.Pointer, n int, size, pc uintptr) {
	simTouch(uintptr(from), uintptr(n)*size, false, pc)
	simTouch(uintptr(to), uintptr(n)*size, true, pc)
}

func simAtomic(op int, p unsafe.Pointer) {
	if getg().m.locks == 0 {
		simSet(false)
		simhook.T.Atomic(op, p)
		simSet(true)
	}
}
