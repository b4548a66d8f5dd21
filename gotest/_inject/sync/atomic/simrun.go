package atomic

import (
	"internal/simhook"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

func simLoad[T any](p *T)   { simAtomic(simhook.Load, unsafe.Pointer(p)) }
func simStore[T any](p *T)  { simAtomic(simhook.Store, unsafe.Pointer(p)) }
func simUpdate[T any](p *T) { simAtomic(simhook.Update, unsafe.Pointer(p)) }

func simAtomic(op int, p unsafe.Pointer) {
	simSet(false)
	simhook.T.Atomic(op, p)
	simSet(true)
}
