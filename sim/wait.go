package sim

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Wait is a part of an execution in which a thread could not go on, because it waited for an object or for the clock. If
// a thread was let go on and came too late, it has a second Wait for the same operation. Where
// more than a hundred wait for one object that is one Wait, until the thread does go on.
type Wait struct {
	Thread   int
	Op       string
	Object   string // name; empty if it waited for the clock
	Kind     string
	ObjectID int // -1 if it waited for the clock
	From     int // index of the event after which it began; -1 if that was before the first
	// Until is the index of the event that let it go on, by another thread; or of its own event if its time was up; -1
	// if it was blocked to the end.
	Until int
	Call  *CallInfo // the call of a library that it was part of; nil if there is none
}

// LogLine is one line of the log.
type LogLine struct {
	Event  int // index of the event that it belongs to; -1 if it was before the first
	Thread int // -1 if it was no thread's
	At     time.Duration
	Text   string
}

// Raised is an exception that ended a thread, or that a model reported as such.
type Raised struct {
	Event  int // index of the thread's last event before
	Thread int
	Text   string // "RuntimeError: release unlocked lock"
	File   string // of the program's line, without its folder; empty if it is not known
	Line   int
}

// Chosen is a value that [World.Choose] gave. The note of the event ends with it in words, too.
type Chosen struct {
	Event  int // the last event before; -1 if it was before the first. Of another thread if its own has done nothing yet
	Thread int
	Value  int
	Of     int    // how many values there were
	What   string // what the value stands for; empty if it is only a number
}

// String is "chose 1 of 3", or "chose jobs.receive".
func (c Chosen) String() string {
	if c.What != "" {
		return "chose " + c.What
	}
	return fmt.Sprintf("chose %d of %d", c.Value, c.Of)
}

// State is the state of one object in words.
type State struct {
	ObjectID int
	State    string
}

// ObjectInfo describes an object at the end of a trace.
type ObjectInfo struct {
	ID         int
	Kind, Name string
	State      string
	Thread     int // the thread that it is or stands for; -1 for all others
}

// blocked notes whether t can go on with the operation that it has declared.
func (r *recorder) blocked(t *Thread, e Effect) {
	for len(r.waits) <= t.index {
		r.waits = append(r.waits, -1)
	}
	last := len(r.trace.Events) - 1
	switch open := r.waits[t.index]; {
	case e < Blocks && open >= 0:
		r.trace.Waits[open].Until = last
		r.waits[t.index] = -1
		if o := t.op.Object; o != nil {
			o.noted--
		}
	case e >= Blocks && open < 0:
		v := Wait{Thread: t.index, Op: t.op.Name, ObjectID: -1, From: last, Until: -1}
		if o := t.op.Object; o != nil {
			v.Object, v.Kind, v.ObjectID = o.Name(), o.kind, o.ID()
			o.noted++
		}
		v.Call = r.call(t)
		r.waits[t.index] = len(r.trace.Waits)
		r.trace.Waits = append(r.trace.Waits, v)
	}
}

// blockedAt notes of those who wait for an object whether they can go on. Of a crowd of more than mostReady that is noted
// when they do go on, because one who is let go on for a moment, again and again, would be as many waits as the square of
// the crowd.
func (r *recorder) blockedAt(o *Object) {
	n := o.waiting
	if o.crowd != nil {
		n += int32(o.crowd.n)
	}
	if n <= mostReady {
		o.eachWaiting(func(t *Thread) { r.blocked(t, r.w.effect(t)) })
	} else if n != o.noted {
		o.eachWaiting(func(t *Thread) {
			if e := r.w.effect(t); e >= Blocks {
				r.blocked(t, e)
			}
		})
	}
}

// collect takes over the lines of the log and the exceptions since the last event.
func (r *recorder) collect() {
	last := len(r.trace.Events) - 1
	for ; r.lines < len(r.w.log); r.lines++ {
		l := r.w.log[r.lines]
		line := LogLine{Event: last, Thread: -1, At: l.At, Text: l.Text}
		if l.Thread != nil {
			line.Thread = l.Thread.index
		}
		r.trace.Log = append(r.trace.Log, line)
	}
	for ; r.raised < len(r.w.exceptions); r.raised++ {
		u := r.w.exceptions[r.raised]
		at := raisedAt(u.Stack)
		r.met(at)
		event := last
		if t := u.Thread.index; t < len(r.source) && r.source[t].unwinds {
			event = r.source[t].since
		}
		r.trace.Raised = append(r.trace.Raised, Raised{Event: event, Thread: u.Thread.index, Text: r.w.Show(u.Value), File: at.file, Line: at.line})
	}
}

// raisedAt finds the program's line in a stack that was taken while a panic was under way: the first below the panic
// that belongs neither to the engine nor to a model.
func raisedAt(stack string) source {
	lines := strings.Split(stack, "\n")
	inPanic := false
	for i := 0; i+1 < len(lines); i++ {
		switch {
		case strings.HasPrefix(lines[i], "panic("):
			inPanic = true
		case !inPanic || strings.HasPrefix(lines[i], "\t") || engineFrame(lines[i]) || libraryFrame(lines[i], strings.TrimSpace(lines[i+1])):
		case strings.HasPrefix(lines[i+1], "\t"):
			at, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
			colon := strings.LastIndexByte(at, ':')
			if colon < 0 {
				return source{}
			}
			n, err := strconv.Atoi(at[colon+1:])
			if err != nil {
				return source{}
			}
			function, _, _ := strings.Cut(lines[i], "(")
			folder := folderOf(function)
			if strings.HasPrefix(function, "__main__.") { // of a script: see FileInfo
				folder = filepath.Dir(at[:colon])
			}
			return source{file: filepath.Base(at[:colon]), folder: folder, line: n}
		}
	}
	return source{}
}
