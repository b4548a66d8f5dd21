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

// declare remembers the line of the program at which t declares its operation, which findLine has found.
func (r *recorder) declare(t *Thread) {
	s := r.found
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

// findLine looks for the first line on the stack that belongs to the program. Walking the stack is most of what a recording
// costs, so it goes up in portions, because the line is near as a rule, and Do itself calls it, which spares a frame.
func (r *recorder) findLine(t *Thread) {
	r.found = source{}
	if from := t.op.From(); from.File != "" {
		r.found.file, r.found.folder, r.found.line = filepath.Base(from.File), filepath.Dir(from.File), from.Line
		return
	}
	if t.op.Internal {
		return
	}
	var space [24]uintptr
	skip := 3 // runtime.Callers, findLine and Do
	for _, portion := range [...]int{3, 3, len(space)} {
		n := runtime.Callers(skip, space[:portion])
		if r.firstOf(space[:n]) || n < portion {
			break
		}
		skip += portion
	}
}

// firstOf takes the first line that belongs to the program, and notes whether an exception is on its way there. It
// returns false if there is no such line.
func (r *recorder) firstOf(frames []uintptr) bool {
	s := &r.found
	for _, pc := range frames {
		at := r.sourceOf(pc)
		s.unwinds = s.unwinds || at.unwinds
		if at.file != "" {
			s.file, s.folder, s.line = at.file, at.folder, at.line
			return true
		}
	}
	return false
}

// sourceOf is the line of a program counter; it has no file if it belongs to the engine or a model, and unwinds if it is
// where the runtime calls what was deferred.
func (r *recorder) sourceOf(pc uintptr) *source {
	s := r.sources[pc]
	if s == nil {
		f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
		s = &source{unwinds: f.Function == "runtime.gopanic"}
		if !engineFrame(f.Function) && !libraryFrame(f.Function, f.File) {
			s = &source{file: filepath.Base(f.File), folder: folderOf(f.Function), line: f.Line}
		}
		r.sources[pc] = s
	}
	return s
}
