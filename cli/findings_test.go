package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// found is a program of the catalog with what a search of it with its defaults shows.
type found struct {
	program    sim.Program
	properties []sim.Property
	search     *search
}

// TestFindingsOfTheCatalog searches each program of the catalog that has a bug, as "explore NAME --workers 1" does, and
// holds what is said of its findings against a file, against the limits of a report, and against what happens.
func TestFindingsOfTheCatalog(t *testing.T) {
	for _, e := range catalog.All() {
		if len(e.Expected.Kinds) == 0 || e.Rare {
			continue
		}
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			f := find(t, e)
			t.Run("text", func(t *testing.T) { f.checkText(t, e.Name) })
			t.Run("why", func(t *testing.T) { f.checkWhy(t) })
			t.Run("replay", func(t *testing.T) { f.checkReplay(t) })
		})
	}
}

// find searches all schedules of a program.
func find(t *testing.T, e catalog.Entry) found {
	t.Helper()
	p, properties, err := e.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	o := scheduler.Options{
		Strategy: "auto", Properties: properties, Workers: 1,
		Config: sim.Config{Switching: e.Switching, Clock: sim.Anytime, MaxSteps: exploreSteps, Fingerprint: true},
	}
	r, err := scheduler.Explore(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted || len(r.Findings) < len(e.Expected.Kinds) {
		t.Errorf("%d findings, exhausted %t; want %v", len(r.Findings), r.Exhausted, e.Expected.Kinds)
	}
	return found{p, properties, &search{Report: r, options: o}}
}

// checkText compares what is printed of each finding with a file.
func (f found) checkText(t *testing.T, name string) {
	var all bytes.Buffer
	for i, finding := range f.search.Findings {
		var one bytes.Buffer
		a := newApp("simrun", catalog.All(), nil, &one, nil)
		a.self = "simrun"
		a.writeReport(a.reported(f.search, finding), output{})
		if err := a.stdout.Flush(); err != nil {
			t.Fatal(err)
		}
		checkReport(t, one.String())
		for _, m := range regexp.MustCompile(`\(step (\d+)\)`).FindAllStringSubmatch(finding.Why, -1) {
			if !regexp.MustCompile(`(?m)^ *` + m[1] + `  `).MatchString(one.String()) {
				t.Errorf("step %s is named and not shown:\n%s", m[1], &one)
			}
		}
		if i > 0 {
			all.WriteByte('\n')
		}
		all.Write(one.Bytes())
	}
	path := filepath.Join("testdata", "findings", name+".txt")
	if *update {
		if err := os.WriteFile(path, all.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(all.Bytes(), want) {
		t.Errorf("%s differs; run go test ./cli -update if the change is meant.\ngot:\n%s\nwant:\n%s", path, &all, want)
	}
}

// checkReport holds a report to 60 lines of 100 columns, but for those that are copied, the last of which replays it.
func checkReport(t *testing.T, text string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > 60 {
		t.Errorf("%d lines, want at most 60:\n%s", len(lines), text)
	}
	for _, l := range lines {
		if n := utf8.RuneCountInString(l); n > 100 && !strings.Contains(l, " s1.") {
			t.Errorf("%d columns, want at most 100: %s", n, l)
		}
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "replay with: simrun replay s1.") {
		t.Errorf("the last line does not replay it: %s", last)
	}
}
