package hooks

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	_ "unsafe" // for linkname

	"simrun/sim"
)

//go:linkname callers runtime.simCallers
func callers(buf []uintptr) int

//go:linkname expand runtime.simExpand
func expand(buf []uintptr, pc uintptr) int

// place is the line of a return address.
type place struct {
	kind  kind
	file  string
	line  int
	names map[string]string // of what is made there, or used first, by kind
}

// kind says whom a line belongs to.
type kind int8

const (
	engine  kind = iota // the runtime, package sync, the simulator
	library             // another package of Go's
	tester              // package testing
	program
)

// places are those that were asked for; recent has some of them where they are found at once.
var (
	places = map[uintptr]*place{}
	recent [1 << 12]struct {
		pc    uintptr
		place *place
	}
)

// source is the folder of Go's own source.
var source = filepath.Join(runtime.GOROOT(), "src") + string(filepath.Separator)

func placeOf(pc uintptr) *place {
	r := &recent[(pc^pc>>12)%uintptr(len(recent))]
	if r.pc != pc {
		r.pc, r.place = pc, lookUp(pc)
	}
	return r.place
}

func lookUp(pc uintptr) *place {
	p := places[pc]
	if p != nil {
		return p
	}
	p = &place{}
	var buf [16]uintptr
	frames := runtime.CallersFrames(buf[:expand(buf[:], pc)])
	for more := true; more && p.kind == engine; {
		var f runtime.Frame
		f, more = frames.Next()
		p.file, p.line = f.File, f.Line
		p.kind = kindOf(f)
	}
	places[pc] = p
	return p
}

func kindOf(f runtime.Frame) kind {
	pkg, _, _ := strings.Cut(f.Function[strings.LastIndexByte(f.Function, '/')+1:], ".")
	switch inside, in := strings.CutPrefix(f.File, source); {
	case f.File == "" || f.Function == "":
		return engine
	case !in && pkg != "runtime":
		return program
	case strings.HasPrefix(inside, "internal/simrun/"), pkg == "runtime", pkg == "sync", pkg == "atomic", pkg == "simhook":
		return engine
	case pkg == "testing":
		return tester
	}
	return library
}

// nearest is the first line above that is not the engine's; nil if it is too far.
func nearest() *place {
	var buf [12]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		if p := placeOf(pc); p.kind != engine {
			return p
		}
	}
	return nil
}

// caller is the first line above that is the program's; nil if it is too far.
func caller() *place {
	var buf [24]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		if p := placeOf(pc); p.kind == program {
			return p
		}
	}
	return nil
}

// classOf is that of an operation of package sync: what Go's library does for itself is no place to lose the processor.
func classOf() sim.Switching {
	if p := nearest(); p != nil && p.kind != program {
		return sim.Bytecode
	}
	return sim.Call
}

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
		name = "goroutine"
		if f := runtime.FuncForPC(pc); f != nil {
			name = f.Name()[strings.LastIndexByte(f.Name(), '/')+1:]
			if _, rest, ok := strings.Cut(name, "."); ok {
				name = strings.TrimPrefix(rest, state.name+".")
			}
		}
		p := placeOf(at)
		if p.kind != program { // as sync.WaitGroup.Go starts it for the program
			name = strings.TrimSuffix(strings.NewReplacer("(*", "", ")", "").Replace(name), ".func1")
			if by := caller(); by != nil {
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

// field and made are lines that make a channel, and keep it in a field or under a name.
var (
	field = regexp.MustCompile(`(\w+):\s*make\(`)
	made  = regexp.MustCompile(`([\w.\[\]]+)(?:,[^=]*)?\s*:?=\s*(?:make\(|time\.|sync\.)`)
)

// used is a call of a method on something with a name.
var used = regexp.MustCompile(`([\w.\[\]]+)\.(?:R?Lock|R?Unlock|TryR?Lock|Add|Done|Wait|Go|Do|Signal|Broadcast|Get|Put|Load\w*|Store|Swap|CompareAndSwap|Range|Delete|And|Or|Clear)\(`)

// madeAt is what the line calls what it makes; if it gives it no name, the kind and the line.
func madeAt(pc uintptr, kind string) string { return named(placeOf(pc), kind, field, made) }

// usedAt is the same for what is known only since it was used.
func usedAt(kind string) string {
	p := nearest()
	if p == nil {
		return kind
	}
	return named(p, kind, used)
}

// named is what the line calls what the first pattern finds in it that finds something; else the kind and the line.
func named(p *place, kind string, patterns ...*regexp.Regexp) string {
	if p.names[kind] == "" {
		name := fmt.Sprintf("%s %s:%d", kind, filepath.Base(p.file), p.line)
		for _, pattern := range patterns {
			if m := pattern.FindStringSubmatch(textOf(p)); m != nil && p.kind == program {
				name = m[1]
				break
			}
		}
		if p.names == nil {
			p.names = map[string]string{}
		}
		p.names[kind] = name
	}
	return p.names[kind]
}

// textOf is the text of a line; empty if its file is not there.
func textOf(p *place) string {
	data, err := os.ReadFile(p.file)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(data), "\n")
	if p.line < 1 || p.line > len(lines) {
		return ""
	}
	return lines[p.line-1]
}
