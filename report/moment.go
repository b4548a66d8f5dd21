package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// Moment is the state of an execution at the end of its trace, in words: the stepper shows it.
type Moment struct {
	Threads []ThreadNow // by ID
	Objects []ObjectNow // those that have a state, by ID
	Steps   []StepNow   // the last ones
	Log     []string    // its last lines
	Raised  []string    // exceptions that nobody caught: "producer: ValueError: …"
}

// Status says what a thread is at.
type Status uint8

const (
	// Running: it is in the middle of a step.
	Running Status = iota
	// Ready: it could go on.
	Ready
	// Blocked: it waits for an object or for the clock.
	Blocked
	// Ended: it will do nothing more.
	Ended
)

var statusNames = [...]string{"running", "ready", "blocked", "ended"}

// String is the status in one word.
func (s Status) String() string { return statusNames[s] }

// ThreadNow is a thread at that moment.
type ThreadNow struct {
	Name   string
	Status Status
	Does   string // what it would do next, waits in, or is in the middle of: "pipeline.get"
	State  string // of the object for which it waits, and whose turn it is: "0/10 []; waits for producer"
	Source string // the program's line
	Code   string // its text, if it is known
	Times  bool   // its time would be up: what it would do does not take place
}

// ObjectNow is an object at that moment.
type ObjectNow struct {
	Name, Kind, State string
	Touched           int // the last step that had to do with it; -1 if none had
}

// StepNow is one operation that has taken place.
type StepNow struct {
	Step   int
	Thread string
	Does   string // and what it left: "pipeline.put(17) → 3/10 [51 82 17]"
	Source string
	Code   string // the text of that line, if it is known
	Switch string // why the thread before did not go on; empty if it did
}

// NewMoment looks at the end of a trace. It has at most so many steps, and as many lines of the log.
func NewMoment(t *sim.Trace, last int) Moment {
	s := newScene(t)
	m := Moment{Threads: s.threadsNow(), Objects: s.objectsNow()}
	for i := len(s.Events) - 1; i >= 0 && len(m.Steps) < last; i-- {
		if s.Events[i].Part == "" {
			m.Steps = append(m.Steps, s.stepNow(i))
		}
	}
	slices.Reverse(m.Steps)
	for _, l := range s.Log[max(0, len(s.Log)-last):] {
		m.Log = append(m.Log, plain(l.Text))
	}
	for _, r := range s.Raised {
		m.Raised = append(m.Raised, plain(s.names[r.Thread]+": "+r.Text))
	}
	return m
}

func (s *scene) threadsNow() []ThreadNow {
	list := make([]ThreadNow, len(s.Threads))
	for i, th := range s.Threads {
		list[i] = ThreadNow{Name: plain(s.names[i])}
		if at := s.final[i]; at >= 0 { // where it stands if it is in the middle of a step
			e := &s.Events[at]
			list[i].Does, list[i].Source = plain(s.call(e.Op, e.Object, e.Kind, e.ObjectID)), source(e.File, e.Line)
			list[i].Code = s.code(e.File, e.Line)
		}
		if th.Done {
			list[i].Status, list[i].Does, list[i].Source, list[i].Code = Ended, "", "", ""
		}
	}
	for _, v := range s.Waiting {
		now := &list[v.Thread]
		now.Status, now.Source, now.Code = Blocked, source(v.File, v.Line), s.code(v.File, v.Line)
		now.Does, now.State = plain(s.call(v.Op, v.Object, v.Kind, v.ObjectID)), plain(s.waitsFor(v))
	}
	for i := range s.Next {
		e := &s.Next[i]
		now := &list[e.Thread]
		now.Status, now.Source, now.Times = Ready, source(e.File, e.Line), e.Effect == sim.Elapses
		now.Does, now.Code = plain(s.call(e.Op, e.Object, e.Kind, e.ObjectID)), s.code(e.File, e.Line)
	}
	return list
}

// waitsFor is the state of what a thread waits for, and the threads that could let it go on.
func (s *scene) waitsFor(v sim.Waiting) string {
	var parts []string
	if state := s.state(v.State, v.ObjectID, len(s.Events)-1); state != "" && v.Kind != "Thread" {
		parts = append(parts, state)
	}
	others := slices.DeleteFunc(slices.Clone(v.For), func(t int) bool {
		return v.Kind == "Thread" || len(v.For) == 1 && parts != nil && parts[0] == heldBy+s.names[t]
	})
	if len(others) > 0 {
		parts = append(parts, "waits for "+s.list(others))
	}
	return strings.Join(parts, "; ")
}

func (s *scene) objectsNow() []ObjectNow {
	var list []ObjectNow
	for _, o := range s.Objects {
		if o.State == "" || o.Kind == "Thread" || o.Kind == "Interpreter" || o.Kind == "Stream" {
			continue
		}
		now := ObjectNow{plain(s.objectName(o.Name, o.Kind, o.ID)), o.Kind, plain(s.state(o.State, o.ID, len(s.Events)-1)), -1}
		if events := s.onObject[o.ID]; len(events) > 0 {
			now.Touched = s.Events[events[len(events)-1]].Step
		}
		list = append(list, now)
	}
	return list
}

func (s *scene) stepNow(i int) StepNow {
	e := &s.Events[i]
	now := StepNow{e.Step, plain(s.names[e.Thread]), plain(s.does(i)), source(e.File, e.Line), s.code(e.File, e.Line), e.Switch.String()}
	if state := s.leaves(i); state != "" {
		now.Does += " → " + plain(state)
	}
	for _, r := range s.raised[i] {
		now.Does += " ✗ " + plain(r.Text)
	}
	return now
}
