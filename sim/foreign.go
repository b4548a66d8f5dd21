package sim

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// refuse ends a goroutine that calls a model beside the threads, and with it the execution. It does not return.
func (w *World) refuse(op *Op) {
	text := fmt.Sprintf("sim: %s is called from a goroutine that is no thread of the program%s: start it as a thread, with "+
		"models/thread, or have it call no model", op.Name, lineOutside(debug.Stack()))
	w.refused.CompareAndSwap(nil, &text)
	w.interrupt.Or(abort)
	runtime.Goexit()
}

// lineOutside is the program's line in a stack, as it follows a description; empty if there is none.
func lineOutside(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	for i := 1; i+1 < len(lines); i += 2 {
		if !engineFrame(lines[i]) && strings.HasPrefix(lines[i+1], "\t") && !strings.HasPrefix(lines[i], "created by ") &&
			!strings.HasPrefix(lines[i], "runtime/debug.") {
			file, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
			return ", at " + file[strings.LastIndexByte(file, '/')+1:]
		}
	}
	return ""
}

// beside says whether a stack is neither that of Run nor that of a thread.
func beside(stack []byte) bool {
	return !bytes.Contains(stack, []byte("sim.(*Runner).Run(")) && !bytes.Contains(stack, []byte("sim.(*Thread).main("))
}
