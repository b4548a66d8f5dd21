package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/internal/outside"
)

// TestMyCatalogInAModuleOfItsOwn builds a copy of the example outside of the repository, and uses it as a reader would.
func TestMyCatalogInAModuleOfItsOwn(t *testing.T) {
	m := outside.New(t, "mycatalog")
	files, err := filepath.Glob("mycatalog/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m.Write(filepath.Base(file), string(data))
	}
	if out, code := m.Run("go", "build", "-o", "mycatalog", "."); code != 0 {
		t.Fatal(out)
	}
	tool := filepath.Join(m.Dir, "mycatalog")
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"list", 0, "expected: oversold. each access has the lock"},
		{"explore tickets", 1, "oversold in tickets sellers=2 tickets=1"},
		{"explore tickets-locked", 0, "There is no failure: every schedule was tried"},
		{"explore tickets-loked", 2, "mycatalog: unknown scenario \"tickets-loked\": did you mean \"tickets-locked\"?"},
	} {
		if out, code := m.Run(tool, strings.Fields(c.args)...); code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("mycatalog %s: exit code %d, want %d and %q:\n%s", c.args, code, c.code, c.want, out)
		}
	}

	// Under go run, too, the last line can be pasted. What it replays stands in the files of the module.
	out, _ := m.Run("go", "run", ".", "explore", "tickets")
	_, line, ok := strings.Cut(out, "replay with: ")
	if line, _, _ = strings.Cut(line, "\n"); !ok || !strings.HasPrefix(line, "go run . replay s1.") {
		t.Fatalf("no line to paste:\n%s", out)
	}
	words := strings.Fields(line)
	out, _ = m.Run(words[0], words[1:]...)
	for _, want := range []string{"oversold in tickets", line, "exit status 1"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s: the output lacks %q:\n%s", line, want, out)
		}
	}

	if out, code := m.Run(tool, "report", words[len(words)-1], "--format", "json"); code != 0 || !strings.Contains(out, `"file": "tickets.go"`) {
		t.Errorf("exit code %d:\n%s", code, out)
	}

	deps, _ := m.Run("go", "list", "-deps", ".")
	for _, pkg := range strings.Fields(deps) {
		if pkg == "testing" || strings.HasPrefix(pkg, "pgregory.net/rapid") || strings.HasPrefix(pkg, "github.com/google/go-cmp") {
			t.Errorf("it links %s", pkg)
		}
	}
	if !strings.Contains(deps, "simrun/cli") {
		t.Error(deps)
	}
}
