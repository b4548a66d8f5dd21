package conformance

import (
	_ "embed"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// list has a line for each group of cases: its name, and the numbers of those that were distilled from CPython.
//
//go:embed testdata/cases.txt
var list string

var (
	testedID = regexp.MustCompile(`"([A-Z]{2}\d\d)[",/ ]`) // the name of a subtest
	// The first column of the table of those that cannot be expressed at all.
	impossibleID = regexp.MustCompile(`(?m)^\| ([A-Z]{2}\d\d) \| (?:a deprecation|needs|an import)`)
)

// TestEveryCase: each case of the list is a subtest under its ID somewhere in models, or stands in CONFORMANCE.md with
// the reason why it is none; and not both.
func TestEveryCase(t *testing.T) {
	tested := map[string]bool{}
	for _, pattern := range []string{"../../*/*_test.go", "../../internal/*/*_test.go"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			find(t, path, testedID, tested)
		}
	}
	impossible := map[string]bool{}
	find(t, "../../CONFORMANCE.md", impossibleID, impossible)

	run, all := 0, 0
	for group := range strings.Lines(list) {
		words := strings.Fields(group)
		for _, number := range words[1:] {
			id := words[0] + number
			switch all++; {
			case tested[id] && impossible[id]:
				t.Errorf("%s is a case, and CONFORMANCE.md says that it cannot be one", id)
			case tested[id]:
				run++
			case !impossible[id]:
				t.Errorf("%s is no case, and CONFORMANCE.md has no reason for that", id)
			}
		}
	}
	if all != 213 || len(impossible) >= 15 {
		t.Errorf("%d cases, of which %d cannot be expressed", all, len(impossible))
	}
	var names []string
	for id := range impossible {
		names = append(names, id)
	}
	slices.Sort(names)
	t.Logf("%d of the %d cases of the list are subtests; not expressible are %s", run, all, strings.Join(names, ", "))
}

// find adds what the first group of a pattern matches in a file.
func find(t *testing.T, path string, pattern *regexp.Regexp, found map[string]bool) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
		found[m[1]] = true
	}
}
