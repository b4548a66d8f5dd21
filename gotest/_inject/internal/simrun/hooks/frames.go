package hooks

import (
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	_ "unsafe" // for linkname

	"simrun/gotest/settings"
)

//go:noescape
//go:linkname callers runtime.simCallers
func callers(buf []uintptr) int

//go:noescape
//go:linkname expand runtime.simExpand
func expand(buf []uintptr, pc uintptr) int

// place is the line of a return address.
type place struct {
	kind  kind
	file  string
	line  int
	names map[string]string // of what is made there, or used first, by kind

	program  *place // the line of the program that stands here; nil if none does
	followed bool   // it is the library's, where data races are looked for
	parted   bool   // it is the library's, where calls are told apart
	calls    string // the last function of Go's library before it
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

// source is the folder of Go's own source, linked matches one to which a link in the cache folder leads: what the go command has
// compiled, and kept, may name another link than this one.
var (
	source = filepath.Join(runtime.GOROOT(), "src") + string(filepath.Separator)
	linked = regexp.MustCompile(`/simrun/go(?:root/[^/]+|test/[^/]+/goroot)/src/`)
)

// inSource is the path of a file of Go's library there.
func inSource(file string) (inside string, in bool) {
	if at := linked.FindStringIndex(file); at != nil {
		return file[at[1]:], true
	}
	return strings.CutPrefix(file, source)
}

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
	for more := true; more && p.program == nil; { // more than one where functions are inlined
		var f runtime.Frame
		f, more = frames.Next()
		kind := kindOf(f)
		if p.kind == engine {
			p.file, p.line, p.kind = f.File, f.Line, kind
			pkg := folderOf(f.File)
			p.followed, p.parted = kind == library && slices.Contains(settings.Followed, pkg), kind == library && slices.Contains(parted, pkg)
		}
		switch {
		case kind == program && p.kind == program:
			p.program = p
		case kind == program:
			p.program = &place{kind: program, file: f.File, line: f.Line}
		case kind == library || kind == tester || strings.HasPrefix(f.Function, "sync."):
			p.calls = f.Function
		}
	}
	places[pc] = p
	return p
}

// folderOf is the path of the package of Go's library that a file is in. The name of a function does not say that: a closure that is inlined has that of
// the function that it came to be in.
func folderOf(file string) string {
	inside, _ := inSource(file)
	return path.Dir(inside)
}

// packageOf is the path of the package of a function.
func packageOf(function string) string {
	slash := strings.LastIndexByte(function, '/') + 1
	name, _, _ := strings.Cut(function[slash:], ".")
	return function[:slash] + name
}

func kindOf(f runtime.Frame) kind {
	pkg := path.Base(packageOf(f.Function))
	switch inside, in := inSource(f.File); {
	case f.File == "" || f.Function == "":
		return engine
	case !in && pkg != "runtime":
		return program
	case strings.HasPrefix(inside, "internal/simrun/"), pkg == "runtime", pkg == "sync", pkg == "atomic", pkg == "simhook":
		return engine
	case pkg == "testing", pkg == "testlog": // where it notes what files a test has opened
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

// forTester says whether package testing calls Go's library here, and not the program.
func forTester() bool {
	var buf [12]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		if p := placeOf(pc); p.kind == program || p.kind == tester {
			return p.kind == tester
		}
	}
	return false
}

// caller is the first line above that is the program's, and what it calls there of Go's library; nil if it is too far.
func caller() (line *place, calls string) {
	var buf [40]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		p := placeOf(pc)
		if p.calls != "" {
			calls = p.calls
		}
		if p.program != nil {
			return p.program, calls
		}
	}
	return nil, ""
}
