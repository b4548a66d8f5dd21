package report

import (
	"strings"

	"simrun/sim"
)

// method is the last word of an operation: "put" of "Queue.put".
func method(op string) string { return op[strings.LastIndexByte(op, '.')+1:] }

// call is an operation as the program has it: "pipeline.put" for Queue.put on the queue named pipeline.
func (s *scene) call(op, object, kind string, id int) string {
	_, m, ok := strings.Cut(op, ".")
	switch {
	case object == "" || !ok || kind == "Stream" || kind == "Interpreter" || isChannel(kind) || strings.HasPrefix(op, "futures."):
		return op
	}
	return s.objectName(object, kind, id) + "." + m
}

// objectName calls a thread as its column is called, and an executor without a name of its own "executor".
func (s *scene) objectName(name, kind string, id int) string {
	if number, ok := strings.CutPrefix(name, "ThreadPoolExecutor-"); ok && kind == "ThreadPoolExecutor" {
		if number == "0" {
			return "executor"
		}
		return "executor-" + number
	}
	if t, is := s.standsFor[id]; is {
		return s.names[t]
	}
	return name
}

// does says in a few words what an event did, and which values were chosen then.
func (s *scene) does(i int) string {
	if s.Events[i].Note == "" {
		return s.withChoices(i, s.operation(i), ": ")
	}
	return s.withChoices(i, s.operation(i), "; ")
}

// brief is does without what models do by themselves, if there is more to it.
func (s *scene) brief(i int) string {
	if s.bookkeeping(i) && len(s.chosen[i]) > 0 && len(s.logs[i]) == 0 {
		return s.withChoices(i, "", "")
	}
	return s.does(i)
}

// withChoices adds the values that were chosen: behind a text and a colon, or what stands for one.
func (s *scene) withChoices(i int, text, colon string) string {
	var before, after []string
	for _, c := range s.chosen[i] {
		what := c.String()
		if c.Thread != s.Events[i].Thread {
			what = s.names[c.Thread] + " " + what
		}
		if c.Event < 0 {
			before = append(before, what)
		} else {
			after = append(after, what)
		}
	}
	if text != "" && len(after) > 0 {
		text, after = text+colon+after[0], after[1:]
	}
	if text != "" {
		before = append(before, text)
	}
	return strings.Join(append(before, after...), "; ")
}

// operation says in a few words what an event did.
func (s *scene) operation(i int) string {
	e := &s.Events[i]
	if lines := s.logs[i]; len(lines) > 0 {
		return `"` + strings.Join(lines, " / ") + `"`
	}
	text := s.call(e.Op, e.Object, e.Kind, e.ObjectID)
	if e.Part != "" {
		text += ": " + part(e)
		if e.Note != "" {
			text += "; " + e.Note
		}
		return text
	}
	if e.Effect == sim.Elapses {
		if e.ObjectID < 0 {
			return text + " is over"
		}
		return text + " timed out"
	}
	switch {
	case e.Kind == "Var" && method(e.Op) == "load":
		return strings.TrimSuffix("read "+e.Object+": "+e.Note, ": ") // of a script the values are not known
	case e.Kind == "Var" && method(e.Op) == "store":
		return strings.TrimSuffix("write "+e.Object+": "+e.Note, ": ")
	case e.Kind == "Condition" && e.Effect == sim.Reads && strings.HasPrefix(method(e.Op), "wait"):
		return text + ": woken"
	case e.Op == "goroutine.start" && e.Note != "":
		return e.Note
	case s.Threads[e.Thread].Clock:
		return method(e.Op) + "s"
	case (e.Op == "go" || e.Op == "Timer.start") && e.Note != "":
		return method(e.Op) + " " + e.Note
	case e.Op == "select" && e.Note == "":
		return text
	case e.Note == "" && e.Effect == sim.Reads && e.State != "" && len(s.chosen[i]) == 0:
		return text + ": " + s.state(e.State, e.ObjectID, i)
	case e.Note == "":
		return text
	case e.Op == "ThreadPoolExecutor.submit":
		return "submit(" + e.Note + ")"
	case isPut(e.Op) && e.Effect == sim.Writes:
		return text + "(" + e.Note + ")"
	case isPut(e.Op) || isGet(e.Op) && e.Effect == sim.Reads:
		return text + " raised " + e.Note
	}
	return text + ": " + e.Note
}

// leaves is the state in which an event left its object, if it changed it.
func (s *scene) leaves(i int) string {
	e := &s.Events[i]
	if e.Effect != sim.Writes || e.Op == "select" || s.Threads[e.Thread].Clock || e.Kind == "Var" || e.Kind == "ThreadPoolExecutor" || len(s.logs[i]) > 0 || len(s.raised[i]) > 0 {
		return ""
	}
	text := s.state(e.State, e.ObjectID, i)
	if text == heldBy+s.names[e.Thread] {
		return "held"
	}
	return text
}

// isPut says whether an operation puts something where another thread may take it; the note of such an event is what
// was put.
func isPut(op string) bool { return strings.HasPrefix(method(op), "put") }

// isGet is the inverse.
func isGet(op string) bool { return strings.HasPrefix(method(op), "get") }

// list is "a", "a and b", "a, b and c", "a, b and 7 more".
func list(names []string) string {
	const most = 4
	switch n := len(names); {
	case n == 0:
		return "nobody"
	case n == 1:
		return names[0]
	case n <= most:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return strings.Join(names[:most-1], ", ") + " and " + count(n-most+1, "more", "more")
	}
}
