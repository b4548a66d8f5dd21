//go:build libraries

package gotest_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What does not pass, and why: it is the same for each version of Go that is known.
const (
	starts    = "it starts a process, which cannot be replayed"
	allocates = "it counts allocations, and the simulator's are among them"
	collects  = "it waits for the garbage collector, which does not run while a test is executed"
	addresses = "it goes over a map whose keys are pointers, in the order of their addresses"
)

var unfit = map[string]map[string]string{
	"golang.org/x/sync/singleflight": {"TestPanicDoChan": starts, "TestPanicDoSharedByDoChan": starts},
	"context":                        {"TestAllocs": allocates, "TestSimultaneousCancels": addresses},
	"sync": {
		"TestMapRangeNoAllocations": allocates, "TestMapClearOneAllocation": allocates, "TestOnceFunc": allocates, "TestOnceValue": allocates,
		"TestOnceValues": allocates, "TestOnceXGC": collects, "TestPool": collects, "TestPoolGC": collects, "TestPoolRelease": collects,
		"TestMutexMisuse": starts, "TestIssue76126": starts,
	},
}

// TestLibraries executes the tests of three libraries, which are fetched, each 100 times and with data races looked for: all pass but
// those above, and two runs do the same.
//
//	go test -tags libraries ./gotest -run 'TestLibraries|TestOwn' -v -timeout 2h
func TestLibraries(t *testing.T) {
	dir := module(t, "package kept\n\nimport (\n\t_ \"github.com/jackc/puddle/v2\"\n\t_ \"github.com/sourcegraph/conc\"\n\t_ \"golang.org/x/sync/errgroup\"\n)\n")
	list := []string{"golang.org/x/sync/...", "github.com/jackc/puddle/v2/...", "github.com/sourcegraph/conc/..."}
	get := exec.Command("go", append([]string{"get", "-t", "golang.org/x/sync@v0.25.0", "github.com/jackc/puddle/v2@v2.2.3", "github.com/sourcegraph/conc@v0.3.0"}, list...)...)
	get.Dir = dir
	if out, err := get.CombinedOutput(); err != nil {
		t.Skipf("they cannot be fetched: %s", out)
	}
	passes(t, dir, append([]string{"--races", "--steps=100000"}, list...)...)
}

// TestOwn does so with the tests of two of Go's own packages, which are not looked at for data races: what a library does for
// itself is no race of the program.
func TestOwn(t *testing.T) { passes(t, module(t, orders), "--steps=200000", "context", "sync") }

// passes executes tests twice.
func passes(t *testing.T, dir string, args ...string) {
	var prints [2]map[string]string
	for i := range prints {
		prints[i] = executed(t, dir, args)
	}
	for name, print := range prints[0] {
		if prints[1][name] != print {
			t.Errorf("%s: fingerprint %q, and then %q", name, print, prints[1][name])
		}
	}
	if list, _ := filepath.Glob(filepath.Join(dir, "testdata", "*")); list != nil {
		t.Errorf("of tests of others findings are kept: %v", list)
	}
}

var printed = regexp.MustCompile(`simrun: (?:fingerprint [0-9a-f]{16}|no failure found in .*)`)

// executed is what was said of each test that passed.
func executed(t *testing.T, dir string, args []string) map[string]string {
	_, out := run(t, dir, append([]string{"-json", "--strategy=random", "--executions=100", "--budget=20m", "--fingerprint", "-short"}, args...)...)
	text, said := map[string]string{}, map[string]string{}
	for line := range strings.Lines(out) {
		var e struct{ Action, Package, Test, Output string }
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Test == "" || strings.HasPrefix(e.Test, "Example") {
			continue
		}
		name, reason := e.Package+" "+e.Test, unfit[e.Package][e.Test]
		switch {
		case e.Action == "output":
			text[name] += e.Output
		case e.Action == "fail" && strings.Contains(text[name], "was cut short by the limit of"):
			t.Logf("%s has too many steps", name)
		case (e.Action == "fail") != (reason != "") && (e.Action == "fail" || e.Action == "pass"):
			t.Errorf("%s: %s; known: %q\n%s", name, e.Action, reason, text[name])
		case e.Action == "fail":
			t.Logf("%s does not pass: %s", name, reason)
		case e.Action == "pass":
			said[name] = strings.Join(printed.FindAllString(text[name], -1), "; ")
		}
	}
	if len(said) == 0 {
		t.Fatalf("nothing was executed:\n%s", out)
	}
	t.Logf("%d tests pass", len(said))
	return said
}
