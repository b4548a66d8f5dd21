package report

import (
	"slices"
	"strings"
)

// raceKind says whether a kind of failure may come from two accesses that nothing orders.
func raceKind(kind string) bool {
	for _, k := range []string{"race", "lost-update", "mutual-exclusion", "duplicate", "reordered", "wrong-result"} {
		if strings.Contains(kind, k) {
			return true
		}
	}
	return false
}

// plainStore are the operations that put a value in the place of another one, as a method need not. Of a container of a script it is not known
// whether they mean the same item.
var plainStore = map[string]bool{"Var.store": true, "store": true, itemStore: true}

const itemStore = "item.store"

// race finds the first write of a thread that overwrites what another thread wrote since it last looked, and says what
// should have ordered the two.
func (s *scene) race() []string {
	type seen struct{ thread, event int }
	reads := map[int][]seen{}   // by object: the last access of each thread
	writes := map[int][]int{}   // by object: the writes, in order
	held := map[int][]string{}  // by thread: the locks that it holds
	locks := map[int][]string{} // by event: the locks that were held; only of accesses to variables
	for i := range s.Events {
		e := &s.Events[i]
		switch m := method(e.Op); {
		case strings.HasSuffix(e.Kind, "Lock") && m == "acquire" && e.Effect == 0:
			held[e.Thread] = append(held[e.Thread], e.Object)
		case strings.HasSuffix(e.Kind, "Lock") && m == "release":
			if k := slices.Index(held[e.Thread], e.Object); k >= 0 {
				held[e.Thread] = slices.Delete(slices.Clone(held[e.Thread]), k, k+1)
			}
		case e.Kind == "Var":
			locks[i] = slices.Clone(held[e.Thread])
			mine := slices.IndexFunc(reads[e.ObjectID], func(r seen) bool { return r.thread == e.Thread })
			if e.Effect == 0 && mine >= 0 && plainStore[e.Op] {
				for _, w := range writes[e.ObjectID] {
					if w > reads[e.ObjectID][mine].event && s.Events[w].Thread != e.Thread {
						return s.overwritten(reads[e.ObjectID][mine].event, w, i, locks)
					}
				}
			}
			if mine >= 0 {
				reads[e.ObjectID][mine].event = i
			} else {
				reads[e.ObjectID] = append(reads[e.ObjectID], seen{e.Thread, i})
			}
			if e.Effect == 0 {
				writes[e.ObjectID] = append(writes[e.ObjectID], i)
			}
		}
	}
	return nil
}

// overwritten describes a read, the write of somebody else, and the write that undid it.
func (s *scene) overwritten(read, other, write int, locks map[int][]string) []string {
	r, o, w := &s.Events[read], &s.Events[other], &s.Events[write]
	text := s.names[r.Thread] + " read " + r.Object + noted(" = ", r.Note, "") + s.at(read) +
		" and wrote " + noted("", w.Note, "it") + s.at(write) + "; in between " + s.names[o.Thread] + " wrote " +
		noted("", o.Note, "it") + s.at(other) + ", which "
	if w.Op == itemStore {
		text += s.names[w.Thread] + " has not seen"
	} else {
		text += "is lost"
	}
	return []string{sentence(text), s.order(locks[read], locks[write], locks[other], s.names[w.Thread], s.names[o.Thread])}
}

// noted is the value that an access notes, or what stands for it: those of scripts note none.
func noted(before, note, none string) string {
	if note == "" {
		return none
	}
	return before + note
}

// at is the step and the line of an event.
func (s *scene) at(i int) string {
	s.cited[i] = true
	e := &s.Events[i]
	if e.File == "" {
		return " (step " + itoa(e.Step) + ")"
	}
	return " (step " + itoa(e.Step) + ", " + source(e.File, e.Line) + ")"
}

// in is the line of an event.
func (s *scene) in(i int) string {
	s.cited[i] = true
	if e := &s.Events[i]; e.File != "" {
		return " (" + source(e.File, e.Line) + ")"
	}
	return ""
}

// order says what should have kept two threads apart: a read and a write by a, and a write by b between them.
func (s *scene) order(read, first, second []string, a, b string) string {
	switch {
	case len(first) == 0 && len(second) == 0:
		return "Nothing orders the two: neither holds a lock from its read to its write."
	case len(first) == 0:
		return "Only " + b + " holds a lock (" + list(second) + "); " + a + " holds none."
	case len(second) == 0:
		return "Only " + a + " holds a lock (" + list(first) + "); " + b + " holds none."
	}
	for _, l := range first {
		if slices.Contains(second, l) {
			if !slices.Contains(read, l) {
				return "Both hold " + l + " while they write, but " + a + " read without it."
			}
			return "Both hold " + l + " while they write, but it was released between the read and the write."
		}
	}
	return "They hold different locks: " + a + " " + list(first) + ", " + b + " " + list(second) + "."
}
