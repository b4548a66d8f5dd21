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

// started is a function and where it is started: by Go's library for a line of the program, if by is not nil.
type started struct {
	pc, at uintptr
	by     *place
}

// goroutines are their names.
var goroutines = map[started]string{}

// goroutineName is a function and the line of its go statement.
func goroutineName(pc, at uintptr) string {
	p, s := placeOf(at), started{pc, at, nil}
	if p.kind != program { // as sync.WaitGroup.Go starts it for the program
		s.by, _ = caller()
	}
	name, ok := goroutines[s]
	if !ok {
		name = functionName(pc, p)
		line := p.line
		if p.kind != program {
			line = beginning(pc)
			name = strings.TrimSuffix(strings.NewReplacer("(*", "", ")", "").Replace(name), ".func1")
		}
		if s.by != nil {
			line = s.by.line
		}
		if line > 0 {
			name += fmt.Sprintf(" :%d", line)
		}
		goroutines[s] = name
	}
	return numbered(name)
}

// beginning is the line at which a function of the program begins that Go's library starts, as time.AfterFunc does; 0 if it is the library's.
func beginning(pc uintptr) int {
	f := runtime.FuncForPC(pc)
	if f == nil {
		return 0
	}
	file, line := f.FileLine(pc)
	if kindOf(runtime.Frame{Function: f.Name(), File: file}) != program {
		return 0
	}
	return line
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
