package report

import (
	"fmt"
	"io"
	"strings"

	"simrun/sim"
)

// mermaidLimit is the number of characters that Mermaid reads by default (maxTextSize).
const mermaidLimit = 50000

// writeMermaid writes a sequence diagram: threads and objects are its participants, an operation is an arrow.
func writeMermaid(w io.Writer, f Finding) error {
	f = f.plain()
	s := newActors(f.Trace)
	cause := s.cause(f)
	rows := s.fold(s.runs(false), meetings)
	head := []string{"%%{init: {\"sequence\": {\"wrap\": true}}}%%", "sequenceDiagram", "  title " + mermaidText(f.Title())}
	var body []string
	for _, t := range s.threadsOf(rows) {
		head = append(head, fmt.Sprintf("  participant T%d as %s", t, mermaidText(s.names[t])))
	}
	for _, o := range s.objectsOf(rows) {
		head = append(head, fmt.Sprintf("  participant O%d as %s", o.ID, mermaidText(s.objectName(o.Name, o.Kind, o.ID))))
	}
	for k, r := range rows {
		if r.left == sim.Preempted && k > 0 {
			body = append(body, fmt.Sprintf("  Note over T%d: preempted", s.Events[rows[k-1].event].Thread))
		}
		body = append(body, s.mermaidRow(r)...)
	}
	if s.End == sim.Deadlock {
		for _, v := range s.stuck() {
			body = append(body, fmt.Sprintf("  Note over T%d: %s for ever", v.Thread, mermaidText(s.call(v.Op, v.Object, v.Kind, v.ObjectID))))
		}
	}
	var tail []string
	if len(s.Threads) > 0 && len(rows) > 0 {
		threads := s.threadsOf(rows)
		tail = append(tail, fmt.Sprintf("  Note over T%d,T%d: %s", threads[0], threads[len(threads)-1], mermaidText(cut(strings.Join(cause, " "), 1000))))
	}
	out := &lineWriter{w: w}
	for _, l := range fitMermaid(head, body, tail) {
		out.line(l)
	}
	return out.err
}

// fitMermaid leaves out the middle of the body if the diagram is too long, and says so.
func fitMermaid(head, body, tail []string) []string {
	size := func(lines []string) int {
		n := 0
		for _, l := range lines {
			n += len(l) + 1
		}
		return n
	}
	room := mermaidLimit - size(head) - size(tail)
	if size(body) > room && len(body) > 0 {
		note := func(n int) string { return "  Note over T%d: " + itoa(n) + " lines left out" }
		over := strings.TrimPrefix(strings.Fields(head[3])[1], "T")
		room -= len(note(len(body))) + 10
		from, to := 0, len(body)
		for used := 0; from < to; {
			if used += len(body[from]) + len(body[to-1]) + 2; used > room {
				break
			}
			from, to = from+1, to-1
		}
		cutOut := strings.Replace(note(to-from), "%d", over, 1)
		body = append(append(append([]string(nil), body[:from]...), cutOut), body[to:]...)
	}
	return append(append(append([]string(nil), head...), body...), tail...)
}

func (s *scene) mermaidRow(r row) []string {
	e := &s.Events[r.event]
	var out []string
	switch {
	case r.folded > 0:
		return append(out, fmt.Sprintf("  Note over T%d: %d more", e.Thread, r.folded))
	case e.ObjectID < 0 || len(s.logs[r.event]) > 0 || e.Kind == "Thread" || e.Kind == "Stream" || e.Kind == "Interpreter":
		out = append(out, fmt.Sprintf("  T%d->>T%d: %s", e.Thread, e.Thread, mermaidText(s.does(r.event))))
	default:
		text := strings.TrimPrefix(s.does(r.event), s.objectName(e.Object, e.Kind, e.ObjectID)+".")
		out = append(out, fmt.Sprintf("  T%d->>O%d: %s", e.Thread, e.ObjectID, mermaidText(text)))
		if state := s.leaves(r.event); state != "" {
			out = append(out, fmt.Sprintf("  Note right of O%d: %s", e.ObjectID, mermaidText(state)))
		}
	}
	for _, x := range s.raised[r.event] {
		out = append(out, fmt.Sprintf("  Note over T%d: %s", x.Thread, mermaidText(x.Text)))
	}
	return out
}

// objectsOf are the objects on which the rows have operations, by ID.
func (s *scene) objectsOf(rows []row) []sim.ObjectInfo {
	used := map[int]bool{}
	for _, r := range rows {
		if e := &s.Events[r.event]; r.folded == 0 && e.Kind != "Thread" && e.Kind != "Stream" && e.Kind != "Interpreter" && len(s.logs[r.event]) == 0 {
			used[e.ObjectID] = true
		}
	}
	var out []sim.ObjectInfo
	for _, o := range s.Objects {
		if used[o.ID] {
			out = append(out, o)
		}
	}
	return out
}

// mermaidText escapes what Mermaid would take for its own: a semicolon ends a statement, a hash begins an entity, and
// the word "end" ends a block. https://mermaid.js.org/syntax/sequenceDiagram.html
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		switch r {
		case ';', '#', '<', '>', '%', '"', '{', '}':
			fmt.Fprintf(&b, "#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	words := strings.Split(b.String(), " ")
	for i, w := range words {
		if strings.EqualFold(w, "end") {
			words[i] = "#" + itoa(int(w[0])) + ";" + w[1:]
		}
	}
	if text := strings.TrimSpace(strings.Join(words, " ")); text != "" {
		return text
	}
	return "-"
}
