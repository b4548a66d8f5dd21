package hooks

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
)

// numbering is the names of what would have one name, and how many of them the execution under way has used.
type numbering struct {
	epoch uint64
	used  int
	names []string
}

// numberings are those of all executions, by the name.
var numberings = map[string]*numbering{}

// numbered tells apart what has the same name.
func numbered(name string) string {
	n := numberings[name]
	if n == nil {
		n = &numbering{names: []string{name}}
		numberings[name] = n
	}
	if n.epoch != state.epoch {
		n.epoch, n.used = state.epoch, 0
	}
	if n.used == len(n.names) {
		n.names = append(n.names, fmt.Sprintf("%s #%d", name, n.used+1))
	}
	n.used++
	return n.names[n.used-1]
}

// started is a function and where it is started.
type started struct{ pc, at uintptr }

// goroutines are their names.
var goroutines = map[started]string{}

// goroutineName is a function and the line of its go statement.
func goroutineName(pc, at uintptr) string {
	name, ok := goroutines[started{pc, at}]
	if !ok {
		p := placeOf(at)
		name = functionName(pc, p)
		if p.kind != program { // as sync.WaitGroup.Go starts it for the program
			name = strings.TrimSuffix(strings.NewReplacer("(*", "", ")", "").Replace(name), ".func1")
			if by, _ := caller(); by != nil {
				return numbered(fmt.Sprintf("%s :%d", name, by.line))
			}
		}
		if p.line > 0 {
			name += fmt.Sprintf(" :%d", p.line)
		}
		goroutines[started{pc, at}] = name
	}
	return numbered(name)
}

// goes is a go statement with a call of a function that has a name.
var goes = regexp.MustCompile(`\bgo\s+([\w.]+)\(`)

// functionName is short for the function that begins at pc, and that is started at a place: the line says where a
// function without a name is.
func functionName(pc uintptr, at *place) string {
	f := runtime.FuncForPC(pc)
	if f == nil {
		return "goroutine"
	}
	full := f.Name()
	_, name, ok := strings.Cut(full[strings.LastIndexByte(full, '/')+1:], ".")
	if !ok {
		return full
	}
	file, _ := f.FileLine(pc)
	if i := strings.Index(name, ".gowrap"); i >= 0 { // the compiler's, around a call with arguments
		if m := goes.FindStringSubmatch(textOf(at)); m != nil && at.kind == program {
			return m[1]
		}
		name = name[:i]
	}
	if i := strings.Index(name, ".func"); i >= 0 && kindOf(runtime.Frame{Function: full, File: file}) == program {
		name = name[i+1:]
	}
	return name
}
