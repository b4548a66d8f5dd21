package hooks

import (
	_ "unsafe" // for linkname

	"simrun/sim"
)

//go:noescape
//go:linkname roots runtime.simRoots
func roots(base, size uintptr, into []uintptr) int

// Variable is a package variable of the program in which there may be pointers.
type Variable struct{ At, Size uintptr }

// Variables are all of them.
var Variables []Variable

// ledTo is the keys of the memory that package variables lead to, by address. A goroutine may have come by one to what the test has made, and
// given to nobody. It is looked for if there are several goroutines, and again if there are more.
func ledTo() map[uintptr]uint64 {
	s := &state
	goroutines := len(s.w.Threads())
	if goroutines < 2 || goroutines == s.led.goroutines {
		return s.led.keys
	}
	s.led.goroutines = goroutines
	clear(s.led.keys)
	list := s.pieces[:0]
	var space [mostMemory]uintptr
	for _, v := range Variables {
		list = passOn(list, sim.Mix(uint64(v.At)), space[:roots(v.At, v.Size, space[:])], s.led.keys)
	}
	s.pieces = passAllOn(list, s.led.keys)
	return s.led.keys
}

// led is what ledTo has found.
type led struct {
	keys       map[uintptr]uint64
	goroutines int // when it was looked for
}
