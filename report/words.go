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
// indent.
func wrap(text string, n int, indent string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case width(line)+1+width(word) <= n:
			line += " " + word
			continue
		default:
			lines = append(lines, line)
			line = indent + word
		}
		for width(line) > n {
			r := []rune(line)
			at := n
			for k := n; k > n/2; k-- { // rather behind a bracket or a dot
				if r[k-1] == '(' || r[k-1] == '.' {
					at = k
					break
				}
			}
			lines = append(lines, string(r[:at]))
			line = indent + string(r[at:])
		}
	}
	if line != "" {
		lines = append(lines, line)
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
