package atomic

import (
	"internal/simhook"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

func simAtomic(p unsafe.Pointer, write bool) {
	simSet(false)
	simhook.T.Access(simhook.Atomic, p, write)
	simSet(true)
}
