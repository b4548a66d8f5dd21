package sim

import (
	"fmt"
	"path/filepath"
	"runtime"
	"time"
)

// Trace is the record of an execution. It does not refer to the world, so it stays valid.
type Trace struct {
	End     End
	Threads []ThreadInfo // by ID
	Events  []Event
	Waiting []Waiting // the threads that were blocked at the end, by ID
}

// ThreadInfo describes a thread of a trace.
type ThreadInfo struct {
	Name  string
	Label string // the task that it ran for somebody else
	Done  bool   // it had ended
}

// Waiting is a thread that was blocked at the end of the execution, and why.
type Waiting struct {
	Thread int
	Op     string
	Object string // name; empty if it waits for the clock
	Kind   string
	State  string // of the object
	For    []int  // the threads that could have let it go on; nil if that could be any
	File   string // of the program's line at which it waits
	Line   int
}

// Event is one operation of a trace. A step is one event, or several where operations follow without a point between.
type Event struct {
	Step     int
	Thread   int
	Op       string
	Object   string // name; empty if the operation has none
	Kind     string // of the object
	ObjectID int    // -1 if there is none
	Effect   Effect
	Note     string // what it did: the message, the result
	State    string // of the object afterwards
	At       time.Duration
	File     string // of the program's line, without its folder
	Line     int
	Switch   Reason // why another thread ran before
	Choice   int    // index in the schedule of the choice of this thread, -1 if it was forced
	Ready    []int  // the threads that could have been chosen, if there was a choice
}

// Reason says why the processor went from one thread to another.
type Reason uint8

const (
	// None: the same thread went on.
	None Reason = iota
	// Preempted: the thread before could have gone on.
	Preempted
	// BlockedThere: the thread before could not go on.
	BlockedThere
	// Sleeping: the thread before waits for the clock.
	Sleeping
	// EndedThere: the thread before ended.
	EndedThere
)

var reasonNames = [...]string{None: "", Preempted: "preempted", BlockedThere: "blocked", Sleeping: "timer", EndedThere: "ended"}

// String is the reason in one word, empty for None.
func (r Reason) String() string { return reasonNames[r] }

// recorder fills a trace.
type recorder struct {
	w        *World
	trace    *Trace
	sources  map[uintptr]source // of program counters that were met; looked up only
	source   []source           // by thread: where its pending operation stands
	last     *Thread            // of the step before
	seen     int                // choices that belong to earlier steps
	ready    []int              // alternatives of the last choice between threads
	open     int                // first event of the step under way
	openObjs []*Object          // the objects of its events
}

type source struct {
	file string
	line int
}

func newRecorder(w *World) *recorder {
	return &recorder{w: w, trace: &Trace{}, sources: map[uintptr]source{}}
}

// declare remembers the line of the program at which t declares its operation.
func (r *recorder) declare(t *Thread) {
	for len(r.source) <= t.index {
		r.source = append(r.source, source{})
	}
	var pcs [24]uintptr
	n := runtime.Callers(3, pcs[:])
	r.source[t.index] = source{}
	for _, pc := range pcs[:n] {
		s, ok := r.sources[pc]
		if !ok {
			f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
			if !engineFrame(f.Function) {
				s = source{filepath.Base(f.File), f.Line}
			}
			r.sources[pc] = s
		}
		if s.file != "" {
			r.source[t.index] = s
			return
		}
	}
}

// carryOut adds the event of an operation that takes place.
func (r *recorder) carryOut(t *Thread, effect Effect) {
	r.closeEvent()
	e := Event{
		Step: r.w.steps - 1, Thread: t.index, Op: t.op.Name, ObjectID: -1, Effect: effect, At: r.w.now,
		File: r.source[t.index].file, Line: r.source[t.index].line, Choice: -1,
	}
	if o := t.op.Object; o != nil {
		e.Object, e.Kind, e.ObjectID = o.Name(), o.kind, o.ID()
	}
	if len(r.openObjs) == 0 { // the first of its step
		e.Switch = r.reason(t)
		if len(r.ready) > 0 {
			e.Choice, e.Ready = len(r.w.choices)-1, r.ready
			r.ready = nil
		}
		r.last = t
	}
	r.openObjs = append(r.openObjs, t.op.Object)
	r.trace.Events = append(r.trace.Events, e)
}

// chosen remembers the alternatives of a choice between threads.
func (r *recorder) chosen(p *Point) {
	r.ready = make([]int, p.n)
	for i := range r.ready {
		r.ready[i] = p.Thread(i).index
	}
}

// reason says why t runs and not the thread of the step before.
func (r *recorder) reason(t *Thread) Reason {
	switch {
	case r.last == nil || r.last == t:
		return None
	case r.last.done:
		return EndedThere
	}
	switch r.w.effect(r.last) {
	case Blocks:
		if r.last.op.Object == nil {
			return Sleeping
		}
		return BlockedThere
	case Elapses:
		return Sleeping
	}
	return Preempted
}

// notef adds to the note of the last event.
func (r *recorder) notef(format string, args ...any) {
	if n := len(r.trace.Events); n > 0 {
		e := &r.trace.Events[n-1]
		if e.Note != "" {
			e.Note += "; "
		}
		e.Note += fmt.Sprintf(format, args...)
	}
}

// closeEvent notes the state in which the last event of the step under way left its object.
func (r *recorder) closeEvent() {
	if len(r.openObjs) == 0 {
		return
	}
	if o := r.openObjs[len(r.openObjs)-1]; o != nil {
		if s, ok := o.model.(Stater); ok {
			r.trace.Events[len(r.trace.Events)-1].State = s.State()
		}
	}
}

// commit ends the step under way.
func (r *recorder) commit() {
	r.closeEvent()
	r.openObjs = r.openObjs[:0]
}

// finish describes the threads.
func (r *recorder) finish() *Trace {
	r.commit()
	r.trace.End = r.w.end
	for _, t := range r.w.threads {
		r.trace.Threads = append(r.trace.Threads, ThreadInfo{Name: t.Name(), Label: t.Label, Done: t.done})
		if t.blocked() {
			r.trace.Waiting = append(r.trace.Waiting, r.waiting(t))
		}
	}
	return r.trace
}

// waiting describes a blocked thread.
func (r *recorder) waiting(t *Thread) Waiting {
	v := Waiting{Thread: t.index, Op: t.op.Name, File: r.source[t.index].file, Line: r.source[t.index].line}
	o := t.op.Object
	if o == nil {
		return v
	}
	v.Object, v.Kind = o.Name(), o.kind
	if s, ok := o.model.(Stater); ok {
		v.State = s.State()
	}
	for _, other := range t.WaitingFor() {
		v.For = append(v.For, other.index)
	}
	return v
}

// Recording says whether a trace is kept; Notef costs nothing otherwise, but its arguments might.
func (w *World) Recording() bool { return w.rec != nil }

// Notef adds to the trace what the operation that was just carried out did. It does nothing in a search.
func (w *World) Notef(format string, args ...any) {
	if w.rec != nil && !w.killing {
		w.rec.notef(format, args...)
	}
}
