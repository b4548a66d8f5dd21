package hooks

import (
	"runtime"
	"strings"
	_ "unsafe" // for linkname
)

//go:linkname InC runtime.simInC
//go:linkname fromC runtime.simFromC
//go:linkname Collects runtime.simCollects
//go:linkname drawing runtime.simDrawing

// What limits what a search says of a test. It is set by executions, and not cleared. InC is that a goroutine of the program has called C:
// what C calls back is executed for real, because a goroutine cannot give way there, and the execution counts for nothing. Collects is that
// one has called runtime.GC, which does nothing.
var InC, fromC, Collects bool

// drawing are the places where random numbers were drawn, and ranges is that the program has gone over a map.
var (
	drawing [32]uintptr
	ranges  bool
)

// Unlimited forgets what earlier tests have done.
func Unlimited() {
	Timed, Changed, InC, Collects, ranges = false, "", false, false, false
	clear(drawing[:])
}

// goesOver is a range over a map.
func goesOver(pc uintptr) {
	if !ranges && placeOf(pc).kind == program {
		ranges = true
	}
}

// finalizes says whether it is the program that has memory finalized, and not Go's library, as for files that nobody has closed.
func finalizes() bool {
	at := nearest()
	return at != nil && at.kind == program
}

// Random is what a test does that depends on the seed: empty, or in words.
func Random() string {
	draws := false
	for _, pc := range drawing {
		if pc == 0 {
			break
		}
		var buf [16]uintptr
		frames := runtime.CallersFrames(buf[:expand(buf[:], pc)])
		f, _ := frames.Next()
		for _, pkg := range []string{"math/rand", "hash/maphash", "crypto/internal/sysrand"} {
			draws = draws || strings.HasPrefix(f.Function, pkg)
		}
	}
	switch {
	case draws && ranges:
		return "the random numbers and the orders of maps"
	case draws:
		return "the random numbers"
	case ranges:
		return "the orders of maps"
	}
	return ""
}
