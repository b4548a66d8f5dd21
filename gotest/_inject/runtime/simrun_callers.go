package runtime

import (
	"internal/bytealg"
	"internal/stringslite"
)

// simCallersOf is what runtime.Callers gives, without what the simulator does between the functions of the program, and below them.
//
//go:noinline
func simCallersOf(skip int, pcs []uintptr) int {
	n := 0
	for _, pc := range pcs[:callers(skip+1, pcs)] {
		if !simHides(pc) {
			pcs[n] = pc
			n++
		}
	}
	return n
}

// simDepth is how much of a stack is looked at for a line of it.
const simDepth = 128

// simCaller is what runtime.Caller gives, which is called again and again for one line after the other.
//
//go:noinline
func simCaller(skip int) (pc uintptr, file string, line int, ok bool) {
	buf := make([]uintptr, simDepth)
	frames := CallersFrames(buf[:simCallersOf(2, buf)])
	for {
		frame, more := frames.Next()
		if skip == 0 || !more {
			return frame.PC, frame.File, frame.Line, skip == 0 && frame.PC != 0
		}
		skip--
	}
}

// simHides says whether a return address is the simulator's, and no part of the stack that the program sees.
func simHides(pc uintptr) bool {
	f := findfunc(pc - 1)
	if !f.valid() {
		return false
	}
	name := funcname(f)
	if stringslite.HasPrefix(name, "internal/simrun/") || name == "runtime.corostart" {
		return true
	}
	file, _ := funcline1(f, pc-1, false)
	return stringslite.HasPrefix(file[bytealg.LastIndexByteString(file, '/')+1:], "simrun")
}
