package report

import (
	"slices"
	"sort"
)

// leftBehind says of each queue that is not empty at the end what is in it, who put it, and what became of those who
// took from it.
func (s *scene) leftBehind() []string {
	var objects []int
	for o := range s.onObject {
		objects = append(objects, o)
	}
	sort.Ints(objects)
	var out []string
	for _, o := range objects {
		left, takers := s.left(o)
		if len(left) == 0 {
			continue
		}
		first := &s.Events[left[0]]
		text := first.Note + " is left in " + first.Object
		if len(left) > 1 {
			text += ", and " + count(len(left)-1, "more item", "more items")
		}
		text += ": " + s.names[first.Thread] + " put it there in step " + itoa(first.Step)
		text += s.in(left[0]) + s.takersOf(takers, left[0])
		out = append(out, sentence(text))
	}
	return out
}

// left are the events that put what nobody took, and the threads that took from the object.
func (s *scene) left(object int) (left, takers []int) {
	for _, i := range s.onObject[object] {
		e := &s.Events[i]
		switch {
		case e.Note == "" || e.Effect != 0:
		case isPut(e.Op):
			left = append(left, i)
		case isGet(e.Op):
			if !slices.Contains(takers, e.Thread) {
				takers = append(takers, e.Thread)
			}
			same := func(j int) bool { return s.Events[j].Note == e.Note }
			if k := slices.IndexFunc(left, same); k >= 0 {
				left = slices.Delete(left, k, k+1)
			}
		}
	}
	return left, takers
}

// takersOf says what had become of those who took from a queue by the time of event i.
func (s *scene) takersOf(takers []int, i int) string {
	if len(takers) == 0 {
		return ", and no thread ever took anything from it"
	}
	names, gone, killed := make([]string, len(takers)), true, true
	for k, t := range takers {
		names[k] = s.names[t]
		gone = gone && s.last[t] < i
		killed = killed && slices.Contains(s.killed(), t)
	}
	only, were := ", the only one that took from it,", " was"
	if len(takers) > 1 {
		only, were = ", the only ones that took from it,", " were"
	}
	text := "; " + list(names) + only
	switch {
	case killed:
		return text + were + " killed when the process ended"
	case gone:
		return text + " had ended before that" + s.endedAt(takers[len(takers)-1])
	}
	return text + " ended without taking it" + s.endedAt(takers[len(takers)-1])
}
