//go:build cpython

package python_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"simrun/properties/catalog"
	"simrun/sim"
)

// notebook lists the notebook's programs and their repaired twins, with parameters: the catalog has them made of models, and
// the folder that the models are compared with has them in Python. Those behind often are for -whole.
var notebook, often = []string{
	"thread daemon=false join=false", "thread daemon=false join=true", "thread daemon=true join=true", "thread daemon=true join=false",
	"event", "lock", "lock-pipeline messages=1", "lock-pipeline messages=2", "lock-pipeline messages=3 first=consumer",
	"lock-pipeline messages=2 workers=1",
}, []string{
	"lock-pipeline messages=3", "lock-pipeline messages=4", "lock-pipeline messages=5", "queue-pipeline messages=1 workers=1",
	"queue-pipeline messages=1",
}

// TestAgainstCatalog: the notebook's programs have the same logs, and hang alike, in Python as on the models, by exhaustive search.
func TestAgainstCatalog(t *testing.T) {
	programs := notebook
	if *whole {
		programs = slices.Concat(notebook, often)
	}
	onEach(t, func(t *testing.T, interpreter string) {
		folder := t.TempDir()
		for i, line := range programs {
			p, source := fromCatalog(t, line)
			path := filepath.Join(folder, fmt.Sprintf("notebook%d.py", i))
			if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
				t.Fatal(err)
			}
			s := openAt(t, interpreter, path)
			want, n, complete := searchedWhole(t, p, notebookLimit)
			have, m, whole := searchedWhole(t, s.Program(), notebookLimit)
			s.Close()
			if !complete || !whole {
				t.Errorf("%s: not everything is seen in %d and %d executions", line, n, m)
			}
			if t.Logf("%s: %d logs in %d executions of the models, %d in %d of the script", line, len(want), n, len(have), m); !maps.Equal(want, have) {
				t.Errorf("%s: %s", line, apart(want, have))
			}
		}
	})
}

// notebookLimit is the most executions of a search.
const notebookLimit = 50_000

// fromCatalog is a program of the catalog, "event" or "lock-pipeline messages=2", and the same in Python with its parameters.
func fromCatalog(t *testing.T, line string) (sim.Program, string) {
	t.Helper()
	words := strings.Fields(line)
	entry, err := catalog.Lookup(words[0])
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for _, word := range words[1:] {
		name, value, _ := strings.Cut(word, "=")
		given[name] = value
	}
	p, _, err := entry.Build(given)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../models/cpython/testdata/notebook/" + words[0] + ".py")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, q := range p.Params {
		value := q.Value
		switch _, err := strconv.Atoi(value); {
		case value == "true" || value == "false":
			value = strings.ToUpper(value[:1]) + value[1:]
		case err != nil:
			value = strconv.Quote(value)
		}
		fmt.Fprintf(&b, "%s = %s\n", strings.ToUpper(q.Name), value)
	}
	return p, b.String() + string(text)
}

// message is a random number, which is another one in Python.
var message = regexp.MustCompile(`message: (\d+)`)

// numbered has in place of the random numbers, which all differ, the order in which they came up.
func numbered(text string) string {
	seen := map[string]int{}
	return message.ReplaceAllStringFunc(text, func(m string) string {
		if seen[m] == 0 {
			seen[m] = len(seen) + 1
		}
		return fmt.Sprint("message #", seen[m])
	})
}
