package report

import (
	"regexp"
	"strings"

	"simrun/sim"
)

// Cause says in one or two sentences why the finding fails. It begins with what is most specific: the threads that
// wait for each other, the message that stayed behind, the exception and its line.
func Cause(f Finding) []string {
	return newActors(f.Trace).cause(f)
}

func (s *scene) cause(f Finding) []string {
	c := s.explain(f)
	s.name(append(c, f.Why))
	return c
}

// explain explains a failure by its own kind: what else went wrong in the same execution is another finding.
func (s *scene) explain(f Finding) []string {
	deadlocked := s.End == sim.Deadlock && len(s.Waiting) > 0
	var c []string
	switch {
	case deadlocked && (f.Kind == "deadlock" || f.Kind == "leak"): // a goroutine that goes on for ever is a leak, too
		if c = s.deadlock(); len(c) > 0 {
			return c
		}
	case f.Kind == "lost-message" || f.Kind == "item-left":
		if c = s.leftBehind(); len(c) > 0 {
			if strings.Contains(f.Message, "left in") { // that says the same in fewer words
				return c
			}
			return sentences(f.Message, c)
		}
	case f.Kind == sim.LivelockKind:
		if onlyListens(f.Trace) { // a server whose clients are other processes is no bug
			return sentences(f.Message, []string{"In a search nobody connects from outside."})
		}
	case strings.Contains(f.Kind, "exception"):
		if c = s.uncaught(); len(c) > 0 {
			return c
		}
	}
	if len(c) == 0 {
		if c = s.race(); len(c) > 0 && !raceKind(f.Kind) {
			c[0] = "Suspicious: " + c[0]
		}
	}
	if len(c) == 0 && deadlocked && !strings.Contains(f.Kind, "lost") {
		c = s.deadlock()
	}
	return sentences(f.Message, c)
}

// onlyListens says whether all that was done at the end, in the second half of the execution, was to look for connections, by itself or within
// a call of the library.
func onlyListens(t *sim.Trace) bool {
	if t == nil || len(t.Events) == 0 {
		return false
	}
	for _, e := range t.Events[len(t.Events)/2:] {
		if e.Kind != "Listener" {
			return false
		}
	}
	return true
}

// stepNumber is how a sentence names a step.
var stepNumber = regexp.MustCompile(`\bstep (\d+)`)

// name notes the steps that sentences name.
func (s *scene) name(texts []string) {
	steps := map[string]bool{}
	for _, m := range stepNumber.FindAllStringSubmatch(strings.Join(texts, " "), -1) {
		steps[m[1]] = true
	}
	if len(steps) == 0 {
		return
	}
	standIn := s.standIns()
	for i := range s.Events {
		if steps[itoa(s.Events[i].Step)] {
			if k, ok := standIn[i]; ok {
				s.steps[k] = s.Events[i].Step
				i = k
			}
			s.named[i] = true
		}
	}
}

// sentences puts the message of the property before what was found in the trace.
func sentences(message string, more []string) []string {
	if message = strings.TrimSpace(message); message == "" {
		return more
	}
	return append([]string{sentence(message)}, more...)
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// uncaught says which thread an exception ended, and where.
func (s *scene) uncaught() []string {
	var out []string
	for i, r := range s.Raised {
		if i == 2 && len(s.Raised) > 3 {
			out = append(out, "So did "+count(len(s.Raised)-2, "other "+s.thread()+".", "other "+s.thread()+"s."))
			break
		}
		at := source(r.File, r.Line)
		if at != "" {
			at = " at " + at
		} else if r.Event >= 0 && s.Events[r.Event].File != "" {
			e := &s.Events[r.Event]
			at = " in or after " + s.call(e.Op, e.Object, e.Kind, e.ObjectID) + " at " + source(e.File, e.Line)
		}
		out = append(out, sentence(s.names[r.Thread]+" ended"+at+" with "+r.Text)) // which may have any length and any words
	}
	return out
}
