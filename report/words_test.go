package report

import (
	"slices"
	"strings"
	"testing"
)

// TestWrap holds the lines to the text: nothing is lost, and none is too long.
func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text   string
		n      int
		indent string
		want   []string
	}{
		{"", 5, "", nil},
		{"one two three", 7, "", []string{"one two", "three"}},
		{"one two three", 7, "  ", []string{"one two", "  three"}},
		{"abcdefghij", 4, "", []string{"abcd", "efgh", "ij"}},
		{"abcdefghij", 4, "  ", []string{"abcd", "  ef", "  gh", "  ij"}},
		{"x.put(abcdef) y", 8, "  ", []string{"x.put(", "  abcdef", "  ) y"}},
		{"äöüßäöüß", 3, "", []string{"äöü", "ßäö", "üß"}},
	} {
		if got := wrap(c.text, c.n, c.indent); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d, %q) is %q, want %q", c.text, c.n, c.indent, got, c.want)
		}
	}
}

// TestWrapIsLinear: 32 times the text takes about 32 times as long; it was 1,024 times.
func TestWrapIsLinear(t *testing.T) {
	for _, unit := range []string{"abcdefghijkl", "some words "} {
		wrapped := func(n int) func() {
			text := strings.Repeat(unit, n)
			return func() { wrap(text, 96, "  ") }
		}
		if one, many, tooFast := GrowsTooFast(wrapped(2_000), wrapped(64_000)); tooFast {
			t.Errorf("%q: %v, and 32 times as much %v", unit, one, many)
		}
	}
}
