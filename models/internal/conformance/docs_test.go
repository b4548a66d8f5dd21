package conformance

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	pythonPage = regexp.MustCompile(`https://docs\.python\.org/3\.1[34]/`)
	goPage     = regexp.MustCompile(`https://(pkg\.)?go\.dev/`)
	// What the simulator adds to Python's classes and Go's has no page there, and says for whom it is.
	ownMethod = regexp.MustCompile(`for (traces|reports|properties|tests|hooks)|not? (an )?operation`)
	blocking  = regexp.MustCompile(`block|wait|` + ownMethod.String())
)

// plain are methods that fulfil interfaces of the engine or of Go, whose comments need not say more.
var plain = []string{"State", "WaitsFor", "Effect", "Error", "Stepwise"}

// TestDocComments holds the comment of every exported function and method of a model to what CONTRIBUTING.md asks for:
// a link to Python's documentation, or Go's, whether it blocks, and the texts that it panics with.
func TestDocComments(t *testing.T) {
	paths, err := filepath.Glob("../../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	examples := map[string]bool{}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(path)
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			switch {
			case !ok:
			case strings.HasSuffix(path, "_test.go"):
				examples[dir] = examples[dir] || f.Name.Name == "Example"
			case public(f) && !slices.Contains(plain, f.Name.Name):
				n++
				examples[dir] = examples[dir] || false
				page := pythonPage
				if filepath.Base(dir) == "golang" {
					page = goPage
				}
				checkDoc(t, filepath.Base(dir)+"."+f.Name.Name, f, page)
			}
		}
	}
	for dir, ok := range examples {
		if base := filepath.Base(dir); !ok && base != "cpython" && base != "internal" {
			t.Errorf("%s has no Example", base)
		}
	}
	if n < 150 {
		t.Errorf("only %d functions found", n)
	}
	t.Logf("%d functions and methods", n)
}

// public says whether a program can call the function.
func public(f *ast.FuncDecl) bool {
	if !f.Name.IsExported() {
		return false
	}
	if f.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && len(id.Name) > 1 { // a shorter one is the parameter of a type
			exported = id.IsExported()
		}
		return true
	})
	return exported
}

// checkDoc checks one comment.
func checkDoc(t *testing.T, name string, f *ast.FuncDecl, page *regexp.Regexp) {
	t.Helper()
	doc := strings.Join(strings.Fields(f.Doc.Text()), " ")
	if !page.MatchString(doc) && !ownMethod.MatchString(doc) {
		t.Errorf("%s: the comment has no link to the documentation, and does not say for whom it is", name)
	}
	if !blocking.MatchString(doc) && !isOption(f) {
		t.Errorf("%s: the comment does not say whether it blocks", name)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "panic" {
			return true
		}
		ast.Inspect(call, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(doc, text) {
					t.Errorf("%s: the comment does not say that it panics with %q", name, text)
				}
			}
			return true
		})
		return true
	})
}

// isOption says whether the function makes an argument of another.
func isOption(f *ast.FuncDecl) bool {
	if f.Recv != nil || f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	id, ok := f.Type.Results.List[0].Type.(*ast.Ident)
	return ok && slices.Contains([]string{"Option", "Arg", "ShutdownArg"}, id.Name)
}
