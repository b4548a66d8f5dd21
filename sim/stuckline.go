package sim

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// stuckLine is the line at which the code stands that the runner executes. All goroutines are looked at: the one of the
// thread t, or of the runner, is known by the address that its first function was given.
func (r *Runner) stuckLine(t *Thread) string {
	buf := make([]byte, 1<<20)
	stacks := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
	marks := []string{
		fmt.Sprintf("sim.(*Thread).main(%p", t), fmt.Sprintf("sim.Judge(%p", &r.last), fmt.Sprintf("sim.(*Runner).Run(%p", r),
		"sim.(*Thread).main(", // if the address was not kept
	}
	for _, mark := range marks {
		for _, stack := range stacks {
			head, frames, _ := strings.Cut(stack, "\n")
			if strings.Contains(head, "[coroutine") || !strings.Contains(frames, mark) {
				continue
			}
			if line := lineOf(strings.Split(frames, "\n")); line != "" {
				return line
			}
		}
	}
	return ""
}

// belowGoexit are the lines of a stack from the caller of runtime.Goexit on.
func belowGoexit(stack string) []string {
	lines := strings.Split(stack, "\n")
	for i := 0; i+2 < len(lines); i++ {
		if strings.HasPrefix(lines[i], "runtime.Goexit(") {
			return lines[i+2:]
		}
	}
	return nil
}

// usesTesting says whether it was package testing that called runtime.Goexit.
func usesTesting(stack string) bool {
	lines := belowGoexit(stack)
	return len(lines) > 0 && strings.HasPrefix(lines[0], "testing.")
}

// lineOf is the topmost line of a stack that belongs to the program: not to the engine, to Go's library, or to a module
// that the program uses, unless there is no other. It is empty if there is none.
func lineOf(lines []string) string {
	other := ""
	for i := 0; i+1 < len(lines) && !strings.HasPrefix(lines[i], "created by "); i += 2 {
		file, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
		if engineFrame(lines[i]) || libraryFrame(lines[i], file) {
			continue
		}
		line := file[strings.LastIndexByte(file, '/')+1:]
		if !strings.Contains(file, "@v") {
			return line
		}
		if other == "" {
			other = line
		}
	}
	return other
}

// library is the folder of Go's own source, or empty if the binary does not say.
var library = func() string {
	pc := reflect.ValueOf(strings.Cut).Pointer()
	file, _ := runtime.FuncForPC(pc).FileLine(pc)
	folder, _ := strings.CutSuffix(file, "strings/strings.go")
	return folder
}()

// libraryFrame says whether a function is one of Go's library.
func libraryFrame(function, file string) bool {
	if library != "" {
		return strings.HasPrefix(file, library)
	}
	path, _, _ := strings.Cut(function, "(")
	path = path[:strings.LastIndexByte(path, '/')+1] + strings.SplitN(path[strings.LastIndexByte(path, '/')+1:], ".", 2)[0]
	first, _, _ := strings.Cut(path, "/")
	return slices.Contains([]string{"sync", "time", "internal", "os", "net", "syscall", "io", "fmt", "context", "testing", "reflect"}, first)
}

// engineFrame says whether a function belongs to the engine, its models or what observes for a property, and not to a
// program.
func engineFrame(function string) bool {
	return strings.HasPrefix(function, "simrun/sim.") || strings.HasPrefix(function, "simrun/models/") ||
		strings.HasPrefix(function, "simrun/properties.") ||
		strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "iter.") ||
		strings.HasPrefix(function, "panic(")
}
