package hooks

import (
	_ "unsafe" // for linkname

	"simrun/sim"
)

// latest are the values with a lock or an atomic that goroutines have made last, count is how many they have made.
//
//go:linkname latest runtime.simLatest
//go:linkname count runtime.simCount
var (
	latest [1 << 16]struct {
		at, typ uintptr
		by      uint32
	}
	count int
)

//go:linkname numberGoroutine runtime.simNumber
func numberGoroutine(n uint32)

// maker is a type of values, and the goroutine that makes them.
type maker struct {
	typ uintptr
	by  uint32
}

// madeHere is the keys of the memory that goroutines have made for values with a lock or an atomic, by address: the how-manieth of its type it is
// that its goroutine has made. One that lies in no memory that a goroutine was started with is known by that, as another goroutine may come to it by a map or a
// field, and use it first. They are looked at when one is asked for and there are several goroutines.
func madeHere() map[uintptr]uint64 {
	s := &state
	if len(s.w.Threads()) < 2 {
		return nil
	}
	s.taken = max(s.taken, count-len(latest)) // those before are not known
	for ; s.taken < count; s.taken++ {
		v := &latest[s.taken%len(latest)]
		m := maker{v.typ, v.by}
		s.makes[m]++
		s.made[v.at] = sim.Mix(sim.Mix(s.w.Threads()[v.by].Key()+uint64(v.typ)) + s.makes[m])
	}
	return s.made
}
