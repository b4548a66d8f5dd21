package report

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// group is the threads that wait for the same thing in the same way.
type group struct {
	sim.Waiting
	threads []int
	others  []int // the threads that could have let them go on
	only    bool  // others are those that did so to this object earlier, not those that the object names
}

// groups collects what the threads wait for, in the order of the first thread of each. It does so once.
func (s *scene) groups() []group {
	if s.grouped != nil {
		return s.grouped
	}
	type same struct {
		op, state, others string
		object            int
	}
	known := map[same]int{} // looked up only
	s.grouped, s.groupOf = []group{}, map[int]int{}
	for _, v := range s.stuck() {
		key := same{v.Op, v.State, fmt.Sprint(v.For), v.ObjectID}
		if i, ok := known[key]; ok {
			s.grouped[i].threads = append(s.grouped[i].threads, v.Thread)
			s.groupOf[v.Thread] = i
			continue
		}
		g := group{Waiting: v, threads: []int{v.Thread}, others: v.For}
		if len(v.For) == 0 {
			g.others, g.only = s.partners(v.Op, v.ObjectID), true
		}
		known[key], s.groupOf[v.Thread] = len(s.grouped), len(s.grouped)
		s.grouped = append(s.grouped, g)
	}
	return s.grouped
}

// stuck are the threads that wait at the end and still have something to do. If none has, they are all that wait, without those that
// only stand for a timer.
func (s *scene) stuck() []sim.Waiting {
	var out, all []sim.Waiting
	for i := range s.Waiting {
		v := s.Waiting[i]
		if !s.idle(&v) {
			out = append(out, v)
		}
		if !s.Threads[v.Thread].Clock {
			all = append(all, v)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// wakes is the beginning of the methods that end a wait in the method before it.
var wakes = []struct{ waits, wakes string }{
	{"put", "get"}, {"get", "put"}, {"join", "task_done"}, {"wait_for", "notify"}, {"wait", "set"}, {"wait", "notify"},
	{"acquire", "release"}, {"result", "set"}, {"exception", "set"},
}

// partners are the threads that did to the object, in this execution, what could let somebody in op go on.
func (s *scene) partners(op string, object int) []int {
	var out []int
	for _, i := range s.onObject[object] {
		e := &s.Events[i]
		for _, w := range wakes {
			if strings.HasPrefix(method(op), w.waits) && strings.HasPrefix(method(e.Op), w.wakes) && !slices.Contains(out, e.Thread) {
				out = append(out, e.Thread)
			}
		}
	}
	slices.Sort(out)
	return out
}

// deadlock describes the cycle or chain of threads that wait for each other.
func (s *scene) deadlock() []string {
	groups := s.groups()
	if cycle := s.cycle(groups); len(cycle) > 0 {
		return s.describeCycle(groups, cycle)
	}
	if knot := s.knot(groups); len(knot) > 0 {
		return s.describeCycle(groups, knot)
	}
	var out, later []string
	first := 0 // groups that are no consequence
	for _, g := range groups {
		switch {
		case s.follows(g):
			later = append(later, s.who(g)+" "+s.waitsIn(g))
		case first < 3:
			out = append(out, s.who(g)+" "+s.waitsIn(g)+s.whoCould(g)+".")
			first++
		default:
			first++
		}
	}
	if first > 3 {
		out = append(out[:2], count(first-2, "more group of "+s.thread()+"s waits", "more groups of "+s.thread()+"s wait")+" as well.")
	}
	if len(later) > 0 {
		out = append(out, sentence(list(later)))
	}
	return out
}

// follows says whether a group waits for a thread that waits itself: then it is a consequence.
func (s *scene) follows(g group) bool {
	return !g.only && slices.ContainsFunc(g.others, func(t int) bool { _, waits := s.groupOf[t]; return waits })
}

// who lists the threads of a group.
func (s *scene) who(g group) string {
	return s.list(g.threads)
}

// list names threads.
func (s *scene) list(threads []int) string {
	names := make([]string, len(threads))
	for i, t := range threads {
		names[i] = s.names[t]
	}
	return list(names)
}

// waitsIn says what a group waits for: "waits in Queue.put on pipeline, which is full (10/10)".
func (s *scene) waitsIn(g group) string {
	verb := "waits"
	if len(g.threads) > 1 {
		verb = "wait"
	}
	switch m := method(g.Op); {
	case g.ObjectID < 0:
		return verb + " in " + g.Op
	case g.Op == takesTask:
		return verb + " for a task of " + g.Object
	case g.Kind == "Import":
		return verb + " for the import of " + g.Object + " to end"
	case g.Kind == "Thread":
		return verb + " in " + g.Op + " for " + s.objectName(g.Object, g.Kind, g.ObjectID) + " to end"
	case g.Kind == "Future" && len(g.For) > 0:
		return verb + " in " + g.Op + " on " + g.Object + parenthesis(g.State) + ", which only " + s.list(g.For) + " could run"
	case isChannel(g.Kind):
		return verb + " " + channelWait(m, g.Op) + " " + g.Object + ", which is " + g.State
	case m == "acquire" && len(g.For) == 1:
		return verb + " in " + g.Op + " for " + g.Object + ", which " + s.holder(g) + " holds" + s.since(g)
	case g.Call != nil && len(g.For) == 1:
		return verb + " in " + g.Op + " on " + g.Object + ", whose lock " + s.holder(g) + " holds"
	default:
		return verb + " in " + g.Op + " on " + g.Object + s.whichIs(g)
	}
}

// parenthesis is a state in brackets; empty if there is none.
func parenthesis(state string) string {
	if state == "" {
		return ""
	}
	return " (" + state + ")"
}

// holder is the thread that a lock names, itself if it is the only one that waits.
func (s *scene) holder(g group) string {
	if len(g.threads) == 1 && g.threads[0] == g.For[0] {
		return "it"
	}
	return s.names[g.For[0]]
}

// since says when the thread that a lock names took it.
func (s *scene) since(g group) string {
	events := s.onObject[g.ObjectID]
	for k := len(events) - 1; k >= 0; k-- {
		if e := &s.Events[events[k]]; e.Thread == g.For[0] && method(e.Op) == "acquire" && e.Effect == sim.Writes {
			return " since step " + itoa(e.Step) + s.in(events[k])
		}
	}
	return ""
}

// cleared says who set an event in vain: somebody cleared it before the waiter came, or saw it.
func (s *scene) cleared(event int) string {
	set, cleared := -1, -1
	for _, i := range s.onObject[event] {
		switch e := &s.Events[i]; {
		case method(e.Op) == "set":
			set, cleared = i, -1
		case method(e.Op) == "clear" && set >= 0:
			cleared = i
		}
	}
	if cleared < 0 {
		return ""
	}
	s.cited[set], s.cited[cleared] = true, true
	by := &s.Events[cleared]
	return ": " + s.names[s.Events[set].Thread] + " set it in step " + itoa(s.Events[set].Step) + ", and " + s.names[by.Thread] +
		" cleared it in step " + itoa(by.Step) + s.in(cleared)
}

// whichIs explains the state of the object.
func (s *scene) whichIs(g group) string {
	m, n := method(g.Op), strings.Fields(g.State+" ")
	switch {
	case isPut(g.Op) && len(n) > 0 && strings.Contains(n[0], "/"):
		return ", which is full (" + n[0] + ")"
	case isGet(g.Op) && len(n) > 0 && strings.HasPrefix(n[0], "0"):
		return ", which is empty"
	case m == "wait" && g.State == "unset":
		return ", which is not set" + s.cleared(g.ObjectID)
	case g.State == "":
		return ""
	}
	return " (" + s.state(g.State, g.ObjectID, len(s.Events)) + ")"
}
