//go:build gobench

package gotest_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestGoBench searches the kernels of GoBench, which are fetched, and prints in which execution each bug shows first, beside
// how often it showed to the authors in 100 runs as they are, where its file says that. They are compiled as Go 1.21 has
// them, where a loop has one variable.
//
// Yuan et al.: GoBench: A Benchmark Suite of Real-World Go Concurrency Bugs, CGO 2021.
//
//	go test -tags gobench ./gotest -run TestGoBench -v -timeout 2h
func TestGoBench(t *testing.T) {
	module := fetchGoBench(t)
	common := []string{"--leaks", "--inputs=8", "--executions=3000", "--budget=120s", "--clock=anytime", "-json"}
	blocking := "./gobench/goker/blocking/..."
	random := kernels(t, "random", append([]string{"--strategy=random", blocking}, common...))
	pct := kernels(t, "pct", append([]string{"--strategy=pct", "--steps=2000000", blocking}, common...))
	auto := kernels(t, "auto", append([]string{"--strategy=auto", "--steps=2000000", blocking}, common...))
	races := kernels(t, "races", append([]string{"--strategy=random", "--races", "./gobench/goker/nonblocking/..."}, common...))
	missed(t, random, pct, auto, races)
	either := 0
	for name := range random.first {
		if pct.first[name] != "" || auto.first[name] != "" {
			either++
		}
	}
	runs := publishedRuns(t, module)
	table(t, "blocking", runs, random, pct, auto)
	table(t, "nonblocking", runs, races)
	for _, c := range []struct {
		what     string
		n, least int
	}{
		{"blocking, random", random.found(), 66}, {"blocking, pct or auto", either, 68}, {"not blocking, with races", races.found(), 34},
	} {
		t.Logf("%s: %d", c.what, c.n)
		if c.n < c.least {
			t.Errorf("%s: %d are found, at least %d should be", c.what, c.n, c.least)
		}
	}
}

// fetchGoBench makes a module of the kernels, which is not kept.
func fetchGoBench(t *testing.T) (module string) {
	source := os.Getenv("GOBENCH") // a clone that is there
	if source == "" {
		source = filepath.Join(t.TempDir(), "gobench")
		if out, err := exec.Command("git", "clone", "-q", "--depth=1", "https://github.com/timmyyuan/gobench", source).CombinedOutput(); err != nil {
			t.Skipf("it cannot be fetched: %s", out)
		}
	}
	module = filepath.Join("testdata", "gobench")
	if err := os.MkdirAll(module, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(module) })
	archive := fmt.Sprintf("git -C %q archive HEAD gobench/goker | tar -x -C %q", source, module)
	if out, err := exec.Command("sh", "-c", archive).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte("module gobench\n\ngo 1.21\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return module
}

// flaky is how the file of a kernel says in how many of 100 runs its bug showed.
var flaky = regexp.MustCompile(`Flaky:\s*(\d+)/100`)

// publishedRuns are these numbers, by kind and kernel.
func publishedRuns(t *testing.T, module string) map[string]string {
	list, err := filepath.Glob(filepath.Join(module, "gobench", "goker", "*", "*", "*", "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	runs := map[string]string{}
	for _, path := range list {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if m := flaky.FindSubmatch(data); m != nil {
			dir := filepath.Dir(path)
			runs[filepath.Base(filepath.Dir(filepath.Dir(dir)))+" "+kernel(filepath.ToSlash(dir))] = string(m[1])
		}
	}
	return runs
}

// kernel is the name of the kernel of a package: its project and number.
func kernel(pkg string) string { return path.Base(path.Dir(pkg)) + " " + path.Base(pkg) }

// missed prints what was said of kernels whose bugs were not found.
func missed(t *testing.T, searches ...search) {
	for _, s := range searches {
		for _, name := range slices.Sorted(maps.Keys(s.first)) {
			if s.first[name] == "" {
				t.Logf("%s does not find %s:\n%s", s.name, name, s.said[name])
			}
		}
	}
}

// table prints what the searches of one kind of kernels have found.
func table(t *testing.T, kind string, runs map[string]string, searches ...search) {
	text := fmt.Sprintf("\n%-20s %11s", kind, "plain")
	for _, s := range searches {
		text += fmt.Sprintf("  %-6s", s.name)
	}
	for _, name := range slices.Sorted(maps.Keys(searches[0].first)) {
		text += fmt.Sprintf("\n%-20s %4s of 100", name, cmp.Or(runs[kind+" "+name], "?"))
		for _, s := range searches {
			text += fmt.Sprintf("  %-6s", cmp.Or(s.first[name], "none"))
		}
	}
	t.Log(text)
}

// search is the executions in which a failure was seen first, by kernel, empty if none was found, and what was said.
type search struct {
	name        string
	first, said map[string]string
}

// found counts the kernels of which a failure was found.
func (s search) found() int {
	n := 0
	for _, at := range s.first {
		if at != "" {
			n++
		}
	}
	return n
}

// kernels searches those that the arguments name.
func kernels(t *testing.T, name string, args []string) search {
	_, out := run(t, "gobench", args...)
	text, seen := map[string]string{}, map[string]string{}
	for line := range strings.Lines(out) {
		var e struct{ Action, Package, Test, Output string }
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Test == "" || strings.Contains(e.Test, "/") {
			continue
		}
		switch name := kernel(e.Package); {
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
	return search{name, seen, text}
}
