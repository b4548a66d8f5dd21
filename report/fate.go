package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// whoCould names the threads that could have let a group go on, and what became of them.
func (s *scene) whoCould(g group) string {
	does := s.verb(g.Op)
	if g.Kind == "Barrier" {
		return "" // its state says how many are missing
	}
	if len(g.others) == 0 {
		if does == "" {
			return "; no thread is left that could let it go on"
		}
		return "; no thread ever " + does
	}
	if !g.only {
		if g.Kind == "Thread" || len(g.others) == 1 && slices.Equal(g.others, g.threads) {
			return ""
		}
		return s.fate(g.others)
	}
	return "; only " + s.list(g.others) + " " + does + s.fate(g.others)
}

// verb is what somebody else would have had to do.
func (s *scene) verb(op string) string {
	switch m := method(op); {
	case isPut(op):
		return "took from it"
	case isGet(op):
		return "put into it"
	case strings.HasPrefix(m, "wait"):
		return "woke its waiters"
	case m == "acquire":
		return "released it"
	case m == "join":
		return "reported its items as done"
	}
	return ""
}

// fate says what became of the threads that could have helped: they ended, or wait themselves.
func (s *scene) fate(threads []int) string {
	var parts []string
	for k, t := range threads {
		if k == 2 && len(threads) > 3 {
			parts = append(parts, "and so on")
			break
		}
		it := "it"
		if len(threads) > 1 {
			it = s.names[t]
		}
		switch {
		case s.over[t]:
			parts = append(parts, it+" ended"+s.endedAt(t))
		default:
			if i := slices.IndexFunc(s.Waiting, func(v sim.Waiting) bool { return v.Thread == t }); i >= 0 {
				v := s.Waiting[i]
				parts = append(parts, it+" waits in "+s.call(v.Op, v.Object, v.Kind))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", and " + strings.Join(parts, ", ")
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
