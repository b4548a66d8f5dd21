package sync

import (
	"internal/simhook"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

// simMutex has the simulator decide when the operation takes place, and then carries it out.
func simMutex(op int, m *Mutex) bool {
	locked := m.state&mutexLocked != 0 // it panics where the lock is nil, with the flag set
	simSet(false)
	ok := simhook.T.Mutex(op, unsafe.Pointer(m), locked)
	switch {
	case op == simhook.Unlock:
		m.Unlock()
	case ok:
		m.Lock()
	}
	simSet(true)
	return ok
}
