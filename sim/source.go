package sim

import (
	"path/filepath"
	"runtime"
)

// source is the line of the program at which a thread has declared its operation.
type source struct {
	file    string
	folder  string // see FileInfo
	line    int
	unwinds bool // an exception is on its way through what it has to leave, such as a with block
	since   int  // if so, the last event before it was raised
}

// declare remembers the line s of the program at which t declares its operation.
func (r *recorder) declare(t *Thread, s source) {
	for len(r.source) <= t.index {
		r.source = append(r.source, source{})
	}
	r.blocked(t, r.w.effect(t))
	if before := &r.source[t.index]; s.unwinds && before.unwinds {
		s.since = before.since
	} else {
		s.since = len(r.trace.Events) - 1
	}
	r.source[t.index] = s
}

// caller is the first line on the stack that belongs to the program, for Do. Walking the stack is most of what a recording
// costs, so it goes up in portions: the line is near, as a rule.
func (r *recorder) caller(t *Thread) source {
	if t.op.Internal {
		return source{}
	}
	var space [24]uintptr
	unwinds := false
	skip := 3 // runtime.Callers, caller and Do
	for _, portion := range [...]int{3, 3, len(space)} {
		pcs := space[:portion]
		n := runtime.Callers(skip, pcs)
		s := r.firstOf(pcs[:n])
		if unwinds = unwinds || s.unwinds; s.file != "" || n < portion {
			s.unwinds = unwinds
			return s
		}
		skip += portion
	}
	return source{unwinds: unwinds}
}

// firstOf is the first line that belongs to the program.
func (r *recorder) firstOf(pcs []uintptr) source {
	unwinds := false
	for _, pc := range pcs {
		s := r.sourceOf(pc)
		if unwinds = unwinds || s.unwinds; s.file != "" {
			s.unwinds = unwinds
			return s
		}
	}
	return source{unwinds: unwinds}
}

// sourceOf is the line of a program counter; it has no file if it belongs to the engine or a model, and unwinds if it is
// where the runtime calls what was deferred.
func (r *recorder) sourceOf(pc uintptr) source {
	s, ok := r.sources[pc]
	if !ok {
		f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
		s = source{unwinds: f.Function == "runtime.gopanic"}
		if !engineFrame(f.Function) {
			s = source{file: filepath.Base(f.File), folder: folderOf(f.Function), line: f.Line}
		}
		r.sources[pc] = s
	}
	return s
}
