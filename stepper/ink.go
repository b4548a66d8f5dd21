package stepper

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// ink says whether the screen has colours. Without them it has the same text.
type ink bool

func (i ink) paint(s lipgloss.Style, text string) string {
	if !i || text == "" {
		return text
	}
	return s.Render(text)
}

var (
	bold  = lipgloss.NewStyle().Bold(true)
	faint = lipgloss.NewStyle().Faint(true)
	red   = bold.Foreground(lipgloss.Red)
	green = bold.Foreground(lipgloss.Green)
)

func (i ink) bad(text string) string    { return i.paint(red, text) }
func (i ink) good(text string) string   { return i.paint(green, text) }
func (i ink) strong(text string) string { return i.paint(bold, text) }
func (i ink) faint(text string) string  { return i.paint(faint, text) }

// fit makes a text exactly n columns wide.
func fit(text string, n int) string {
	text = cut(text, n)
	return text + strings.Repeat(" ", max(0, n-ansi.StringWidth(text)))
}

// cut shortens a text to n columns.
func cut(text string, n int) string { return ansi.Truncate(text, max(n, 0), "…") }
