package report

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"simrun/sim"
)

// Plain shows a text that a program under test, its author or a caller made, so that it acts on nothing: neither on the
// terminal nor on the lines of a report nor on a CI that reads them. What is not printable is written as Go and Python
// write it, "\n", "\x1b", "\u202e", a byte that is no UTF-8 as "\xff", and what a CI takes for a command has a backslash.
// All that is shown goes through it; a text that went through it before stays the same.
func Plain(text string) string {
	if strings.IndexFunc(text, unprintable) >= 0 || !utf8.ValidString(text) {
		text = escaped(text)
	}
	if strings.Contains(text, "##") {
		text = azureCommand.ReplaceAllString(text, `##\$1`)
	}
	return guarded(text)
}

func plain(text string) string { return Plain(text) }

// azureCommand begins a command for Azure Pipelines, TeamCity and the old runners of GitHub, wherever it stands in a line.
var azureCommand = regexp.MustCompile(`##(\[|[a-z]+\[)`)

// guarded keeps the beginning of a line from being a command for GitHub.
func guarded(line string) string {
	if rest := strings.TrimLeft(line, " "); strings.HasPrefix(rest, "::") {
		return line[:len(line)-len(rest)] + `\` + rest
	}
	return line
}

// unprintable are control and format characters, among them those that turn the direction of writing, and the separators
// of lines and paragraphs. The joiners of emoji and of some scripts are not: they do no harm.
func unprintable(r rune) bool {
	return !unicode.IsGraphic(r) && r != '\u200c' && r != '\u200d' || r == utf8.RuneError
}

// escaped writes what is not printable by its number.
func escaped(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case !unprintable(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(text[i:]); n > 1 {
				b.WriteRune(r) // it is the character itself
				continue
			}
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// PlainJSON does so for JSON, where the number of a character stands for it: the value stays the same.
func PlainJSON(json []byte) []byte {
	json = bytes.ReplaceAll(json, []byte("##"), []byte(`#\u0023`)) // see azureCommand
	if bytes.IndexFunc(json, func(r rune) bool { return r >= 0x7f && unprintable(r) }) < 0 {
		return json
	}
	var out []byte
	for _, r := range string(json) {
		switch {
		case r < 0x7f || !unprintable(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

// plain is the finding with all its texts so.
func (f Finding) plain() Finding {
	for _, text := range []*string{&f.Scenario, &f.Kind, &f.Where, &f.Token, &f.Weakest, &f.ReplayLine, &f.Why, &f.Likely, &f.Elsewhere} {
		*text = Plain(*text)
	}
	f.Message = Plain(strings.Join(strings.Fields(f.Message), " ")) // it may have lines of its own
	return f
}

// plainTrace is the trace with all its texts so. It is what all writers show but JSON, which is data.
func plainTrace(t *sim.Trace) *sim.Trace {
	out := *t
	out.Threads, out.Objects, out.Log, out.Raised = slices.Clone(t.Threads), slices.Clone(t.Objects), slices.Clone(t.Log), slices.Clone(t.Raised)
	out.Events, out.Next, out.Waits, out.Waiting = slices.Clone(t.Events), slices.Clone(t.Next), slices.Clone(t.Waits), slices.Clone(t.Waiting)
	for i := range out.Threads {
		plainAll(&out.Threads[i].Name, &out.Threads[i].Label)
	}
	for i := range out.Objects {
		plainAll(&out.Objects[i].Kind, &out.Objects[i].Name, &out.Objects[i].State)
	}
	out.Files = slices.Clone(t.Files)
	for i := range out.Files {
		lines := map[int]string{}
		for n, text := range out.Files[i].Lines {
			lines[n] = Plain(text)
		}
		out.Files[i].Lines = lines
	}
	for i := range out.Log {
		plainAll(&out.Log[i].Text)
	}
	for i := range out.Raised {
		plainAll(&out.Raised[i].Text, &out.Raised[i].File)
	}
	for _, events := range [][]sim.Event{out.Events, out.Next} {
		for i := range events {
			e := &events[i]
			plainAll(&e.Op, &e.Object, &e.Kind, &e.Note, &e.State, &e.File, &e.Label, &e.Part)
			e.Also = slices.Clone(e.Also)
			for k := range e.Also {
				plainAll(&e.Also[k].State)
			}
		}
	}
	for i := range out.Waits {
		plainAll(&out.Waits[i].Op, &out.Waits[i].Object, &out.Waits[i].Kind)
	}
	for i := range out.Waiting {
		v := &out.Waiting[i]
		plainAll(&v.Op, &v.Object, &v.Kind, &v.State, &v.File)
	}
	return &out
}

func plainAll(texts ...*string) {
	for _, text := range texts {
		*text = Plain(*text)
	}
}
