package stepper

import (
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"simrun/report"
	"simrun/sim"
)

// The smallest terminal in which something can be seen.
const (
	leastWidth  = 40
	leastHeight = 10
)

// View is the screen.
func (m model) View() tea.View {
	lines, foot := m.body(), ""
	if m.width < leastWidth || m.height < leastHeight {
		text := fmt.Sprintf("The terminal is too small: %dx%d. It needs %dx%d.", m.width, m.height, leastWidth, leastHeight)
		lines = report.Wrap(text, m.width)
	} else {
		foot = m.foot()
	}
	v := tea.NewView("")
	v.AltScreen, v.WindowTitle = true, report.Plain(m.session.title)
	for len(lines) < m.height-1 {
		lines = append(lines, "")
	}
	if foot != "" {
		lines = append(lines[:m.height-1], foot)
		if m.prompt != nil {
			if c := m.prompt.input.Cursor(); c != nil {
				v.Cursor = tea.NewCursor(c.X+ansi.StringWidth(m.prompt.label), m.height-1)
			}
		}
	}
	v.SetContent(strings.Join(lines[:min(len(lines), m.height)], "\n"))
	return v
}

// body is all but the last line.
func (m model) body() []string {
	lines := m.head()
	var tail []string
	if !m.help && m.token == "" {
		tail = m.verdict()
	}
	if text := m.says(); text != "" {
		lines := report.Wrap(text, m.width)
		tail = append(tail, lines[:min(len(lines), 3)]...)
	}
	room := m.height - 1 - len(lines) - len(tail)
	switch {
	case m.help:
		lines = append(lines, m.allKeys(room)...)
	case m.token != "":
		lines = append(lines, report.Wrap("The token: the choices up to here; behind them everybody carries on.", m.width)...)
		lines = append(lines, report.Wrap(m.token, m.width)...)
	default:
		lines = append(lines, m.panels(room)...)
	}
	room = m.height - 1 - len(tail)
	lines = lines[:min(len(lines), max(room, 0))]
	for len(lines) < room {
		lines = append(lines, "")
	}
	return append(lines, tail...)
}

// head is what is executed, and where the execution stands.
func (m model) head() []string {
	s := &m.session
	at := fmt.Sprintf("step %d", s.place.Step)
	if s.at < s.far {
		at += fmt.Sprintf(" of %d", s.length)
	}
	name := cut(report.Plain(s.title), m.width-len(at)-2)
	facts := fmt.Sprintf("%v, %s, switching %v, clock %v, strategy %s", s.place.Now.Round(100*time.Microsecond),
		sim.Count(s.place.Preemptions, "preemption"), s.cfg.Switching, s.cfg.Clock, s.strategy)
	if len(facts) > m.width {
		facts = fmt.Sprintf("%v, %v, %v, %s", s.place.Now.Round(100*time.Microsecond), s.cfg.Switching, s.cfg.Clock, s.strategy)
	}
	return []string{
		m.ink.strong(fit(name, m.width-len(at))) + m.ink.strong(at),
		m.ink.faint(cut(facts, m.width)),
	}
}

// verdict says how the execution ended, or what has already gone wrong.
func (m model) verdict() []string {
	p := &m.session.place
	text, paint := "", m.ink.bad
	switch {
	case len(p.Failures) > 0:
		text = "✗ " + p.Failures[0].Kind + ": " + p.Failures[0].Message
		if n := len(p.Failures) - 1; n > 0 {
			text += fmt.Sprintf(" (and %s)", sim.Count(n, "more failure"))
		}
	case p.Verdict == sim.Passed:
		text, paint = fmt.Sprintf("■ %v: nothing failed", p.End), m.ink.good
	case p.Over():
		text = fmt.Sprintf("■ %v: that says nothing about the program", p.End)
	case len(p.Raised) > 0:
		text = "✗ " + p.Raised[0]
	default:
		return nil
	}
	lines := report.Wrap(report.Plain(text), m.width)
	if most := max(2, m.height/8); len(lines) > most {
		lines[most-1] = cut(lines[most-1]+" …", m.width)
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = paint(lines[i])
	}
	return lines
}

// says is what the last key led to, or what a prompt offers.
func (m model) says() string {
	switch {
	case m.notice != "":
		return report.Plain(m.notice)
	case m.prompt != nil:
		return m.prompt.offers()
	}
	return ""
}

// foot is the last line: what is asked for, or the keys.
func (m model) foot() string {
	if m.prompt != nil {
		return cut(m.prompt.label+m.prompt.input.View(), m.width)
	}
	if m.cancel != nil {
		return m.ink.faint("executing; esc stops it")
	}
	return cut(m.helpModel().ShortHelpView(keys.short()), m.width)
}

// helpModel writes keys.
func (m model) helpModel() help.Model {
	h := help.New()
	h.Styles = help.Styles{}
	if m.ink {
		h.Styles.ShortKey, h.Styles.FullKey, h.Styles.Ellipsis = bold, bold, faint
		h.Styles.ShortDesc, h.Styles.FullDesc = faint, faint
	}
	h.ShortSeparator, h.FullSeparator = "  ", "  "
	h.SetWidth(m.width)
	return h
}

// allKeys are the keys in as many columns as it takes.
func (m model) allKeys(room int) []string {
	var columns [][]key.Binding
	for all := keys.all(); len(all) > 0; {
		n := min(len(all), max(room, 1))
		columns = append(columns, all[:n])
		all = all[n:]
	}
	lines := strings.Split(m.helpModel().FullHelpView(columns), "\n")
	for i := range lines {
		lines[i] = cut(lines[i], m.width)
	}
	return lines
}
