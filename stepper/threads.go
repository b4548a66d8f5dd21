package stepper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"simrun/report"
)

// values are the values that a thread may choose, on a line.
func (m model) values() []string {
	p := &m.session.place
	if !p.IsValue {
		return nil
	}
	text := fmt.Sprintf("%s chooses one of %d values:", p.Threads[p.Running].Name, p.Alternatives)
	from := 0
	show := func(from int) string {
		var b strings.Builder
		for i := from; i < p.Alternatives && b.Len() < m.width; i++ {
			if i == m.cursor {
				fmt.Fprintf(&b, " [%d]", i)
			} else {
				fmt.Fprintf(&b, "  %d ", i)
			}
		}
		return b.String()
	}
	for !strings.Contains(cut(show(from), m.width), fmt.Sprintf("[%d]", m.cursor)) && from < m.cursor {
		from++
	}
	return []string{m.ink.strong(cut(text, m.width)), m.ink.strong(cut(show(from), m.width))}
}

// threads are the lines of the threads. If there is not enough room it leaves out those of which one sees the least: the
// ended ones, then blocked ones, then those far from the cursor.
func (m model) threads(room int, file string) []string {
	p := &m.session.place
	shown, rest := m.chosenThreads(room)
	name := 0
	for _, i := range shown {
		name = max(name, ansi.StringWidth(p.Threads[i].Name))
	}
	name = min(name, m.width/3)
	var lines []string
	for _, i := range shown {
		lines = append(lines, m.thread(i, name, file))
	}
	if rest != "" && room > 0 {
		lines = append(lines, m.ink.faint(cut("  … "+rest, m.width)))
	}
	return lines
}

// chosenThreads are the threads for which there is room, by ID, and what is said of the others.
func (m model) chosenThreads(room int) (shown []int, rest string) {
	p := &m.session.place
	for i := range p.Threads {
		shown = append(shown, i)
	}
	if len(shown) <= room {
		return shown, ""
	}
	order := m.order()
	at := slices.Index(order, m.cursor)
	rank := func(t int) int {
		switch k := slices.Index(p.Ready, t); {
		case k >= 0:
			d := slices.Index(order, k) - at
			return max(d, -d)
		case p.Threads[t].Status != report.Ended:
			return len(p.Threads)
		}
		return 2 * len(p.Threads)
	}
	ranks := make([]int, len(p.Threads))
	for t := range ranks {
		ranks[t] = rank(t)
	}
	slices.SortStableFunc(shown, func(a, b int) int { return ranks[a] - ranks[b] })
	room = max(room-1, 0)
	counts := map[report.Status]int{}
	for _, t := range shown[room:] {
		counts[p.Threads[t].Status]++
	}
	var parts []string
	for s := report.Running; s <= report.Ended; s++ {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", counts[s], s))
		}
	}
	rest = fmt.Sprintf("%d more: %s", len(shown)-room, strings.Join(parts, ", "))
	shown = shown[:room]
	slices.Sort(shown)
	return shown, rest
}

// thread is the line of one thread.
func (m model) thread(t, name int, file string) string {
	p := &m.session.place
	th := &p.Threads[t]
	alternative := slices.Index(p.Ready, t)
	mark := "  "
	if alternative >= 0 && alternative == m.cursor {
		mark = "> "
	}
	text := th.Status.String()
	switch th.Status {
	case report.Blocked:
		text = "┊ blocked in " + th.Does
		if th.State != "" {
			text += " (" + th.State + ")"
		}
	case report.Running:
		text = "running, in " + th.Does
		if p.Over() {
			text = "stands at " + th.Does
		}
	case report.Ready:
		text = "ready   " + th.Does
		if alternative == 0 && p.Running == t {
			text = "running " + th.Does
		}
		if means := m.means(t); means != "" {
			text += " · " + means
		}
	case report.Ended:
		text = "■ ended"
	}
	line := m.withSource(mark+fit(th.Name, name)+"  "+text, th.Source, file, m.width)
	switch {
	case mark == "> ":
		return m.ink.strong(line)
	case th.Status == report.Ready:
		return line
	}
	return m.ink.faint(line)
}

// means says what it would be to go on with a thread.
func (m model) means(t int) string {
	p := &m.session.place
	var parts []string
	switch {
	case p.Alternatives == 1:
		parts = append(parts, "no choice")
	case t == p.Running:
		parts = append(parts, "carries on")
	case !p.Voluntary:
		parts = append(parts, "preempts "+p.Threads[p.Running].Name)
	}
	if p.Threads[t].Times {
		parts = append(parts, "its time is up")
	}
	return strings.Join(parts, ", ")
}
