package cli

import (
	"bytes"
	"io"
	"os"
	"strconv"

	"simrun/report"
)

// ink colours what a person looks for first. It is off unless stdout is a terminal that shows colours, so that files
// and pipes get plain text.
type ink bool

// ink decides by --color, and else by the usual environment variables and whether stdout is a terminal.
func (a *app) ink(o output) ink {
	switch {
	case o.color.word == "always":
		return true
	case o.color.word == "never" || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb":
		return false
	}
	return ink(a.terminal)
}

func (i ink) bad(text string) painted   { return i.paint("1;31", text) }
func (i ink) good(text string) painted  { return i.paint("1;32", text) }
func (i ink) faint(text string) painted { return i.paint("2", text) }

// painted is a text that acts on the terminal, and is meant to.
type painted string

func (i ink) paint(code, text string) painted {
	text = report.Plain(text)
	if !i || text == "" {
		return painted(text)
	}
	return painted("\x1b[" + code + "m" + text + "\x1b[0m")
}

// titleWriter colours the first line that goes through it.
type titleWriter struct {
	w    io.Writer
	ink  ink
	past bool
}

func (t *titleWriter) Write(b []byte) (int, error) {
	if t.past {
		return t.w.Write(b)
	}
	t.past = true
	title, rest, _ := bytes.Cut(b, []byte("\n"))
	if _, err := io.WriteString(t.w, string(t.ink.bad(string(title)))+"\n"); err != nil {
		return 0, err
	}
	if _, err := t.w.Write(rest); err != nil {
		return 0, err
	}
	return len(b), nil
}

// thousands writes a number with commas: 1,234,567.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
