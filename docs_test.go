package simrun_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link is one in Markdown, without its words.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks: what the documents link to is there, headings included.
func TestLinks(t *testing.T) {
	documents, err := filepath.Glob("docs/*.md")
	if err != nil || len(documents) == 0 {
		t.Fatal(documents, err)
	}
	links := 0
	for _, document := range append(documents, "README.md", "CONTRIBUTING.md") {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			links++
			path, heading, _ := strings.Cut(m[1], "#")
			target := document
			if path != "" {
				target = filepath.Join(filepath.Dir(document), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", document, m[1], err)
			} else if heading != "" && !hasHeading(t, target, heading) {
				t.Errorf("%s links to %s: there is no such heading", document, m[1])
			}
		}
	}
	if links < 30 {
		t.Errorf("only %d links were found", links)
	}
}

// TestShim: a module of the shim is found by what it is about: each stands once in the table of docs/architecture.md, and the table
// names no other.
func TestShim(t *testing.T) {
	data, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "| of what | modules |")
	table, _, _ := strings.Cut(rest, "\n\n")
	listed := map[string]int{}
	for _, m := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(table, -1) {
		listed[m[1]]++
	}
	modules, err := filepath.Glob("python/shim/*.py")
	if err != nil || len(modules) == 0 {
		t.Fatal(modules, err)
	}
	for _, module := range modules {
		name := strings.TrimSuffix(filepath.Base(module), ".py")
		if listed[name] != 1 {
			t.Errorf("the table of the shim has %s %d times, want once: add it to docs/architecture.md", name, listed[name])
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("the table of the shim has %s, and there is no such module", name)
	}
}

// hasHeading says whether a document has a heading, as links write it.
func hasHeading(t *testing.T, document, heading string) bool {
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if title := strings.TrimLeft(line, "#"); title != line {
			anchor := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(title)), " ", "-")
			if strings.Trim(regexp.MustCompile(`[^a-z0-9-]`).ReplaceAllString(anchor, ""), "-") == heading {
				return true
			}
		}
	}
	return false
}

const (
	mostLines      = 350 // of a file that is not a test
	mostInFunction = 70
)

// TestSizes: a file fits into the head, and a function on a screen.
func TestSizes(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, large := range tooLarge(t, path, src) {
			t.Error(large)
		}
		return nil
	})
	if err != nil || files < 100 {
		t.Fatal(files, err)
	}
}

// tooLarge lists what is too large in a file.
func tooLarge(t *testing.T, path string, src []byte) (list []string) {
	t.Helper()
	positions := token.NewFileSet()
	f, err := parser.ParseFile(positions, path, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(src, []byte("\n")); n > mostLines {
		list = append(list, fmt.Sprintf("%s has %d lines, more than %d: split it by concept", path, n, mostLines))
	}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			if n := positions.Position(fn.End()).Line - positions.Position(fn.Pos()).Line + 1; n > mostInFunction {
				list = append(list, fmt.Sprintf("%s: %s has %d lines, more than %d", path, fn.Name.Name, n, mostInFunction))
			}
		}
	}
	return list
}

// TestSizesTell: a file and a function may be just as large as they may, and no larger.
func TestSizesTell(t *testing.T) {
	function := func(name string, lines int) string {
		return "func " + name + "() {\n" + strings.Repeat("\tprintln()\n", lines-2) + "}\n"
	}
	for _, c := range []struct{ src, want string }{
		{"package p\n" + function("f", 70), ""},
		{"package p\n" + function("f", 71) + function("g", 5), "p.go: f has 71 lines, more than 70"},
		{"package p\n" + strings.Repeat("// Text.\n", 349), ""},
		{"package p\n" + strings.Repeat("// Text.\n", 350), "p.go has 351 lines, more than 350: split it by concept"},
	} {
		if got := strings.Join(tooLarge(t, "p.go", []byte(c.src)), "; "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
