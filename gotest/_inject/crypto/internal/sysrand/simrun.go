package sysrand

import _ "unsafe"

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simStarting runtime.simStarting
func simStarting() bool

//go:linkname simRand runtime.rand
func simRand() uint64

// simRead draws bytes as math/rand does: those of the system are others each time. Functions init draw them as well.
func simRead(b []byte) {
	var n uint64
	for i := range b {
		if i%8 == 0 {
			n = simRand()
		}
		b[i] = byte(n)
		n >>= 8
	}
}
