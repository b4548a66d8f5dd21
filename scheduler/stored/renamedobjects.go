package stored

import (
	"slices"
	"strings"
)

// renamed finds what the objects of a recording are called in the program as it is now. Objects of one kind that are in
// only one of the two lists are taken for the same if their names differ in digits only, as Thread-1 (work) and Thread-2
// (work), and then in the order in which they were made.
func renamed(before, now []NamedObject) map[NamedObject]NamedObject {
	rename := map[NamedObject]NamedObject{}
	gone, come := onlyIn(before, now), onlyIn(now, before)
	pair := func(same func(a, b NamedObject) bool) {
		gone = slices.DeleteFunc(gone, func(a NamedObject) bool {
			i := slices.IndexFunc(come, func(b NamedObject) bool { return a.Kind == b.Kind && same(a, b) })
			if i >= 0 {
				rename[a] = come[i]
				come = slices.Delete(come, i, i+1)
			}
			return i >= 0
		})
	}
	pair(func(a, b NamedObject) bool { return withoutDigits(a.Name) == withoutDigits(b.Name) })
	pair(func(a, b NamedObject) bool { return true })
	return rename
}

// onlyIn lists what is in the first list and not in the second.
func onlyIn(list, other []NamedObject) []NamedObject {
	return slices.DeleteFunc(slices.Clone(list), func(o NamedObject) bool { return slices.Contains(other, o) })
}

func withoutDigits(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, name)
}
