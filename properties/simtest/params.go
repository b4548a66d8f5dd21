package simtest

import (
	"strconv"

	"pgregory.net/rapid"

	"simrun/properties/catalog"
)

// Params generates parameters for a program of the catalog, as [catalog.Entry.Build] takes them. Numbers are at most
// most, because larger programs show little more; but not below what the parameter allows. It shrinks to the first word
// and the smallest number of each.
func Params(e catalog.Entry, most int) *rapid.Generator[map[string]string] {
	if len(e.Params) == 0 {
		return rapid.Just(map[string]string{}) // a custom generator must draw
	}
	return rapid.Custom(func(t *rapid.T) map[string]string {
		values := map[string]string{}
		for _, p := range e.Params {
			if len(p.Allowed) > 0 {
				values[p.Name] = rapid.SampledFrom(p.Allowed).Draw(t, p.Name)
			} else {
				n := rapid.IntRange(p.Min, max(p.Min, min(p.Max, most))).Draw(t, p.Name)
				values[p.Name] = strconv.Itoa(n)
			}
		}
		return values
	})
}
