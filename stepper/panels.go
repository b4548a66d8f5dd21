package stepper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"simrun/report"
)

// panels are the threads, the objects, and the last steps with the log, in as many lines as there is room for.
func (m model) panels(room int) []string {
	p := &m.session.place
	value := m.values()
	room -= len(value)
	titles := room >= 12
	if titles {
		room -= 3
	}
	last := max(2, room/3)
	threads := min(len(p.Threads), room-last-min(len(p.Objects), (room-last)/3))
	objects := min(len(p.Objects), room-last-threads)
	last = room - threads - objects
	if titles && objects == 0 {
		last++
	}
	file := m.commonFile()
	var lines []string
	add := func(title string, more []string) {
		if titles {
			lines = append(lines, m.title(title, m.width))
		}
		lines = append(lines, more...)
	}
	add(strings.Join(strings.Fields("threads "+file), " ")+m.code(file), append(value, m.threads(threads, file)...))
	if objects > 0 {
		add("objects", m.objects(objects))
	}
	return append(lines, m.past(last, titles, file)...)
}

// code is the text of the program's line at which the thread at the cursor stands, as the heading has it; empty if it is
// not known.
func (m model) code(file string) string {
	p := &m.session.place
	if p.IsValue || m.cursor >= len(p.Ready) {
		return ""
	}
	th := &p.Threads[p.Ready[m.cursor]]
	if th.Code == "" {
		return ""
	}
	at := th.Source
	if file != "" {
		at = strings.TrimPrefix(at, file)
	}
	return " ── " + at + "  " + th.Code
}

// title is the heading of a panel.
func (m model) title(text string, width int) string {
	text = cut("── "+text+" ", width)
	return m.ink.faint(text + strings.Repeat("─", max(0, width-ansi.StringWidth(text))))
}

// commonFile is the file of most of the program's lines that are shown: it needs to be named only once.
func (m model) commonFile() string {
	p := &m.session.place
	counts := map[string]int{}
	best := ""
	count := func(at string) {
		name, _, _ := strings.Cut(at, ":")
		if counts[name]++; name != "" && (best == "" || counts[name] > counts[best]) {
			best = name
		}
	}
	for i := range p.Threads {
		count(p.Threads[i].Source)
	}
	for _, s := range p.Steps[max(0, len(p.Steps)-m.height):] {
		count(s.Source)
	}
	return best
}

// withSource puts a line of the program at the right of a text, if there is room.
func (m model) withSource(text, at, file string, width int) string {
	if file != "" {
		at = strings.TrimPrefix(at, file)
	}
	if width < 60 || at == "" {
		return fit(text, width)
	}
	n := ansi.StringWidth(at) + 2
	return fit(text, width-n) + "  " + at
}

// objects are the lines of the objects. If there is not enough room it leaves out those that have not been touched for
// the longest time.
func (m model) objects(room int) []string {
	list := slices.Clone(m.session.place.Objects)
	rest := 0
	if len(list) > room {
		slices.SortStableFunc(list, func(a, b report.ObjectNow) int { return b.Touched - a.Touched })
		keep := max(room-1, 0)
		rest = len(list) - keep
		kept := list[:keep]
		list = slices.DeleteFunc(slices.Clone(m.session.place.Objects), func(o report.ObjectNow) bool { return !slices.Contains(kept, o) })
	}
	name, kind := 0, 0
	for _, o := range list {
		name, kind = max(name, ansi.StringWidth(o.Name)), max(kind, ansi.StringWidth(o.Kind))
	}
	name = min(name, m.width/3)
	var lines []string
	for _, o := range list {
		text := "  " + fit(o.Name, name) + "  "
		if m.width >= 60 {
			text += fit(o.Kind, kind) + "  "
		}
		lines = append(lines, cut(text+o.State, m.width))
	}
	if rest > 0 && room > 0 {
		lines = append(lines, m.ink.faint(cut(fmt.Sprintf("  … %d more", rest), m.width)))
	}
	return lines
}
