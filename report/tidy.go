package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"simrun/sim"
)

// tidy replaces what is no part of the program as its author knows it: addresses, which differ from run to run, by
// numbers in the order in which they appear; and the private object on which each waiter of a condition waits, by the
// condition. What notes say of values that were chosen is taken out of them: reports have it in its place. It returns the trace itself if there is nothing to replace.
func tidy(t *sim.Trace) *sim.Trace {
	private := privateObjects(t)
	addressed := slices.ContainsFunc(t.Events, func(e sim.Event) bool { return strings.Contains(e.Note+e.State, "0x") })
	if len(private) == 0 && !addressed && len(t.Chosen) == 0 {
		return t
	}
	out := *t
	out.Events, out.Waits, out.Waiting = slices.Clone(t.Events), slices.Clone(t.Waits), slices.Clone(t.Waiting)
	out.Objects = slices.DeleteFunc(slices.Clone(t.Objects), func(o sim.ObjectInfo) bool { _, is := private[o.ID]; return is })
	a := addresses{}
	set := func(id *int) {
		if to, is := private[*id]; is {
			*id = to
		}
	}
	for i := range out.Events {
		e := &out.Events[i]
		set(&e.ObjectID)
		e.Note, e.State = a.replace(e.Note), a.replace(e.State)
	}
	for _, c := range t.Chosen {
		if c.Event >= 0 {
			out.Events[c.Event].Note = without(out.Events[c.Event].Note, c.String())
		}
	}
	for i := range out.Waits {
		set(&out.Waits[i].ObjectID)
	}
	for i := range out.Waiting {
		set(&out.Waiting[i].ObjectID)
		out.Waiting[i].State = a.replace(out.Waiting[i].State)
	}
	return &out
}

// privateObjects maps the objects of waiters to the condition of the same name that was made before.
func privateObjects(t *sim.Trace) map[int]int {
	conditions, private := map[string]int{}, map[int]int{}
	for _, o := range t.Objects {
		if o.Kind != "Condition" {
			continue
		}
		if id, ok := conditions[o.Name]; ok {
			private[o.ID] = id
		} else {
			conditions[o.Name] = o.ID
		}
	}
	return private
}

// without takes one of the parts out of a note.
func without(note, part string) string {
	parts := strings.Split(note, "; ")
	if i := slices.Index(parts, part); i >= 0 {
		parts = slices.Delete(parts, i, i+1)
	}
	return strings.Join(parts, "; ")
}

var address = regexp.MustCompile(`\b0x[0-9a-f]{6,16}\b`)

// addresses numbers what it has seen.
type addresses map[string]string

func (a addresses) replace(text string) string {
	if !strings.Contains(text, "0x") {
		return text
	}
	return address.ReplaceAllStringFunc(text, func(found string) string {
		if a[found] == "" {
			a[found] = "@" + strconv.Itoa(len(a)+1)
		}
		return a[found]
	})
}
