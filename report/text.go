package report

import (
	"io"
	"strings"
)

// Text writes a finding for people: its cause, one column per thread, and last the line that replays it.
func Text(w io.Writer, f Finding, o Options) error {
	o, f = o.withDefaults(), f.plain()
	s := newActors(f.Trace)
	head, foot := s.head(f, o), foot(f, o)
	lines := head
	if o.Verbose {
		s = unfolded(f.Trace)
	}
	if body := s.body(o, o.Lines-len(head)-len(foot)-1); len(body) > 0 {
		lines = append(append(lines, ""), body...)
	}
	lines = append(lines, foot...)
	out := &lineWriter{w: w}
	for _, l := range lines {
		if o.ASCII {
			l = ascii(l)
		}
		out.line(l)
	}
	return out.err
}

// head is the title, the cause and the facts.
func (s *scene) head(f Finding, o Options) []string {
	lines := wrap(f.Title(), o.Width, "  ")
	cause := wrap(plain(strings.Join(s.cause(f), " ")), o.Width-2, "")
	if most := o.Lines / 4; !o.Verbose && len(cause) > most {
		cause = append(cause[:most-1], cut(cause[most-1]+" …", o.Width-2))
	}
	for _, l := range cause {
		lines = append(lines, "  "+l)
	}
	for _, more := range []string{f.Why, f.Likely, f.Elsewhere, facts(f)} {
		for _, l := range wrap(plain(more), o.Width-2, "") {
			lines = append(lines, "  "+l)
		}
	}
	return lines
}

// facts are the numbers of a finding in one sentence; empty if it has none.
func facts(f Finding) string {
	if f.Token == "" && f.Steps == 0 { // it speaks of a search, not of one execution
		return ""
	}
	text := count(f.Steps, "step", "steps") + ", " + count(f.Preemptions, "preemption", "preemptions")
	switch {
	case f.Fewest && f.Preemptions > 0:
		text += " (no schedule with fewer shows it)"
	case f.Fewest:
		text = count(f.Steps, "step", "steps") + ", no preemption needed"
	case f.Unfinished:
		text += " (there may be a smaller schedule: the search for it was cut short)"
	}
	switch {
	case f.Weakest == "":
	case f.Weakest == "block":
		text += "; shows even in switching mode block"
	case f.Needed:
		text += "; needs switching mode " + f.Weakest
	default: // it was looked for in weaker ones, and not in all that they can do
		text += "; seen in no switching mode weaker than " + f.Weakest
	}
	if f.FirstExecution > 0 { // the first one, or the only one of a replay, is not worth a word
		text += "; first seen in execution " + itoa(f.FirstExecution+1)
	}
	return text + "."
}

// foot has the seed, the token and the line that replays the finding. These lines are never broken: they are copied.
func foot(f Finding, o Options) []string {
	lines := []string{"", "seed " + utoa(f.Seed)}
	if f.Token != "" {
		if one := lines[1] + "   token " + f.Token; width(one) <= o.Width {
			lines[1] = one
		} else {
			lines = append(lines, "token "+f.Token)
		}
	}
	if f.ReplayLine != "" {
		lines = append(lines, "replay with: "+f.ReplayLine)
	}
	return lines
}

// glance is how many rows a reader takes in: a longer list is worth less than one with a gap.
const glance = 36

// body is the lanes, in the greatest detail that has room.
func (s *scene) body(o Options, room int) []string {
	if len(s.Events) == 0 {
		return nil
	}
	if o.Verbose {
		rows := s.fold(s.runs(true), everything)
		return s.draw(rows, s.layout(rows, o))
	}
	runs, after := upTo(s.runs(false), s.horizon())
	var rows []row
	if len(runs) == 0 && len(s.stuck()) == 0 {
		return nil
	}
	for _, d := range []detail{meetings, ends} {
		if rows = s.fold(runs, d); after > 0 {
			rows = append(rows, row{gap: true, event: len(s.Events) - 1, folded: after})
		}
		if len(rows) > room {
			continue
		}
		if lines := s.draw(rows, s.layout(rows, o)); len(lines) <= room {
			return lines
		}
	}
	for n := min(room, glance); ; n-- {
		short := s.shorten(rows, max(n, 6))
		lines := s.draw(short, s.layout(short, o))
		if len(lines) <= room || n <= 6 {
			return lines[:min(len(lines), max(room, 0))]
		}
	}
}
