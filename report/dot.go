package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// writeDot writes the wait-for graph at the end of the execution for Graphviz: threads are boxes, objects ellipses, an
// arrow goes from who waits to what it waits for, and from there to who could give it.
func writeDot(w io.Writer, f Finding) error {
	f = f.plain()
	s := newActors(f.Trace)
	s.cause(f)
	out := &lineWriter{w: w}
	out.line("digraph waits {")
	out.line("  label=" + dotText(f.Title()) + "; labelloc=t; rankdir=LR; node [fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\"];")
	threads, objects := s.waitGraphNodes()
	if len(threads) == 0 {
		out.line(`  nobody [label="no thread waits", shape=plaintext];`)
	}
	for _, t := range threads {
		style := "shape=box"
		if s.over[t] {
			style += ", style=dashed, xlabel=\"ended\""
		}
		out.line(fmt.Sprintf("  T%d [label=%s, %s];", t, dotText(s.names[t]), style))
	}
	for _, o := range objects {
		label := o.Object
		if o.State != "" {
			label += "\n" + s.state(o.State, o.ObjectID, len(s.Events))
		}
		out.line(fmt.Sprintf("  O%d [label=%s, shape=ellipse];", o.ObjectID, dotText(label)))
	}
	for _, g := range s.groups() {
		for _, t := range g.threads {
			for _, e := range s.waitEdges(g, t) {
				out.line(e)
			}
		}
	}
	out.line("}")
	return out.err
}

// waitGraphNodes are the threads and objects of the graph, in order. A thread that is waited for stands for itself.
func (s *scene) waitGraphNodes() (threads []int, objects []group) {
	known := map[int]bool{} // looked up only
	for _, g := range s.groups() {
		threads = append(append(threads, g.threads...), g.others...)
		if g.ObjectID >= 0 && g.Kind != "Thread" && !known[g.ObjectID] {
			known[g.ObjectID] = true
			objects = append(objects, g)
		}
	}
	slices.Sort(threads)
	return slices.Compact(threads), objects
}

// waitEdges are the arrows from one waiting thread, and those from the object it waits for.
func (s *scene) waitEdges(g group, t int) []string {
	label := dotText(g.Op)
	if at := source(g.File, g.Line); at != "" {
		label = dotText(g.Op + "\n" + at)
	}
	if g.ObjectID < 0 || g.Kind == "Thread" {
		var out []string
		for _, o := range g.others {
			out = append(out, fmt.Sprintf("  T%d -> T%d [label=%s];", t, o, label))
		}
		return out
	}
	out := []string{fmt.Sprintf("  T%d -> O%d [label=%s];", t, g.ObjectID, label)}
	if t != g.threads[0] {
		return out
	}
	for _, o := range g.others {
		how := "held by"
		if g.only {
			how = "needs"
		}
		out = append(out, fmt.Sprintf("  O%d -> T%d [label=%s, style=dashed];", g.ObjectID, o, dotText(how)))
	}
	return out
}

// dotText is a quoted string of Graphviz.
func dotText(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(plain(lines[i]))
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
