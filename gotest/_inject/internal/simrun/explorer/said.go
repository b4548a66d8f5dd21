package explorer

import (
	"regexp"
	"slices"
	"strings"
)

// logged is where package testing says that a line of a test's log was written.
var logged = regexp.MustCompile(`^[\w.-]+\.go:\d+: `)

// said is what a test has logged in an execution, in one line, and the places where it did: two executions fail alike if these are the same,
// whatever numbers the test has found.
func said(text string) (message, where string) {
	var lines, places []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "--- ") {
			continue
		}
		lines = append(lines, line)
		if place := logged.FindString(line); place != "" && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	if len(lines) == 0 {
		return "it calls t.Fail", "t.Fail"
	}
	slices.Sort(places)
	return strings.Join(lines, "; "), strings.Join(places, "")
}
