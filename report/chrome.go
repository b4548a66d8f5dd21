package report

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"simrun/sim"
)

// chromeEvent is one record of Chrome's trace-event format, which Perfetto opens.
// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
type chromeEvent struct {
	Name  string         `json:"name,omitempty"`
	Cat   string         `json:"cat,omitempty"`
	Phase string         `json:"ph"`
	TS    int64          `json:"ts"` // microseconds
	Dur   int64          `json:"dur,omitempty"`
	PID   int            `json:"pid"`
	TID   int            `json:"tid"`
	ID    int            `json:"id,omitempty"`
	Bind  string         `json:"bp,omitempty"`
	Scope string         `json:"s,omitempty"`
	Args  map[string]any `json:"args,omitempty"` // encoded in the order of the keys
}

const (
	chromePID   = 1
	longestStep = 100 // microseconds of a slice, so that a jump of the clock is a gap and not a long step
)

// chrome writes records as they come, because a trace of 100,000 steps is large.
type chrome struct {
	*scene
	w      *bufio.Writer
	err    error
	first  bool
	start  []int64 // by event
	end    []int64
	flow   int
	counts map[int]string // by object: the last value of its counter; looked up only
}

// writeChrome writes one track per thread with a slice for each event and each wait, an arrow from each event that let
// a thread go on to what that thread did next, and a counter for each object whose state begins with a number.
func writeChrome(w io.Writer, f Finding) error {
	f = f.plain()
	c := &chrome{scene: newScene(f.Trace), w: bufio.NewWriter(w), first: true, counts: map[int]string{}}
	c.times()
	c.text(`{"displayTimeUnit":"ms","otherData":`)
	c.value(map[string]string{"scenario": f.Scenario, "kind": f.Kind, "token": f.Token, "replay": f.ReplayLine})
	c.text(`,"traceEvents":[`)
	c.metadata(f)
	for i := range c.Events {
		c.slice(i)
		c.counter(i)
	}
	for t := range c.Threads {
		c.waitsOf(t)
	}
	c.births()
	c.exceptions()
	c.text("\n]}\n")
	if c.err == nil {
		c.err = c.w.Flush()
	}
	return c.err
}

// times gives each event a slice of its own: virtual time, and a microsecond later where that stands still.
func (c *chrome) times() {
	c.start, c.end = make([]int64, len(c.Events)), make([]int64, len(c.Events))
	for i := range c.Events {
		c.start[i] = c.Events[i].At.Microseconds()
		if i > 0 {
			c.start[i] = max(c.start[i], c.start[i-1]+1)
			c.end[i-1] = min(c.start[i], c.start[i-1]+longestStep)
		}
		c.end[i] = c.start[i] + longestStep
	}
}

func (c *chrome) text(s string) {
	if c.err == nil {
		_, c.err = c.w.WriteString(s)
	}
}

func (c *chrome) value(v any) {
	b, err := json.Marshal(v)
	if c.err == nil {
		c.err = err
	}
	c.text(string(PlainJSON(b)))
}

func (c *chrome) put(e chromeEvent) {
	if !c.first {
		c.text(",")
	}
	c.first = false
	c.text("\n")
	e.PID = chromePID
	c.value(e)
}

// metadata names the tracks. Perfetto takes thread 0 for the process, so tracks count from 1.
func (c *chrome) metadata(f Finding) {
	c.put(chromeEvent{Name: "process_name", Phase: "M", Args: map[string]any{"name": f.Title()}})
	for t, name := range c.names {
		c.put(chromeEvent{Name: "thread_name", Phase: "M", TID: t + 1, Args: map[string]any{"name": name}})
		c.put(chromeEvent{Name: "thread_sort_index", Phase: "M", TID: t + 1, Args: map[string]any{"sort_index": t}})
	}
}

func (c *chrome) slice(i int) {
	e := &c.Events[i]
	args := map[string]any{"step": e.Step, "op": e.Op}
	for _, a := range []struct{ key, value string }{
		{"object", e.Object}, {"note", e.Note}, {"state", c.state(e.State, e.ObjectID, i)}, {"source", source(e.File, e.Line)},
		{"switch", e.Switch.String()},
	} {
		if a.value != "" {
			args[a.key] = a.value
		}
	}
	c.put(chromeEvent{Name: c.does(i), Cat: "step", Phase: "X", TS: c.start[i], Dur: c.end[i] - c.start[i], TID: e.Thread + 1, Args: args})
}

// exceptions are marks on their threads. They come after the arrows: a mark is a slice to Perfetto, which takes the last
// one that began for the end of an arrow.
func (c *chrome) exceptions() {
	for _, r := range c.Raised {
		at := int64(0)
		if r.Event >= 0 {
			at = c.start[r.Event]
		}
		c.put(chromeEvent{Name: r.Text, Cat: "exception", Phase: "i", Scope: "t", TS: at, TID: r.Thread + 1})
	}
}

// counter follows the number with which the state of an object begins: the items in a queue. An ID, which Perfetto shows
// in the name of the track, tells only objects of one name apart.
func (c *chrome) counter(i int) {
	e := &c.Events[i]
	n := leadingNumber(e.State)
	if n == "" || c.counts[e.ObjectID] == n {
		return
	}
	c.counts[e.ObjectID] = n
	v, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return
	}
	what, id := "value", 0
	if strings.HasSuffix(e.Kind, "Queue") {
		what = "items"
	}
	if slices.ContainsFunc(c.Objects, func(o sim.ObjectInfo) bool { return o.Name == e.Object && o.Kind == e.Kind && o.ID < e.ObjectID }) {
		id = e.ObjectID + 1
	}
	c.put(chromeEvent{Name: e.Object, Cat: "state", Phase: "C", TS: c.start[i], ID: id, Args: map[string]any{what: v}})
}

// leadingNumber is "2" of "2/10 [38 81]", and empty if the text does not begin with a number.
func leadingNumber(state string) string {
	n := 0
	for n < len(state) && (state[n] >= '0' && state[n] <= '9' || n == 0 && state[n] == '-') {
		n++
	}
	if n < len(state) && state[n] != '/' && state[n] != ' ' || state[:n] == "-" {
		return ""
	}
	return state[:n]
}

// waitsOf adds the slices in which a thread was blocked, and the arrows to what it did next.
func (c *chrome) waitsOf(t int) {
	own := c.eventsOf(t)
	at := 0
	for _, v := range c.waits[t] {
		from, until := int64(0), c.lastEnd()+longestStep // who waits for ever does so behind the last event, too
		if v.From >= 0 {
			from = c.end[v.From]
		}
		byOther := v.Until >= 0 && c.Events[v.Until].Thread != t
		switch {
		case byOther:
			until = c.end[v.Until]
		case v.Until >= 0:
			until = c.start[v.Until]
		}
		if until <= from {
			continue
		}
		name := "blocked in " + c.call(v.Op, v.Object, v.Kind, v.ObjectID)
		if v.ObjectID < 0 {
			name = "sleeps"
		}
		if v.Until < 0 && c.End == sim.Deadlock {
			name += " for ever"
		}
		c.put(chromeEvent{Name: name, Cat: "blocked", Phase: "X", TS: from, Dur: until - from, TID: t + 1})
		for at < len(own) && own[at] <= v.Until {
			at++
		}
		if byOther && at < len(own) {
			c.arrow("wakes", v.Until, own[at])
		}
	}
}

func (c *chrome) eventsOf(t int) []int {
	var own []int
	for i := range c.Events {
		if c.Events[i].Thread == t {
			own = append(own, i)
		}
	}
	return own
}

func (c *chrome) lastEnd() int64 {
	if len(c.end) == 0 {
		return 0
	}
	return c.end[len(c.end)-1]
}

// births adds an arrow from the creation of each thread to its first event.
func (c *chrome) births() {
	seen := make([]bool, len(c.Threads))
	for i := range c.Events {
		t := c.Events[i].Thread
		if born := c.Threads[t].Born; !seen[t] && born >= 0 && born < i {
			c.arrow("creates", born, i)
		}
		seen[t] = true
	}
}

// arrow has an id of its own: an arrow cannot fork.
func (c *chrome) arrow(name string, from, to int) {
	c.flow++
	a := chromeEvent{Name: name, Cat: "flow", ID: c.flow}
	a.Phase, a.TS, a.TID = "s", c.start[from], c.Events[from].Thread+1
	c.put(a)
	a.Phase, a.Bind, a.TS, a.TID = "f", "e", c.start[to], c.Events[to].Thread+1
	c.put(a)
}
