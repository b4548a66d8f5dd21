//go:build gobench

package gotest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoBench searches the kernels of GoBench, which are fetched, and prints in which execution each bug shows first. They
// are compiled as Go 1.21 has them, where a loop has one variable.
//
// Yuan et al.: GoBench: A Benchmark Suite of Real-World Go Concurrency Bugs, CGO 2021.
//
//	go test -tags gobench ./gotest -run TestGoBench -v -timeout 1h
func TestGoBench(t *testing.T) {
	source := os.Getenv("GOBENCH") // a clone that is there
	if source == "" {
		source = filepath.Join(t.TempDir(), "gobench")
		if out, err := exec.Command("git", "clone", "-q", "--depth=1", "https://github.com/timmyyuan/gobench", source).CombinedOutput(); err != nil {
			t.Skipf("it cannot be fetched: %s", out)
		}
	}
	module := filepath.Join("testdata", "gobench") // it is not kept
	if err := os.MkdirAll(module, 0o777); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(module)
	archive := fmt.Sprintf("git -C %q archive HEAD gobench/goker | tar -x -C %q", source, module)
	if out, err := exec.Command("sh", "-c", archive).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte("module gobench\n\ngo 1.21\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	common := []string{"--leaks", "--inputs=8", "--executions=3000", "--budget=120s", "--clock=anytime", "-json"}
	blocking := "./gobench/goker/blocking/..."
	random := kernels(t, append([]string{"--strategy=random", blocking}, common...))
	pct := kernels(t, append([]string{"--strategy=pct", "--steps=2000000", blocking}, common...))
	races := kernels(t, append([]string{"--strategy=random", "--races", "./gobench/goker/nonblocking/..."}, common...))
	both := 0
	for name := range random {
		if random[name] != "" || pct[name] != "" {
			both++
		}
	}
	for _, c := range []struct {
		what     string
		n, least int
	}{
		{"blocking, random", found(t, "random", random), 66}, {"blocking, pct", found(t, "pct", pct), 66}, {"blocking, either", both, 68},
		{"not blocking, with races", found(t, "races", races), 34},
	} {
		t.Logf("%s: %d", c.what, c.n)
		if c.n < c.least {
			t.Errorf("%s: %d are found, at least %d should be", c.what, c.n, c.least)
		}
	}
}

// kernels are the executions in which a failure was seen first, by kernel; empty if none was found.
func kernels(t *testing.T, args []string) map[string]string {
	_, out := run(t, "gobench", args...)
	text, seen := map[string]string{}, map[string]string{}
	for line := range strings.Lines(out) {
		var e struct{ Action, Package, Test, Output string }
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Test == "" || strings.Contains(e.Test, "/") {
			continue
		}
		switch name := filepath.Base(filepath.Dir(e.Package)) + " " + filepath.Base(e.Package); {
		case e.Action == "output":
			text[name] += e.Output
		case e.Action == "fail" && strings.Contains(text[name], "replay with:"):
			seen[name] = "1"
			if m := first.FindStringSubmatch(text[name]); m != nil {
				seen[name] = m[1]
			}
		case e.Action == "pass" || e.Action == "fail":
			seen[name] = ""
		}
	}
	return seen
}

// found prints the table, and counts what was found.
func found(t *testing.T, how string, list map[string]string) int {
	var lines []string
	n := 0
	for name, at := range list {
		if at == "" {
			at = "none"
		} else {
			n++
		}
		lines = append(lines, fmt.Sprintf("%-20s %s", name, at))
	}
	slices.Sort(lines)
	t.Logf("%s\n%s", how, strings.Join(lines, "\n"))
	return n
}
