// Package flag has a flag that is made with functions of sync/atomic, as many modules have had it since before its types were there. What is
// inlined would be compiled as the package that calls it.
package flag

import "sync/atomic"

// Flag is a flag that is raised once.
type Flag struct{ up int32 }

// Raised says whether it is up.
//
//go:noinline
func (f *Flag) Raised() bool { return atomic.LoadInt32(&f.up) == 1 }

// Raise raises it, and says whether it was down: it is not atomic.
//
//go:noinline
func (f *Flag) Raise() bool {
	if f.Raised() {
		return false
	}
	atomic.StoreInt32(&f.up, 1)
	return true
}

// RaiseOnce raises it, and says whether it was down.
//
//go:noinline
func (f *Flag) RaiseOnce() bool { return atomic.CompareAndSwapInt32(&f.up, 0, 1) }
