package catalog_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"simrun/properties/catalog"
)

func TestUnknownScenario(t *testing.T) {
	for name, want := range map[string]string{
		"queue-pipelin":   `unknown scenario "queue-pipelin": did you mean "queue-pipeline"?`,
		"qeue-pipeline":   `unknown scenario "qeue-pipeline": did you mean "queue-pipeline"?`,
		"queue":           `unknown scenario "queue": did you mean "queue-pipeline"?`,
		"lockpipeline":    `unknown scenario "lockpipeline": did you mean "lock-pipeline"?`,
		"thraed":          `unknown scenario "thraed": did you mean "thread"?`,
		"xyzzy":           `unknown scenario "xyzzy"`,
		"":                `unknown scenario ""`,
		"line1\nline2 --": `unknown scenario "line1\nline2 --"`,
	} {
		if _, err := catalog.Lookup(name); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
}

func TestBadParameters(t *testing.T) {
	for _, c := range []struct{ scenario, name, value, want string }{
		{"lock-pipeline", "mesages", "3", `lock-pipeline has no parameter "mesages": did you mean "messages"?`},
		{"lock-pipeline", "colour", "3", `lock-pipeline has no parameter "colour": it has messages, workers, first`},
		{"event", "workers", "3", `event has no parameter "workers": it has none at all`},
		{"lock-pipeline", "workers", "0", `lock-pipeline: workers="0" is not allowed: want a number from 1 to 8`},
		{"lock-pipeline", "workers", "two", `lock-pipeline: workers="two" is not allowed: want a number from 1 to 8`},
		{"lock-pipeline", "workers", "", `lock-pipeline: workers="" is not allowed: want a number from 1 to 8`},
		{"lock-pipeline", "messages", "99999999999999999999", `lock-pipeline: messages="99999999999999999999" is not allowed: want a number from 0 to 100`},
		{"lock-pipeline", "first", "both", `lock-pipeline: first="both" is not allowed: want producer or consumer`},
		{"thread", "daemon", "True", `thread: daemon="True" is not allowed: want false or true`},
	} {
		e, err := catalog.Lookup(c.scenario)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := e.Build(map[string]string{c.name: c.value}); err == nil || err.Error() != c.want {
			t.Errorf("%s %s=%s: %v, want %s", c.scenario, c.name, c.value, err, c.want)
		}
	}
}

// A value is written in one form everywhere, so that a token and a report do not depend on how it was typed.
func TestValuesAreCanonical(t *testing.T) {
	e, err := catalog.Lookup("lock-pipeline")
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := e.Build(map[string]string{"messages": "+03"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.String(); got != "lock-pipeline messages=3 workers=2 first=producer" {
		t.Error(got)
	}
}

// Every entry is complete: it has a group, a line of text that ends without a full stop, defaults that are allowed, and
// something that it teaches.
func TestEntriesAreComplete(t *testing.T) {
	var names []string
	for _, e := range catalog.All() {
		if e.Group == "" || e.Summary == "" || strings.HasSuffix(e.Summary, ".") || e.Expected.Note == "" {
			t.Errorf("%s: group, summary or note is missing", e.Name)
		}
		if !slices.IsSorted(e.Expected.Kinds) {
			t.Errorf("%s: the expected kinds are not sorted", e.Name)
		}
		if slices.Contains(names, e.Name) {
			t.Errorf("%s is there twice", e.Name)
		}
		names = append(names, e.Name)
		for _, q := range e.Params {
			if q.Help == "" {
				t.Errorf("%s: %s has no help", e.Name, q.Name)
			}
			if n, err := strconv.Atoi(q.Default); err == nil && (n < q.Min || n > q.Max) {
				t.Errorf("%s: the default of %s is out of range", e.Name, q.Name)
			}
		}
		if _, _, err := e.Build(nil); err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
	if !slices.Contains(names, "queue-pipeline") || len(names) < 12 {
		t.Error(names)
	}
}
