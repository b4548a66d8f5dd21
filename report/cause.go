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
	s.name(f.Why)
	switch {
	case f.Kind == "deadlock" || s.End == sim.Deadlock && len(s.Waiting) > 0 && !strings.Contains(f.Kind, "lost"):
		if c := s.deadlock(); len(c) > 0 {
			return c
		}
	case f.Kind == "lost-message" || f.Kind == "item-left":
		if c := s.leftBehind(); len(c) > 0 {
			if strings.Contains(f.Message, "left in") { // that says the same in fewer words
				return c
			}
			return sentences(f.Message, c)
		}
	case strings.Contains(f.Kind, "exception"):
		if c := s.uncaught(); len(c) > 0 {
			return c
		}
	}
	c := s.race()
	if len(c) > 0 && !raceKind(f.Kind) {
		c[0] = "Suspicious: " + c[0]
	}
	return sentences(f.Message, c)
}

// stepNumber is how a reason names a step.
var stepNumber = regexp.MustCompile(`\bstep (\d+)`)

// name notes the steps that the reason names.
func (s *scene) name(why string) {
	for _, m := range stepNumber.FindAllStringSubmatch(why, -1) {
		for i := range s.Events {
			if itoa(s.Events[i].Step) == m[1] {
				s.named[i] = true
			}
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

// sentence ends a text with a full stop and begins it with a capital letter unless that is a name.
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
			out = append(out, "So did "+count(len(s.Raised)-2, "other thread.", "other threads."))
			break
		}
		text := s.names[r.Thread] + " ended with " + r.Text
		if at := source(r.File, r.Line); at != "" {
			text += " at " + at
		} else if r.Event >= 0 && s.Events[r.Event].File != "" {
			e := &s.Events[r.Event]
			text += ", in or after " + s.call(e.Op, e.Object, e.Kind) + " at " + source(e.File, e.Line)
		}
		out = append(out, sentence(text))
	}
	return out
}
