package os

import (
	"errors"
	"internal/simhook"
	"syscall"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simOutside runtime.simOutside
func simOutside(what string)

// simSwallows says whether nobody is to see what is written: a program that is executed a thousand times would print a
// thousand times.
func simSwallows(f *File) bool {
	return !simhook.T.Prints && simOn() && f != nil && f.file != nil && (f.pfd.Sysfd == 1 || f.pfd.Sysfd == 2)
}

//go:linkname simSet runtime.simSet
func simSet(on bool)

// simFile is an operation on the file system, by a file if one is given, on the file itself or on those with the paths. What is printed is
// none: whether that is swallowed must make no difference.
func simFile(f *File, name string, does simhook.FileEffect, paths ...string) {
	if f != nil && f.file != nil {
		if f.pfd.Sysfd >= 0 && f.pfd.Sysfd <= 2 {
			return
		}
		paths = append(paths, f.name)
	}
	simSet(false)
	defer simSet(true)
	simhook.T.File(name, does, paths)
}

//go:linkname simShared runtime.simShared
func simShared(op int, p unsafe.Pointer, name string)

// simEnvironment stands for the environment.
var simEnvironment byte

// simShares is an operation on what a program shares by this package.
func simShares[T any](op int, p *T, name string) { simShared(op, unsafe.Pointer(p), name) }

// simSignal sends a signal to a process.
func simSignal(pid int, sig Signal) error {
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	return syscall.Kill(pid, s)
}

func simExit(code int) {
	simSet(false)
	simhook.T.Exit(code)
}

// simOpens is what OpenFile does.
func simOpens(flag int) (does simhook.FileEffect) {
	if flag&O_CREATE != 0 {
		does |= simhook.FileMakes
	}
	if flag&O_TRUNC != 0 {
		does |= simhook.FileChanges
	}
	return does
}
