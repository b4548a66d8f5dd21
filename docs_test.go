package simrun_test

import (
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
		positions := token.NewFileSet()
		f, err := parser.ParseFile(positions, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if n := positions.Position(f.FileEnd).Line; n > mostLines+1 {
			t.Errorf("%s has %d lines, more than %d: split it by concept", path, n-1, mostLines)
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				if n := positions.Position(fn.End()).Line - positions.Position(fn.Pos()).Line + 1; n > mostInFunction {
					t.Errorf("%s: %s has %d lines, more than %d", path, fn.Name.Name, n, mostInFunction)
				}
			}
		}
		return nil
	})
	if err != nil || files < 100 {
		t.Fatal(files, err)
	}
}
