package sim

import "fmt"

// recorder fills a trace. That of a world is used again, except for what becomes part of the trace.
type recorder struct {
	w        *World
	trace    *Trace
	sources  map[uintptr]*source              // of program counters that recordings have met; looked up only
	lengths  struct{ events, waits, log int } // of the last trace
	found    source                           // the line that findLine found
	source   []source                         // by thread: where its pending operation stands
	born     []int                            // by thread: the event that created it
	lines    int                              // of the log that were seen
	raised   int                              // exceptions that were seen
	calls    []*CallInfo                      // by thread: the last call that it made
	waits    []int                            // by thread: index of its wait under way, -1 if it could go on
	last     *Thread                          // of the step before
	ready    []int                            // alternatives of the last choice between threads
	space    []int                            // for such alternatives
	openObjs []*Object                        // the objects of the events of the step under way
	openAlso []*Object                        // further objects of the last event
}

// begin prepares for a recording. How long the one before became says how long this one may.
func (r *recorder) begin(w *World) *recorder {
	if r.sources == nil {
		r.sources = map[uintptr]*source{}
	}
	*r = recorder{w: w, sources: r.sources, lengths: r.lengths, space: r.space,
		source: r.source[:0], born: r.born[:0], waits: r.waits[:0], openObjs: r.openObjs[:0]}
	l := r.lengths
	r.trace = &Trace{Events: make([]Event, 0, l.events+l.events/8), Waits: make([]Wait, 0, l.waits), Log: make([]LogLine, 0, l.log)}
	return r
}

// carryOut adds the event of an operation that takes place.
func (r *recorder) carryOut(t *Thread, effect Effect) {
	r.closeEvent()
	e := r.event(t, effect, r.w.steps-1)
	if len(r.openObjs) == 0 { // the first of its step
		e.Switch = r.reason(t)
		if len(r.ready) > 0 {
			e.Choice, e.Ready = r.w.choices.n()-1, r.ready
			r.ready = nil
		}
		r.last = t
	}
	r.openObjs = append(r.openObjs, t.op.Object)
	r.openAlso = t.op.Also
	if c := t.op.From().Call; c != nil && c.Object != nil {
		r.openAlso = append(r.openAlso[:len(r.openAlso):len(r.openAlso)], c.Object)
	}
	r.trace.Events = append(r.trace.Events, e)
	r.blocked(t, Reads) // it goes on, or its time was up
}

// event is the operation of t, with what is known before it takes place.
func (r *recorder) event(t *Thread, effect Effect, step int) Event {
	e := Event{
		Step: step, Thread: t.index, Op: t.op.Name, ObjectID: -1, Effect: effect, At: r.w.now,
		File: r.source[t.index].file, Line: r.source[t.index].line, Choice: -1, Label: t.Label, Part: t.op.From().Part, Inside: t.op.Inside,
	}
	r.met(r.source[t.index])
	if o := t.op.Object; o != nil {
		e.Object, e.Kind, e.ObjectID = o.Name(), o.kind, o.ID()
	}
	e.Call = r.call(t)
	return e
}

// call is the call that the pending operation of t is part of, the same for all of them; nil if there is none.
func (r *recorder) call(t *Thread) *CallInfo {
	c := t.op.From().Call
	if c == nil {
		return nil
	}
	for len(r.calls) <= t.index {
		r.calls = append(r.calls, nil)
	}
	known := r.calls[t.index]
	if known == nil || known.Number != c.Number {
		known = &CallInfo{Number: c.Number, Op: c.Name, ObjectID: -1}
		if o := c.Object; o != nil {
			known.Object, known.Kind, known.ObjectID = o.Name(), o.kind, o.ID()
		}
		r.calls[t.index] = known
	}
	return known
}

// mostReady is how many alternatives of a choice are recorded: of n threads that can all go on for n steps there would be
// as many as the square of n.
const mostReady = 100

// chosen remembers the alternatives of a choice between threads.
func (r *recorder) chosen(p *Point) {
	n := min(p.n, mostReady)
	if len(r.space) < n {
		r.space = make([]int, max(64, n))
	}
	r.ready, r.space = r.space[:n:n], r.space[n:]
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

// note adds to the note of the last event.
func (r *recorder) note(text string) { r.w.NoteAt(len(r.trace.Events)-1, text) }

// Moment is the last event of the trace so far; -1 if there is none, or no trace is kept.
func (w *World) Moment() int {
	if w.rec == nil {
		return -1
	}
	return len(w.rec.trace.Events) - 1
}

// NoteAt adds to what an event did that was the last one at that [World.Moment]: what came of it shows only later.
func (w *World) NoteAt(moment int, text string) {
	if w.rec == nil || moment < 0 {
		return
	}
	if e := &w.rec.trace.Events[moment]; e.Note == "" {
		e.Note = text
	} else {
		e.Note += "; " + text
	}
}

// chose adds the value that the running thread was given.
func (r *recorder) chose(value, of int, what string) {
	c := Chosen{Event: len(r.trace.Events) - 1, Thread: r.w.current.index, Value: value, Of: of, What: what}
	r.trace.Chosen = append(r.trace.Chosen, c)
	r.note(c.String())
}

// closeEvent notes what the last event of the step under way left behind: the state of its objects, lines of the log,
// exceptions.
func (r *recorder) closeEvent() {
	r.collect()
	if len(r.openObjs) == 0 {
		return
	}
	e := &r.trace.Events[len(r.trace.Events)-1]
	if o := r.openObjs[len(r.openObjs)-1]; o != nil {
		e.State = StateOf(o)
	}
	for _, o := range r.openAlso {
		if s := StateOf(o); s != "" {
			e.Also = append(e.Also, State{o.ID(), s})
		}
	}
	r.openAlso = nil
}

// commit ends the step under way.
func (r *recorder) commit() {
	r.closeEvent()
	for _, t := range r.w.step.Spawned {
		for len(r.born) <= t.index {
			r.born = append(r.born, -1)
		}
		r.born[t.index] = len(r.trace.Events) - 1
	}
	for _, touch := range r.w.step.Touches {
		if touch.Write {
			r.blockedAt(touch.Object)
		}
	}
	r.openObjs = r.openObjs[:0]
}

// finish describes the threads and the objects.
func (r *recorder) finish() *Trace {
	r.commit()
	r.trace.End, r.trace.Called = r.w.end, r.w.called
	r.lengths.events, r.lengths.waits, r.lengths.log = len(r.trace.Events), len(r.trace.Waits), len(r.trace.Log)
	r.trace.Threads = make([]ThreadInfo, 0, len(r.w.threads))
	r.trace.Objects = make([]ObjectInfo, 0, len(r.w.objects))
	for _, t := range r.w.threads {
		info := ThreadInfo{Name: t.Name(), Label: t.Label, Done: t.done, Born: -1, Clock: t.Clock}
		if t.index < len(r.born) {
			info.Born = r.born[t.index]
		}
		r.trace.Threads = append(r.trace.Threads, info)
		if t.blocked() {
			r.trace.Waiting = append(r.trace.Waiting, r.waiting(t))
		} else if r.w.end == Stopped && t.started && !t.done && !(t == r.w.current && r.w.point.value) {
			r.trace.Next = append(r.trace.Next, r.event(t, r.w.effect(t), r.w.steps))
		}
	}
	for _, o := range r.w.objects {
		info := ObjectInfo{ID: o.ID(), Kind: o.kind, Name: o.Name(), State: StateOf(o), Thread: -1}
		if t := ThreadOf(o); t != nil {
			info.Thread = t.index
		}
		r.trace.Objects = append(r.trace.Objects, info)
	}
	return r.trace
}

// waiting describes a blocked thread.
func (r *recorder) waiting(t *Thread) Waiting {
	v := Waiting{Thread: t.index, Op: t.op.Name, ObjectID: -1, File: r.source[t.index].file, Line: r.source[t.index].line}
	v.Call = r.call(t)
	r.met(r.source[t.index])
	o := t.op.Object
	if o == nil {
		return v
	}
	v.Object, v.Kind = o.Name(), o.kind
	v.ObjectID, v.State = o.ID(), StateOf(o)
	for _, other := range t.WaitingFor() {
		v.For = append(v.For, other.index)
	}
	return v
}

// Recording says whether a trace is kept; Notef costs nothing otherwise, but its arguments might.
func (w *World) Recording() bool { return w.rec != nil }

// Notef adds to the trace what the operation that was just carried out did. It does nothing in a search.
func (w *World) Notef(format string, args ...any) {
	if w.rec == nil || w.killing {
		return
	}
	shown := make([]any, len(args))
	for i, v := range args {
		switch v.(type) {
		case bool, int:
			shown[i] = v
		default:
			shown[i] = w.Show(v)
		}
	}
	w.rec.note(fmt.Sprintf(format, shown...))
}
