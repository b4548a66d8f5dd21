package report

import (
	"slices"
	"strings"
	"unicode"
)

// width is the number of columns that a text takes in a terminal: of a character on its own, as characters that are joined to one
// sign count one by one.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// columns is the number of columns that a character takes: two if it is one of East Asia or an emoji, none if it is put above or
// below the one before it, or joins two.
func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), r == '\u200c', r == '\u200d':
		return 0
	}
	if _, is := slices.BinarySearchFunc(wide, r, func(w [2]rune, r rune) int {
		switch {
		case w[1] < r:
			return -1
		case w[0] > r:
			return 1
		}
		return 0
	}); is {
		return 2
	}
	return 1
}

// wide are the first and the last of the characters that take two columns, with what is not assigned between them:
// https://www.unicode.org/reports/tr11/
var wide = [][2]rune{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe},
	{0x2614, 0x2615}, {0x2630, 0x2637}, {0x2648, 0x2653}, {0x267f, 0x267f}, {0x268a, 0x268f}, {0x2693, 0x2693}, {0x26a1, 0x26a1},
	{0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3},
	{0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c},
	{0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c},
	{0x2b50, 0x2b50}, {0x2b55, 0x2b55}, {0x2e80, 0x3029}, {0x302e, 0x303e}, {0x3041, 0x3096}, {0x309b, 0x3247}, {0x3250, 0xa4c6},
	{0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfad9}, {0xfe10, 0xfe19}, {0xfe30, 0xfe6b}, {0xff01, 0xff60}, {0xffe0, 0xffe6},
	{0x16fe0, 0x16fe3}, {0x16ff0, 0x1b2fb}, {0x1d300, 0x1d376}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e},
	{0x1f191, 0x1f19a}, {0x1f1e6, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca},
	{0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc},
	{0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4},
	{0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6df}, {0x1f6eb, 0x1f6ec},
	{0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7f0}, {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faf8},
	{0x20000, 0x323af},
}

// fitting is how many characters from the beginning fit into n columns.
func fitting(line []rune, n int) int {
	for i, r := range line {
		if n -= columns(r); n < 0 {
			return i
		}
	}
	return len(line)
}

// cut shortens a text to n columns.
func cut(s string, n int) string {
	if width(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	r := []rune(s)
	return string(r[:fitting(r, n-1)]) + "…"
}

// cutMiddle shortens a name to n columns, and keeps its end, too: the threads of a pool differ in nothing else.
func cutMiddle(s string, n int) string {
	if width(s) <= n || n < 4 {
		return cut(s, n)
	}
	r, room := []rune(s), (n-1)/3
	end := len(r)
	for end > 0 && columns(r[end-1]) <= room {
		end--
		room -= columns(r[end])
	}
	return string(r[:fitting(r, n-1-(n-1)/3)]) + "…" + string(r[end:])
}

// pad fills a text up to n columns.
func pad(s string, n int) string {
	if w := width(s); w < n {
		return s + strings.Repeat(" ", n-w)
	}
	return s
}

// Wrap breaks a text into lines of at most width columns, as reports do.
func Wrap(text string, width int) []string { return wrap(text, max(width, 1), "") }

// wrap breaks a text into lines of at most n columns, between words where it can. Lines after the first begin with
// indent. It takes as long as the text is.
func wrap(text string, n int, indent string) []string {
	var lines []string
	var line []rune
	taken := 0 // columns of line
	for _, field := range strings.Fields(text) {
		word, more := []rune(field), width(field)
		switch {
		case len(line) == 0:
			line, taken = word, more
		case taken+1+more <= n:
			line, taken = append(append(line[:len(line):len(line)], ' '), word...), taken+1+more
			continue
		default:
			lines = append(lines, string(line))
			line, taken = append([]rune(indent), word...), len(indent)+more
		}
		for taken > n {
			begins := len(indent)
			if len(lines) == 0 {
				begins = 0
			}
			at := breakAt(line, n, begins)
			if at == len(line) {
				break // one character that is wider than n
			}
			lines = append(lines, string(line[:at]))
			taken += len(indent) - width(string(line[:at]))
			if room := at - len(indent); room >= 0 { // the indent stands where what was cut off stood
				line = line[room:]
				copy(line, []rune(indent))
			} else {
				line = append([]rune(indent), line[at:]...)
			}
		}
	}
	if len(line) > 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// breakAt is where to break a line that is longer than n columns: rather behind a bracket or a dot in its second half, and behind
// one character of its text at least, which begins at begins, so that there is an end to it.
func breakAt(line []rune, n, begins int) int {
	at := min(max(fitting(line, n), begins+1), len(line))
	for k := at; k > max(at/2, begins); k-- {
		if line[k-1] == '(' || line[k-1] == '.' {
			return k
		}
	}
	return at
}
