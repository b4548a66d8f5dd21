package python

import (
	"fmt"
	"strings"

	"simrun/models/queue"
	"simrun/python/cell"
	"simrun/python/worker"
	"simrun/sim"
)

// library is an object of Python's library that the program has made: reports show the calls of its methods as what the
// threads do. No operation is on it: those are on the cells of which it is built.
type library struct {
	sim.Object
	kind     string
	room     int // of a queue; 0 if it has no limit
	left     []queue.Message
	got      []queue.Message
	accounts []account // by the thread's index
	used     bool      // something was put into it, or taken, or looked for: it is a queue
	set      bool      // an Event
}

// account is what one thread had to do with a queue.
type account struct {
	seq   int  // items that it put
	asked bool // it called get
	none  bool // what it did last was to look, and there was no item
}

// of is the thread's account.
func (l *library) of(t *sim.Thread) *account {
	for len(l.accounts) <= t.Index() {
		l.accounts = append(l.accounts, account{})
	}
	return &l.accounts[t.Index()]
}

// value is an item that is what its text says, and object one that is itself alone.
type (
	value  string
	object struct {
		class  string
		number int64
	}
)

func (o *object) String() string { return o.class }

// none, bare and empty are the items that carry nothing: None, object(), and what is empty. Their types have no size, by which
// [properties.NoLostMessage] knows them.
type (
	none  struct{}
	bare  struct{}
	empty struct{}
)

func (none) String() string  { return "None" }
func (bare) String() string  { return "object()" }
func (empty) String() string { return "empty" }

// What the process says that an item is.
const (
	nothing = iota // None, or empty
	plain
)

// item is the item of a record.
func item(r worker.Record) any {
	switch r.Arg {
	case nothing:
		switch r.Text {
		case none{}.String():
			return none{}
		case bare{}.String():
			return bare{}
		}
		return empty{}
	case plain:
		return value(r.Text)
	}
	return &object{r.Text, r.Arg}
}

// put enters an item that a thread has put.
func (l *library) put(t *sim.Thread, item any) {
	a := l.of(t)
	a.seq++
	a.none, l.used = false, true
	l.left = append(l.left, queue.Message{Item: item, Producer: t, Seq: a.seq})
}

// take enters that a thread has got an item: the oldest one like it.
func (l *library) take(t *sim.Thread, item any) {
	l.used = true
	for i, m := range l.left {
		same := m.Item == item
		if o, ok := item.(*object); ok {
			other, ok := m.Item.(*object)
			same = ok && other.number == o.number
		}
		if same {
			m.Consumer = t
			l.got = append(l.got, m)
			l.left = append(l.left[:i:i], l.left[i+1:]...)
			return
		}
	}
}

// look enters that a thread has looked whether there is an item.
func (l *library) look(t *sim.Thread, none bool) {
	l.of(t).none, l.used = none, true
}

// called notes that an operation of a method is carried out.
func (l *library) called(t *sim.Thread, op string) {
	_, method, _ := strings.Cut(op, ".")
	switch {
	case method == "get" || method == "get_nowait":
		if l.room > 0 || l.used || strings.Contains(l.kind, "Queue") {
			a := l.of(t)
			a.asked, a.none = true, false
		}
	case op == "Event.set":
		l.set = true
	case op == "Event.clear":
		l.set = false
	}
}

// Left are the items that are in the queue. It is for properties, as are the next three.
func (l *library) Left() []queue.Message { return l.left }

// Delivered are the items that were got.
func (l *library) Delivered() []queue.Message { return l.got }

// Asked says whether the thread called get.
func (l *library) Asked(t *sim.Thread) bool {
	return t.Index() < len(l.accounts) && l.accounts[t.Index()].asked
}

// FoundNone says whether what the thread did last with the queue was to look, and there was no item.
func (l *library) FoundNone(t *sim.Thread) bool {
	return t.Index() < len(l.accounts) && l.accounts[t.Index()].none
}

// State is what is in a queue, "3/10 [51 82 17]", or whether an event is set; empty for all others.
func (l *library) State() string {
	switch {
	case l.kind == "Event" && l.set:
		return "set"
	case l.kind == "Event":
		return "unset"
	case !l.used && !strings.Contains(l.kind, "Queue"):
		return ""
	}
	var b strings.Builder
	fmt.Fprint(&b, len(l.left))
	if l.room > 0 {
		fmt.Fprintf(&b, "/%d", l.room)
	}
	const shown = 8
	for i, m := range l.left {
		if i == shown {
			fmt.Fprintf(&b, " … %d more", len(l.left)-shown)
			break
		}
		fmt.Fprintf(&b, "%s%s", map[bool]string{true: " [", false: " "}[i == 0], l.World().Show(m.Item))
	}
	if len(l.left) > 0 {
		b.WriteByte(']')
	}
	return b.String()
}

// learn takes in what is no operation: what the thread is about, and what passes through a queue in the step under way.
func (x *execution) learn(r worker.Record) {
	switch r.Kind {
	case worker.Library:
		kind, name, _ := strings.Cut(r.Text, "|")
		l := &library{kind: kind, room: int(r.Arg)}
		l.Init(x.w, kind, name, l)
		l.SetKey(programKey | r.Object)
		x.objects[r.Object] = l
	case worker.Call:
		name, _, _ := strings.Cut(r.Place, "|")
		c := &sim.LibraryCall{Number: r.Call, Name: name}
		if l := x.objects[r.Object]; l != nil {
			c.Object = &l.Object
		}
		for len(x.calls) <= r.Thread {
			x.calls = append(x.calls, nil)
		}
		x.calls[r.Thread] = c
	case worker.Label:
		x.w.Current().Label = r.Text
	case worker.Variable:
		x.newVariable(r)
	case worker.Channel:
		x.newChannel(r)
	case worker.Part:
		x.parts = append(x.parts, cell.Part{Channel: x.channel(r), For: cell.Ready(r.Arg)})
	case worker.Ready:
		x.channel(r).Set(cell.Ready(r.Arg), r.Text)
	case worker.Unread:
		x.leaveUnread(r.Text)
	case worker.Learned:
		x.s.learn(r.Text)
	case worker.Taken:
		x.taken(r)
	case worker.Note:
		x.w.Notef("%s", r.Text)
	default:
		x.pass(r)
	}
}

// callOf is the call that an operation is part of. That of a generator may go on after another one.
func (x *execution) callOf(r worker.Record) *sim.LibraryCall {
	if r.Thread < len(x.calls) && x.calls[r.Thread] != nil && x.calls[r.Thread].Number == r.Call {
		return x.calls[r.Thread]
	}
	name, _, _ := strings.Cut(r.Place, "|")
	return &sim.LibraryCall{Number: r.Call, Name: name}
}

// pass tells a queue what passes through it.
func (x *execution) pass(r worker.Record) {
	l, t := x.objects[r.Object], x.w.Current()
	if l == nil {
		x.broken("an item passes through queue %x, which was not made", r.Object)
	}
	switch r.Kind {
	case worker.Put:
		l.put(t, item(r))
		x.w.Notef("%s", r.Text)
	case worker.Got:
		l.take(t, item(r))
		x.w.Notef("%s", r.Text)
	case worker.Looked:
		l.look(t, r.Arg != 0)
	}
}
