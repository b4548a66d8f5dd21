package stepper

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// past are the last steps and the last lines of the log: side by side, or one above the other where that is too narrow.
func (m model) past(room int, titles bool, file string) []string {
	p := &m.session.place
	if m.width < 76 || len(p.Log) == 0 {
		log := min(len(p.Log), room/3)
		if titles {
			lines := append([]string{m.title("last steps", m.width)}, m.steps(room-log, m.width, file)...)
			return append(lines, m.log(log, m.width, "│ ")...)
		}
		return append(m.steps(room-log, m.width, file), m.log(log, m.width, "│ ")...)
	}
	left := m.width * 3 / 5
	widest := ansi.StringWidth("── log ─")
	for _, text := range p.Log[max(0, len(p.Log)-max(room, 0)):] {
		widest = max(widest, ansi.StringWidth(text))
	}
	left = max(left, m.width-2-widest)
	steps, log := m.steps(room, left-1, file), m.log(room, m.width-left-2, "")
	var lines []string
	if titles {
		lines = append(lines, m.title("last steps", left)+m.title("log", m.width-left))
	}
	for i := range max(len(steps), len(log)) {
		a, b := "", ""
		if i < len(steps) {
			a = steps[i]
		}
		if i < len(log) {
			b = log[i]
		}
		lines = append(lines, fit(a, left-1)+m.ink.faint("│ ")+b)
	}
	return lines
}

// steps are the last steps that were made.
func (m model) steps(room, width int, file string) []string {
	p := &m.session.place
	list := p.Steps[max(0, len(p.Steps)-max(room, 0)):]
	name := 0
	for _, s := range list {
		name = max(name, ansi.StringWidth(s.Thread))
	}
	name = min(name, width/4)
	var lines []string
	for i, s := range list {
		number := fmt.Sprintf("%6d", s.Step)
		if i > 0 && list[i-1].Step == s.Step {
			number = strings.Repeat(" ", 6)
		}
		text := s.Does
		if s.Switch == "preempted" && i > 0 {
			text += " (" + list[i-1].Thread + " was preempted)"
		}
		lines = append(lines, m.withSource(number+"  "+fit(s.Thread, name)+"  "+text, s.Source, file, width))
	}
	return lines
}

// log are the last lines of the log.
func (m model) log(room, width int, before string) []string {
	p := &m.session.place
	var lines []string
	for _, text := range p.Log[max(0, len(p.Log)-max(room, 0)):] {
		lines = append(lines, cut(before+text, width))
	}
	return lines
}
