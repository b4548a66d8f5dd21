package report

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// count is "1 step", "2 steps".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// width is the number of columns that a text takes. Characters of double width count as one: the standard library
// does not know them.
func width(s string) int { return utf8.RuneCountInString(s) }

// cut shortens a text to n columns.
func cut(s string, n int) string {
	if width(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	r := []rune(s)
	return string(r[:n-1]) + "…"
}

// cutMiddle shortens a name to n columns, and keeps its end, too: the threads of a pool differ in nothing else.
func cutMiddle(s string, n int) string {
	if width(s) <= n || n < 4 {
		return cut(s, n)
	}
	r, end := []rune(s), (n-1)/3
	return string(r[:n-1-end]) + "…" + string(r[len(r)-end:])
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
	for _, field := range strings.Fields(text) {
		word := []rune(field)
		switch {
		case len(line) == 0:
			line = word
		case len(line)+1+len(word) <= n:
			line = append(append(line[:len(line):len(line)], ' '), word...)
			continue
		default:
			lines = append(lines, string(line))
			line = append([]rune(indent), word...)
		}
		for len(line) > n {
			at := n
			for k := n; k > n/2; k-- { // rather behind a bracket or a dot
				if line[k-1] == '(' || line[k-1] == '.' {
					at = k
					break
				}
			}
			lines = append(lines, string(line[:at]))
			rest := line[at:]
			if room := at - len(indent); room >= 0 { // the indent stands where what was cut off stood
				rest = line[room:]
				copy(rest, []rune(indent))
			} else {
				rest = append([]rune(indent), rest...)
			}
			line = rest
		}
	}
	if len(line) > 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// inASCII has a character of one column for each that reports draw with.
var inASCII = map[rune]rune{'┊': ':', '…': '~', '→': '>', '■': '#', '✗': 'x', '─': '-', '·': ','}

// ascii replaces what is outside ASCII without a change of width.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch a, ok := inASCII[r]; {
		case ok:
			return a
		case r > '~':
			return '?'
		}
		return r
	}, s)
}

func itoa(n int) string { return strconv.Itoa(n) }

func utoa(n uint64) string { return strconv.FormatUint(n, 10) }
