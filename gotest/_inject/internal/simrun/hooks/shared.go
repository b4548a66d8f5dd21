package hooks

import (
	"internal/simhook"
	"os"
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
	if environ == nil && op != simhook.Load && strings.HasSuffix(name, "env") {
		environ = os.Environ()
	}
	line, _ := caller()
	kind, _, _ := strings.Cut(name, ".")
	objectAt(p, line, newShared, kind).doesAs(op, name, class)
}

// calledByProgram says whether the function of Go's library that stands here is called by the program, and not by another one.
func calledByProgram() bool {
	var buf [12]uintptr
	inside := false
	for _, pc := range buf[:callers(buf[:])] {
		switch p := placeOf(pc); {
		case p.program != nil: // either may be inlined there
			return true
		case p.kind == engine:
		case inside:
			return false
		default:
			inside = true
		}
	}
	return false
}

// environ is the environment as it was before the test changed it; nil if it has not.
var environ []string

// RestoreEnvironment has it be as it was.
func RestoreEnvironment() {
	if environ == nil {
		return
	}
	os.Clearenv()
	for _, setting := range environ {
		name, value, _ := strings.Cut(setting, "=")
		os.Setenv(name, value)
	}
	environ = nil
}
