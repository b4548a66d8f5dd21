//go:build cpython

package cpython

import (
	_ "embed"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/sim"
)

// How often each program of the notebook is run, and for how many seconds at most.
const (
	notebookRuns    = 600
	notebookSeconds = 3
)

//go:embed testdata/forks.py
var forks string

// notebook lists the programs of the notebook, and the twins that repair them, with parameters. The catalog has the Go
// programs, testdata/notebook the Python ones.
var notebook = []struct {
	name, params string
	since        int // minor version of Python 3 that has what the program needs
}{
	{name: "thread", params: "daemon=false join=false"},
	{name: "thread", params: "daemon=false join=true"},
	{name: "thread", params: "daemon=true join=true"},
	{name: "thread", params: "daemon=true join=false"},
	{name: "lock"},
	{name: "lock-pipeline", params: "messages=1"},
	{name: "lock-pipeline", params: "messages=2"},
	{name: "lock-pipeline", params: "messages=3"},
	{name: "lock-pipeline", params: "messages=4"},
	{name: "lock-pipeline", params: "messages=5"},
	{name: "lock-pipeline", params: "messages=3 first=consumer"},
	{name: "lock-pipeline", params: "messages=5 workers=1"},
	{name: "lock-pipeline", params: "messages=5 workers=1 first=consumer"},
	{name: "queue-pipeline", params: "messages=1"},
	{name: "queue-pipeline", params: "messages=2"},
	{name: "queue-pipeline", params: "messages=3"},
	{name: "queue-pipeline", params: "messages=3 maxsize=1"},
	{name: "queue-pipeline", params: "messages=0 maxsize=3 workers=1"},
	{name: "queue-pipeline-sentinel", params: "messages=2"},
	{name: "queue-pipeline-timeout", params: "messages=2"},
	{name: "queue-pipeline-shutdown", params: "messages=2", since: 13},
	{name: "event"},
}

// TestNotebook compares the programs of the catalog that the notebook has.
func TestNotebook(t *testing.T) {
	version := needPython(t)
	s := &sum{}
	t.Cleanup(func() { t.Log(s) })
	for _, n := range notebook {
		t.Run(strings.TrimSpace(n.name+" "+n.params), func(t *testing.T) {
			t.Parallel()
			if version < n.since {
				t.Skipf("needs Python 3.%d: this is 3.%d", n.since, version)
			}
			compareNotebook(t, entry(t, n.name, n.params), s)
		})
	}
}

// compareNotebook searches a program of the catalog and runs its Python text.
func compareNotebook(t *testing.T, p sim.Program, s *sum) {
	text, err := os.ReadFile("testdata/notebook/" + p.Name + ".py")
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, q := range p.Params {
		values = append(values, fmt.Sprintf("%q: %s", strings.ToUpper(q.Name), literal(q.Value)))
	}
	script := fmt.Sprintf("%s\n\nmain(%q, {%s}, %d, %d)\n", forks, text, strings.Join(values, ", "), notebookRuns, notebookSeconds)
	shown := map[string]int{}
	for o, n := range python(t, script)[0] {
		shown[numbered(o)] += n
	}
	found, n := conformance.Search(t, &conformance.Case{
		ID: p.String(), Strategy: "dpor", Limit: 1_000_000, Log: true, Last: tidy, Config: sim.Config{Seed: 7},
		Main: func(w *sim.World, _ *conformance.Out) { p.Main(w) },
	})
	t.Logf("%d outcomes in %d executions of the model", len(found), n)
	for i, o := range found {
		found[i] = numbered(o)
	}
	judge(t, string(text), found, shown, s)
}

// literal is the value of a parameter in Python.
func literal(value string) string {
	switch value {
	case "true", "false":
		return strings.ToUpper(value[:1]) + value[1:]
	}
	if _, err := strconv.Atoi(value); err == nil {
		return value
	}
	return strconv.Quote(value)
}

var message = regexp.MustCompile(`message: (\d+)`)

// numbered replaces the random numbers of messages, which all differ, by the order in which they came up.
func numbered(outcome string) string {
	seen := map[string]int{}
	return message.ReplaceAllStringFunc(outcome, func(m string) string {
		if _, ok := seen[m]; !ok {
			seen[m] = len(seen) + 1
		}
		return fmt.Sprint("message #", seen[m])
	})
}
