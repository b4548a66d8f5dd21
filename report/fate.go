package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// whoCould names the threads that could have let a group go on, and what became of them.
func (s *scene) whoCould(g group) string {
	does := s.verb(g)
	if g.Kind == "Futures" { // of wait and as_completed: whoever completes one of them
		does = ""
	}
	switch {
	case g.Op == takesTask, g.Kind == "Barrier", g.Kind == "Import":
		return "" // what is missing is said, the state of the one says how many are missing, and of the other what waits
	case strings.HasPrefix(g.Kind, "futures."):
		return s.untold()
	}
	if len(g.others) == 0 {
		if g.Kind == "Listener" { // a server whose clients are other processes is no bug
			return "; no " + s.thread() + " is left that connects to it, and in a search nobody does from outside"
		}
		if does == "" {
			return "; no " + s.thread() + " is left that could let it go on"
		}
		return "; no " + s.thread() + " ever " + does + s.bystanders(g)
	}
	if does == "" && g.only {
		return ""
	}
	if !g.only {
		if g.Kind == "Thread" || len(g.others) == 1 && slices.Equal(g.others, g.threads) {
			return ""
		}
		return s.fate(g.others, "it")
	}
	if woken := s.woken(g); woken != "" {
		return "; only " + s.list(g.others) + " " + does + woken + s.fate(g.others, s.names[g.others[0]])
	}
	return "; only " + s.list(g.others) + " " + does + s.fate(g.others, "it")
}

// bystanders are the other threads that have ended, if they are few: whoever looks for who should have done it begins with
// them.
func (s *scene) bystanders(g group) string {
	var ended []int
	for t := 1; t < len(s.Threads); t++ {
		if s.over[t] && !slices.Contains(g.threads, t) && !s.comesFromOutside(t) {
			ended = append(ended, t)
		}
	}
	if len(ended) == 0 || len(ended) > 2 {
		return ""
	}
	return s.fate(ended, s.names[ended[0]])
}

// comesFromOutside says whether a thread is no thread of the program, but a signal, or the collector.
func (s *scene) comesFromOutside(t int) bool {
	i := s.last[t]
	return i >= 0 && (s.Events[i].Kind == "Signal" || s.Events[i].Kind == "Collector")
}

// untold names the futures that were cancelled without a word to who waits for them: a worker would have to find them,
// and tell.
func (s *scene) untold() string {
	var out []string
	for i := range s.Events {
		e := &s.Events[i]
		if e.Kind != "Future" || method(e.Op) != "cancel" || e.Effect != sim.Writes {
			continue
		}
		if k := slices.IndexFunc(s.Objects, func(o sim.ObjectInfo) bool { return o.ID == e.ObjectID }); k >= 0 && s.Objects[k].State == "CANCELLED" {
			out = append(out, e.Object+" was cancelled in step "+itoa(e.Step)+s.in(i))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "; " + list(out) + ", of which it is told only when a worker comes to it"
}

// woken says whom the last notify of a condition woke in the place of those who wait, and that it was in vain if it was.
func (s *scene) woken(g group) string {
	events := s.onObject[g.ObjectID]
	for k := len(events) - 1; k >= 0 && g.Kind == "Condition"; k-- {
		e := &s.Events[events[k]]
		t := s.wokenNamed(e.Note, events[k])
		if !strings.HasPrefix(method(e.Op), "notify") || t < 0 {
			continue
		}
		text := ", the last time " + s.names[t] + " in step " + itoa(e.Step) + s.in(events[k])
		for k--; k >= 0; k-- {
			if e := &s.Events[events[k]]; e.Thread == t {
				if e.Effect == sim.Elapses {
					text += ", whose wait had timed out in step " + itoa(e.Step)
				}
				break
			}
		}
		return text
	}
	return ""
}

// wokenNamed is the thread of that name which an event woke: of several it is the one that waited until then.
func (s *scene) wokenNamed(name string, event int) int {
	for _, t := range s.byName[name] {
		if slices.ContainsFunc(s.waits[t], func(v sim.Wait) bool { return v.Until == event }) {
			return t
		}
	}
	return s.threadNamed(name, event)
}

// verb is what somebody else would have had to do.
func (s *scene) verb(g group) string {
	switch m := method(g.Op); {
	case isPut(g.Op):
		return "took from it"
	case isGet(g.Op):
		return "put into it"
	case g.Kind == "Event":
		return "set it"
	case strings.HasPrefix(m, "wait"):
		return "woke its waiters"
	case m == "acquire":
		return "released it"
	case m == "join":
		return "reported its items as done"
	case m == "result" || m == "exception":
		return "worked on it"
	}
	return ""
}

// fate says what became of the threads that could have helped: they ended, or wait themselves. If there is only one,
// it is called so.
func (s *scene) fate(threads []int, it string) string {
	var parts []string
	for k, t := range threads {
		if k == 2 && len(threads) > 3 {
			parts = append(parts, "and so on")
			break
		}
		if len(threads) > 1 {
			it = s.names[t]
		}
		switch {
		case s.over[t]:
			parts = append(parts, it+" ended"+s.how(t))
		default:
			if i := slices.IndexFunc(s.Waiting, func(v sim.Waiting) bool { return v.Thread == t }); i >= 0 {
				v := s.Waiting[i]
				parts = append(parts, it+" waits in "+s.call(v.Op, v.Object, v.Kind, v.ObjectID))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", and " + strings.Join(parts, ", ")
}

// how says how a thread ended: of which exception and where, or else at which line.
func (s *scene) how(t int) string {
	at := s.endedAt(t)
	i := slices.IndexFunc(s.Raised, func(r sim.Raised) bool { return r.Thread == t })
	if i < 0 {
		return at
	}
	r := &s.Raised[i]
	if at := source(r.File, r.Line); at != "" {
		return " at " + at + " with " + r.Text
	}
	return " with " + r.Text
}

// endedAt is the line of the last thing that a thread did.
func (s *scene) endedAt(t int) string {
	i := s.last[t]
	if i < 0 || s.Events[i].File == "" {
		return ""
	}
	s.cited[i] = true
	return " at " + source(s.Events[i].File, s.Events[i].Line)
}
