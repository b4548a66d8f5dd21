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

// What code calls that was compiled with -race, as that of modules is if races are looked for, and some of Go's library. Go's own race detector
// is on another stack then, and the compiler relies on that: a variable may be taken for one with pointers that is not written yet. So the stack of
// the goroutine must not move meanwhile, see simRoomy.

//go:nosplit
func raceread(addr uintptr) { simTouch(addr, 1, false, sys.GetCallerPC()) }

//go:nosplit
func racewrite(addr uintptr) { simTouch(addr, 1, true, sys.GetCallerPC()) }

//go:nosplit
func racereadrange(addr, size uintptr) { simTouch(addr, size, false, sys.GetCallerPC()) }

//go:nosplit
func racewriterange(addr, size uintptr) { simTouch(addr, size, true, sys.GetCallerPC()) }

//go:nosplit
func racefuncenter(uintptr) {}

//go:nosplit
func racefuncexit() {}

// simTouch tells of an access, unless it is to the stack of the goroutine, where nobody else comes.
//
//go:linkname simTouch
//go:nosplit
func simTouch(addr, size uintptr, write bool, pc uintptr) {
	gp := getg()
	if gp.simrun != 1 || !simMemory || addr >= gp.stack.lo && addr < gp.stack.hi || size == 0 || gp.m.locks != 0 {
		return
	}
	simSet(false)
	simhook.T.Memory(addr, size, write, pc)
	simSet(true)
}

// simRoomy says whether the stack of the goroutine has room for the program and for what tells of its accesses. It is made larger before the
// program begins, where it may move. One of a program that goes deeper is made twice as large, which leaves room again until that is used up, too.
//
//go:linkname simRoomy
func simRoomy() bool { return getg().stack.hi-getg().stack.lo >= 64<<10 }

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
