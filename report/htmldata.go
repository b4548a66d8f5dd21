package report

import (
	"simrun/sim"
)

// htmlData is what the page's script reads. Columns instead of records, and one table of strings, keep 100,000 steps
// below 20 MB.
type htmlData struct {
	Traces []htmlTrace `json:"traces"`
}

type htmlTrace struct {
	Name    string       `json:"name"`
	End     string       `json:"end"`
	Threads []htmlThread `json:"threads"`
	Objects []htmlObject `json:"objects"`
	Strings []string     `json:"strings"` // string 0 is empty
	// Columns, one entry for each event.
	Thread []int   `json:"thread"`
	Step   []int   `json:"step"`   // since the event before
	At     []int64 `json:"at"`     // microseconds since the event before
	Does   []int   `json:"does"`   // string
	Object []int   `json:"object"` // ID
	State  []int   `json:"state"`  // string: of the object afterwards
	Leaves []int   `json:"leaves"` // string: the same, where the event changed it
	Source []int   `json:"source"` // string
	Code   []int   `json:"code"`   // string: the text of that line
	Switch []int   `json:"switch"` // string: why the thread before did not go on
	Minor  []int   `json:"minor"`  // the events that are shown on demand only
	// What only some events have.
	Ready  map[int][]int `json:"ready"` // threads that could have been chosen
	Also   [][3]int      `json:"also"`  // event, object, string
	Waits  [][5]int      `json:"waits"` // thread, string, object, from, until
	Log    [][3]int      `json:"log"`   // event, thread, string
	Raised [][3]int      `json:"raised"`
	Stuck  []int         `json:"stuck"`  // the threads that wait for ever
	Killed []int         `json:"killed"` // those that the end of the process killed
	Needs  map[int][]int `json:"needs"`  // by stuck thread: those that could have let it go on, where its object does not know
}

type htmlThread struct {
	Name string `json:"name"`
	Full string `json:"full,omitempty"` // the thread's own name, if it differs
	Born int    `json:"born"`
	Over bool   `json:"over"`
	Last int    `json:"last"`
}

type htmlObject struct {
	ID   int    `json:"id"`
	Kind string `json:"kind"`
	Name string `json:"name"`
	Of   int    `json:"of"` // the thread that the object is, or -1
}

func pageData(f Finding) htmlData {
	d := htmlData{Traces: []htmlTrace{}}
	if f.Trace != nil {
		d.Traces = append(d.Traces, traceData(f.Trace, "This schedule fails"))
	}
	if f.Passing != nil {
		d.Traces = append(d.Traces, traceData(f.Passing, "This schedule passes"))
	}
	return d
}

// texts numbers strings.
type texts struct {
	list []string
	of   map[string]int // looked up only
}

func (x *texts) add(s string) int {
	i, ok := x.of[s]
	if !ok {
		i = len(x.list)
		x.of[s] = i
		x.list = append(x.list, s)
	}
	return i
}

func traceData(t *sim.Trace, name string) htmlTrace {
	s := newActors(t)
	x := &texts{of: map[string]int{}}
	x.add("")
	d := htmlTrace{
		Name: name, End: t.End.String(), Objects: []htmlObject{}, Minor: []int{}, Ready: map[int][]int{}, Also: [][3]int{},
		Waits: [][5]int{}, Log: [][3]int{}, Raised: [][3]int{}, Stuck: []int{}, Killed: append([]int{}, s.killed()...), Threads: []htmlThread{},
		Needs: map[int][]int{}, Thread: []int{}, Step: []int{}, At: []int64{}, Does: []int{}, Object: []int{}, State: []int{}, Leaves: []int{},
		Source: []int{}, Switch: []int{}, // a column without an event is empty, and not null
	}
	for i, th := range s.Threads {
		h := htmlThread{Name: plain(s.names[i]), Born: th.Born, Over: s.over[i], Last: s.final[i]}
		if s.names[i] != th.Name {
			h.Full = plain(th.Name)
		}
		d.Threads = append(d.Threads, h)
	}
	for _, o := range s.Objects {
		if o.Kind != "Interpreter" && o.Kind != "Stream" {
			d.Objects = append(d.Objects, htmlObject{o.ID, o.Kind, plain(s.objectName(o.Name, o.Kind, o.ID)), s.threadOf(o)})
		}
	}
	s.columns(&d, x)
	for _, list := range s.waits {
		for _, v := range list {
			d.Waits = append(d.Waits, [5]int{v.Thread, x.add(plain(s.call(v.Op, v.Object, v.Kind, v.ObjectID))), v.ObjectID, v.From, v.Until})
		}
	}
	for _, l := range s.Log {
		d.Log = append(d.Log, [3]int{l.Event, l.Thread, x.add(plain(l.Text))})
	}
	for _, r := range s.Raised {
		d.Raised = append(d.Raised, [3]int{r.Event, r.Thread, x.add(plain(r.Text))})
	}
	if t.End == sim.Deadlock {
		for _, v := range s.stuck() {
			d.Stuck = append(d.Stuck, v.Thread)
		}
		for _, g := range s.groups() {
			for _, t := range g.threads {
				if g.only && len(g.others) > 0 {
					d.Needs[t] = g.others
				}
			}
		}
	}
	d.Strings = x.list
	return d
}

// threadOf is the thread that an object is or stands for; -1 if it is none.
func (s *scene) threadOf(o sim.ObjectInfo) int {
	if t, is := s.standsFor[o.ID]; is {
		return t
	}
	return -1
}

// columns fills what each event has.
func (s *scene) columns(d *htmlTrace, x *texts) {
	step, at := 0, int64(0)
	for i := range s.Events {
		e := &s.Events[i]
		d.Thread = append(d.Thread, e.Thread)
		d.Step = append(d.Step, e.Step-step)
		d.At = append(d.At, e.At.Microseconds()-at)
		step, at = e.Step, e.At.Microseconds()
		d.Does = append(d.Does, x.add(plain(s.brief(i))))
		d.Object = append(d.Object, e.ObjectID)
		d.State = append(d.State, x.add(plain(s.state(e.State, e.ObjectID, i))))
		d.Leaves = append(d.Leaves, x.add(plain(s.leaves(i))))
		d.Source = append(d.Source, x.add(source(e.File, e.Line)))
		d.Code = append(d.Code, x.add(s.code(e.File, e.Line)))
		d.Switch = append(d.Switch, x.add(e.Switch.String()))
		if s.bookkeeping(i) && !s.matters(i) {
			d.Minor = append(d.Minor, i)
		}
		if len(e.Ready) > 1 {
			d.Ready[i] = e.Ready
		}
		for _, a := range e.Also {
			d.Also = append(d.Also, [3]int{i, a.ObjectID, x.add(plain(s.state(a.State, a.ObjectID, i)))})
		}
	}
}
