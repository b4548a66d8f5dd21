package log

import (
	"os"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simShared runtime.simShared
func simShared(op int, p unsafe.Pointer, name string)

// simShares is an operation on what a program shares by this package.
func simShares[T any](op int, p *T, name string) { simShared(op, unsafe.Pointer(p), name) }

// simKept says whether a program may look at what a logger writes: at lines on the screen it does not. Where the standard one writes is left from
// one test to the next, so that a new process would not do the same.
func simKept(l *Logger) bool { return l != std && l.out != os.Stderr && l.out != os.Stdout }
