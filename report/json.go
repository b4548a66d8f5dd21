package report

import (
	"bytes"
	"encoding/json"
	"io"

	"simrun/sim"
)

// Version is that of the JSON document. Fields may be added without a new version; a field that changes its meaning or
// goes away makes one.
const Version = 1

// Document is a finding as JSON, with its whole trace. Indexes count from 0; -1 stands for none. Times are virtual, in
// nanoseconds.
type Document struct {
	Version        int        `json:"version"`
	Scenario       string     `json:"scenario"` // with its parameters
	Kind           string     `json:"kind"`
	Message        string     `json:"message"`
	Where          string     `json:"where,omitempty"`
	Cause          []string   `json:"cause"` // sentences
	Why            string     `json:"why,omitempty"`
	Likely         string     `json:"likely,omitempty"`
	Elsewhere      string     `json:"elsewhere,omitempty"` // where else it can show
	Seed           uint64     `json:"seed"`
	Token          string     `json:"token"`
	Replay         string     `json:"replay"` // the command that replays it
	Steps          int        `json:"steps"`
	Preemptions    int        `json:"preemptions"`
	Unfinished     bool       `json:"unfinished,omitempty"` // the search for a smaller schedule was cut short
	Fewest         bool       `json:"fewest"`               // it is proved that fewer preemptions do not show it
	Weakest        string     `json:"weakest,omitempty"`
	Needed         bool       `json:"switching_needed"` // it is proved that no weaker mode shows it
	FirstExecution int        `json:"first_execution"`
	Trace          *TraceJSON `json:"trace"`             // null if none was recorded
	Passing        *TraceJSON `json:"passing,omitempty"` // of the nearest schedule that passes
}

// TraceJSON is a [sim.Trace].
type TraceJSON struct {
	End     string        `json:"end"` // "deadlock"
	Threads []ThreadJSON  `json:"threads"`
	Objects []ObjectJSON  `json:"objects"`
	Events  []EventJSON   `json:"events"`
	Waits   []WaitJSON    `json:"waits"`   // stretches in which a thread could not go on
	Waiting []WaitingJSON `json:"waiting"` // who was blocked at the end
	Log     []LogJSON     `json:"log"`
	Raised  []RaisedJSON  `json:"raised"` // exceptions that nobody caught
	Chosen  []ChosenJSON  `json:"chosen"` // values that threads chose
	Files   []FileJSON    `json:"files"`  // that the trace names
}

// ThreadJSON is a thread; its index in the list is its number.
type ThreadJSON struct {
	Name  string `json:"name"`
	Title string `json:"title"` // what reports call it: its task, if it ran one
	Done  bool   `json:"done"`
	Born  int    `json:"born"` // index of the event that created it
}

// ObjectJSON is an object at the end of the execution.
type ObjectJSON struct {
	ID    int    `json:"id"`
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	State string `json:"state,omitempty"`
}

// EventJSON is one operation; its index in the list is its number.
type EventJSON struct {
	Step   int         `json:"step"`
	Thread int         `json:"thread"`
	Op     string      `json:"op"`
	Object int         `json:"object"` // ID
	Effect string      `json:"effect"` // "writes", "reads", or "elapses": its time was up and it did not take place
	Note   string      `json:"note,omitempty"`
	State  string      `json:"state,omitempty"` // of the object afterwards
	Also   []StateJSON `json:"also,omitempty"`  // of further objects afterwards
	At     int64       `json:"at"`
	File   string      `json:"file,omitempty"`
	Line   int         `json:"line,omitempty"`
	Call   *CallJSON   `json:"call,omitempty"`   // the call of a library that it is part of
	Switch string      `json:"switch,omitempty"` // why the thread of the step before did not go on
	Choice int         `json:"choice"`           // index in the schedule
	Ready  []int       `json:"ready,omitempty"`  // the threads that could have been chosen, at most 100
}

// CallJSON is a call of a library that comes to several operations: those of a thread with the same number.
type CallJSON struct {
	Number int    `json:"number"`
	Op     string `json:"op"`
	Object int    `json:"object"`         // ID of what it is a method of; -1 if it is not known
	Part   string `json:"part,omitempty"` // of an event: what the operation is by itself, "mutex.acquire"
}

// StateJSON is the state of an object.
type StateJSON struct {
	Object int    `json:"object"`
	State  string `json:"state"`
}

// WaitJSON is a stretch in which a thread could not go on.
type WaitJSON struct {
	Thread int    `json:"thread"`
	Op     string `json:"op"`
	Object int    `json:"object"` // ID; -1 if it waited for the clock
	From   int    `json:"from"`   // event after which it began
	Until  int    `json:"until"`  // event that ended it
}

// WaitingJSON is a thread that was blocked at the end.
type WaitingJSON struct {
	Thread int       `json:"thread"`
	Op     string    `json:"op"`
	Object int       `json:"object"`
	State  string    `json:"state,omitempty"`
	For    []int     `json:"for,omitempty"` // threads that could have let it go on; none if that could be any
	File   string    `json:"file,omitempty"`
	Line   int       `json:"line,omitempty"`
	Call   *CallJSON `json:"call,omitempty"` // the call of a library that it waits in
}

// LogJSON is a line of the log.
type LogJSON struct {
	Event  int    `json:"event"`
	Thread int    `json:"thread"`
	At     int64  `json:"at"`
	Text   string `json:"text"`
}

// RaisedJSON is an exception that nobody caught.
type RaisedJSON struct {
	Event  int    `json:"event"`
	Thread int    `json:"thread"`
	Text   string `json:"text"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
}

// ChosenJSON is a value that a thread chose, of so many.
type ChosenJSON struct {
	Event  int    `json:"event"` // the last one before
	Thread int    `json:"thread"`
	Value  int    `json:"value"`
	Of     int    `json:"of"`
	What   string `json:"what,omitempty"` // what the value stands for
}

// FileJSON says where a file is.
type FileJSON struct {
	Name   string         `json:"name"`
	Folder string         `json:"folder,omitempty"` // within the module, or absolute; none if it is not known
	Lines  map[int]string `json:"lines,omitempty"`  // texts of the lines that the trace names, where they were read
}

// NewDocument makes the document of a finding.
func NewDocument(f Finding) Document {
	return Document{
		Version: Version, Scenario: f.Scenario, Kind: f.Kind, Message: f.Message, Where: f.Where, Cause: Cause(f),
		Why: f.Why, Likely: f.Likely, Elsewhere: f.Elsewhere, Seed: f.Seed, Token: f.Token, Replay: f.ReplayLine, Steps: f.Steps,
		Preemptions: f.Preemptions, Unfinished: f.Unfinished, Fewest: f.Fewest, Weakest: f.Weakest, Needed: f.Needed, FirstExecution: f.FirstExecution,
		Trace: traceJSON(f.Trace), Passing: traceJSON(f.Passing),
	}
}

func writeJSON(w io.Writer, f Finding) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(NewDocument(f)); err != nil {
		return err
	}
	_, err := w.Write(PlainJSON(b.Bytes()))
	return err
}

func traceJSON(t *sim.Trace) *TraceJSON {
	if t == nil {
		return nil
	}
	out := &TraceJSON{
		End: t.End.String(), Threads: []ThreadJSON{}, Objects: []ObjectJSON{}, Events: make([]EventJSON, 0, len(t.Events)),
		Waits: []WaitJSON{}, Waiting: []WaitingJSON{}, Log: []LogJSON{}, Raised: []RaisedJSON{}, Chosen: []ChosenJSON{}, Files: []FileJSON{},
	}
	s := readTrace(tidy(t))
	names := s.names
	t = s.Trace
	for i, th := range t.Threads {
		out.Threads = append(out.Threads, ThreadJSON{th.Name, names[i], th.Done, th.Born})
	}
	for _, o := range t.Objects {
		out.Objects = append(out.Objects, ObjectJSON{o.ID, o.Kind, o.Name, o.State})
	}
	for i := range t.Events {
		out.Events = append(out.Events, eventJSON(&t.Events[i]))
	}
	for _, f := range t.Files {
		out.Files = append(out.Files, FileJSON(f))
	}
	for _, v := range t.Waits {
		out.Waits = append(out.Waits, WaitJSON{v.Thread, v.Op, v.ObjectID, v.From, v.Until})
	}
	for _, v := range t.Waiting {
		out.Waiting = append(out.Waiting, WaitingJSON{v.Thread, v.Op, v.ObjectID, v.State, v.For, v.File, v.Line, callJSON(v.Call, "")})
	}
	for _, l := range t.Log {
		out.Log = append(out.Log, LogJSON{l.Event, l.Thread, int64(l.At), l.Text})
	}
	for _, r := range t.Raised {
		out.Raised = append(out.Raised, RaisedJSON{r.Event, r.Thread, r.Text, r.File, r.Line})
	}
	for _, c := range t.Chosen {
		out.Chosen = append(out.Chosen, ChosenJSON(c))
	}
	return out
}

func eventJSON(e *sim.Event) EventJSON {
	v := EventJSON{
		Step: e.Step, Thread: e.Thread, Op: e.Op, Object: e.ObjectID, Effect: effectName(e.Effect), Note: e.Note,
		State: e.State, At: int64(e.At), File: e.File, Line: e.Line, Switch: e.Switch.String(), Choice: e.Choice, Ready: e.Ready,
	}
	v.Call = callJSON(e.Call, e.Part)
	for _, a := range e.Also {
		v.Also = append(v.Also, StateJSON{a.ObjectID, a.State})
	}
	return v
}

func callJSON(c *sim.CallInfo, part string) *CallJSON {
	if c == nil {
		return nil
	}
	return &CallJSON{c.Number, c.Op, c.ObjectID, part}
}

func effectName(e sim.Effect) string {
	switch e {
	case sim.Reads:
		return "reads"
	case sim.Blocks:
		return "blocks"
	case sim.Elapses:
		return "elapses"
	}
	return "writes"
}
