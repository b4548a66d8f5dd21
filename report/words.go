package report

import (
	"strconv"
	"strings"
)

// count is "1 step", "2 steps".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
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
