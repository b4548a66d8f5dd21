package hooks

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

//go:noescape
//go:linkname parked runtime.simParked
func parked(c unsafe.Pointer, buf []uintptr) int

// birth is where a goroutine was started, and by whom: its function begins at pc.
type birth struct {
	pc, at uintptr
	by     *sim.Thread
}

// mostFrames is how much of a stack is shown.
const mostFrames = 64

// stack is what runtime.Stack writes, of the goroutines of the program only, and without what the simulator does in them. Numbers and
// values that are others in each process are not in it.
func stack(all bool) string {
	var text strings.Builder
	var buf [mostFrames]uintptr
	w := state.w
	if all {
		point()
		golang.Alive(w, "runtime.Stack")
	}
	me := w.Current()
	stackOf(&text, me, "running", buf[:callers(buf[:])])
	if !all {
		return text.String()
	}
	for _, t := range w.Threads() {
		if t == me || t.Done() || t.Clock {
			continue
		}
		n := 0
		if c := t.Parked(); c != nil {
			n = parked(c, buf[:])
		}
		text.WriteByte('\n')
		stackOf(&text, t, waits(t), buf[:n])
	}
	return text.String()
}

// stackOf writes the stack of a goroutine. One that has not begun yet stands at the beginning of its function.
func stackOf(text *strings.Builder, t *sim.Thread, does string, pcs []uintptr) {
	fmt.Fprintf(text, "goroutine %d [%s]:\n", goid(t), does)
	born, known := state.births[t.Name()]
	before := text.Len()
	for _, pc := range pcs {
		var buf [16]uintptr
		frames := runtime.CallersFrames(buf[:expand(buf[:], pc)])
		for more := true; more; {
			var f runtime.Frame
			f, more = frames.Next()
			frameOf(text, f, "(...)")
		}
	}
	if !known {
		return
	}
	if f := runtime.FuncForPC(born.pc); text.Len() == before && f != nil {
		file, line := f.FileLine(born.pc)
		frameOf(text, runtime.Frame{Function: f.Name(), File: file, Line: line}, "()")
	}
	f, _ := runtime.CallersFrames([]uintptr{born.at}).Next()
	text.WriteString("created by ")
	frameOf(text, f, fmt.Sprintf(" in goroutine %d", goid(born.by)))
}

// frameOf writes a line of a stack, unless it is the runtime's or the simulator's.
func frameOf(text *strings.Builder, f runtime.Frame, behind string) {
	inside, in := inSource(f.File)
	if f.Function == "" || in && (strings.HasPrefix(inside, "internal/simrun/") || strings.HasPrefix(f.Function, "runtime.") ||
		strings.HasPrefix(filepath.Base(inside), "simrun")) {
		return
	}
	fmt.Fprintf(text, "%s%s\n\t%s:%d\n", f.Function, behind, f.File, f.Line)
}

// goid is the number of a goroutine: that of the test is not the first one of the process.
func goid(t *sim.Thread) int { return t.Index() + 2 + Before }

// waits is what the runtime calls the state of a goroutine that does not run.
func waits(t *sim.Thread) string {
	if t.Ready() {
		return "runnable"
	}
	op := t.Pending().Name
	switch {
	case op == "time.Sleep":
		return "sleep"
	case strings.HasPrefix(op, "chan."):
		return strings.NewReplacer(".", " ", "(nil)", "(nil chan)").Replace(op)
	case strings.Contains(op, "."):
		return "sync." + op
	}
	return op
}
