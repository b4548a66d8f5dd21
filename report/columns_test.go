package report

import (
	"slices"
	"strings"
	"testing"

	"simrun/sim"

	"github.com/charmbracelet/x/ansi"
)

// TestColumnsOfCharacters: each character takes as many columns as where the stepper draws it.
func TestColumnsOfCharacters(t *testing.T) {
	for r := rune(' '); r <= 0x3ffff; r++ {
		if want := ansi.StringWidth(string(r)); !unprintable(r) && columns(r) != want {
			t.Errorf("%U %c takes %d columns, want %d", r, r, columns(r), want)
		}
	}
}

// TestWideCharacters: where names and values are of characters that take two columns, or none, the lanes stand below each other.
func TestWideCharacters(t *testing.T) {
	trace := &sim.Trace{End: sim.Completed}
	for i, name := range []string{"消费者线程一", "поток", "e\u0301te\u0301 ✅"} {
		trace.Threads = append(trace.Threads, sim.ThreadInfo{Name: name, Born: -1, Done: true})
		trace.Events = append(trace.Events, sim.Event{Step: i, Thread: i, Op: "Queue.put", Object: "队列🍎", Kind: "Queue", Note: "苹果🍎 第一个苹果", State: "1/10 [苹果🍎]",
			File: "a.py", Line: 7, Switch: sim.EndedThere})
	}
	var out strings.Builder
	if err := Text(&out, Finding{Kind: "odd", Trace: trace}, Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	heading, rows, _ := strings.Cut(out.String()[strings.Index(out.String(), "step "):], "\n")
	line := ansi.StringWidth(strings.TrimSuffix(heading, "line"))
	rows, _, _ = strings.Cut(rows, "\n\n")
	found := 0
	for row := range strings.SplitSeq(rows, "\n") {
		if before, is := strings.CutSuffix(row, ":7"); is {
			if found++; ansi.StringWidth(before) != line {
				t.Errorf("the number of the line is in column %d, and its heading in %d:\n%s\n%s", ansi.StringWidth(before), line, heading, rows)
			}
		}
	}
	if found != len(trace.Events) {
		t.Errorf("%d rows have the number of their line, want %d:\n%s", found, len(trace.Events), rows)
	}
}

// TestCut: what is cut takes no more columns than it should, and no character is cut in two.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		text, want, middle string
		n                  int
	}{
		{"abcdefgh", "abcd…", "abc…h", 5},
		{"队列是空的吗", "队列是…", "队列…吗", 8},
		{"队列", "…", "…", 2},
		{"队列", "队列", "队列", 4},
		{"e\u0301e\u0301e\u0301", "e\u0301…", "e\u0301…", 2},
	} {
		if got, middle := cut(c.text, c.n), cutMiddle(c.text, c.n); got != c.want || middle != c.middle {
			t.Errorf("%q in %d columns is %q and %q, want %q and %q", c.text, c.n, got, middle, c.want, c.middle)
		}
	}
}

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
		{"队列是空的", 5, "", []string{"队列", "是空", "的"}},
		{"队列是空的", 5, "  ", []string{"队列", "  是", "  空", "  的"}},
		{"队列", 1, "", []string{"队", "列"}}, // it comes to an end
		{"队列", 3, "  ", []string{"队", "  列"}},
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
