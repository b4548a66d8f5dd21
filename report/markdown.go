package report

import (
	"io"
	"strings"
)

// writeMarkdown writes a section for an issue, a pull request or a job's summary.
func writeMarkdown(w io.Writer, f Finding) error {
	f = f.plain()
	s := newActors(f.Trace)
	out := &lineWriter{w: w}
	out.line("## " + markdownText(f.Title()))
	out.line("")
	for _, c := range s.cause(f) {
		out.line(markdownText(plain(c)))
	}
	for _, more := range []string{f.Why, f.Likely, f.Elsewhere, facts(f)} {
		if more != "" {
			out.line("")
			out.line(markdownText(plain(more)))
		}
	}
	o := Options{}.withDefaults()
	if lines := s.body(o, o.Lines); len(lines) > 0 {
		out.fenced("text", lines)
	}
	if f.ReplayLine != "" {
		out.line("")
		out.line("Replay it (seed " + utoa(f.Seed) + "):")
		out.fenced("sh", []string{plain(f.ReplayLine)})
	}
	return out.err
}

// fenced writes a block of code between fences that are longer than any run of backticks in it.
func (l *lineWriter) fenced(language string, lines []string) {
	fence := "```"
	for strings.Contains(strings.Join(lines, "\n"), fence) {
		fence += "`"
	}
	l.line("")
	l.line(fence + language)
	for _, text := range lines {
		l.line(text)
	}
	l.line(fence)
}

// markdownText escapes what Markdown would take for its own.
func markdownText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|~!&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
