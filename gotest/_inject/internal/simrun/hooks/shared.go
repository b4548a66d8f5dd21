package hooks

import (
	"internal/simhook"
	"strings"
	"unsafe"

	"simrun/sim"
)

// What a program shares through Go's library, by functions that read or change it: the environment, what a logger writes to, counters of expvar.

var newShared = newPlain("shared")

// shared is such an operation. It is a point where the program calls it, and not where the library does so for itself.
func shared(op int, p unsafe.Pointer, name string) {
	point()
	class := sim.Bytecode
	if calledByProgram() {
		class = sim.Call
	}
	if op != simhook.Load && strings.HasSuffix(name, "env") {
		keepEnvironment()
	}
	line, _ := caller()
	kind, _, _ := strings.Cut(name, ".")
	objectAt(p, line, newShared, kind).doesAs(op, name, class)
}

// calledByProgram says whether the package of Go's library that stands here is called by the program, and not by another one.
func calledByProgram() bool {
	var buf [16]uintptr
	inside := ""
	for _, pc := range buf[:callers(buf[:])] {
		switch p := placeOf(pc); {
		case p.program != nil: // either may be inlined there
			return true
		case p.kind == engine:
		case inside == "":
			inside = packageOf(p.calls)
		case packageOf(p.calls) != inside:
			return false
		}
	}
	return false
}
