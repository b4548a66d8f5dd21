// Package suggest finds, for a word that was mistyped, the one that was most probably meant.
package suggest

import "strings"

// Closest is the name that is nearest to what was typed; empty if none is like it. A name that begins with what was
// typed, or the other way round, counts as near; otherwise at most a third of the letters may be wrong. Of names that
// are equally near it is the first.
func Closest(typed string, names []string) string {
	best, least := "", max(len(typed)/3, 1)+1
	for _, name := range names {
		d := distance(typed, name)
		switch {
		case len(typed) > 1 && strings.HasPrefix(name, typed):
			d = min(d, 1)
		case name != "" && strings.HasPrefix(typed, name):
			d = min(d, 2)
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters have to be put in, left out, replaced, or exchanged with their neighbour to make b of a:
// the restricted edit distance of Damerau and Levenshtein.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
