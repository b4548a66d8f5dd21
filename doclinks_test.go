package simrun_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docLink is a link to a name in a comment: [Name], [Type.Method], [package.Name] or [*package.Name].
var docLink = regexp.MustCompile(`(?:^|[\s(])\[\*?((?:[a-z][\w/]*\.)?)([A-Z]\w*)((?:\.[A-Z]\w*)?)\](?:$|[\s).,:;])`)

// TestDocLinks: what the documentation of the module links to is there. Where a name has moved to another package, the text
// would still read well, and lead nowhere.
func TestDocLinks(t *testing.T) {
	names, files := map[string]map[string]bool{}, map[string]*ast.File{} // by import path; by path of the file
	positions := token.NewFileSet()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(positions, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files[file] = f
		dir := path.Join("simrun", filepath.ToSlash(filepath.Dir(file)))
		if names[dir] == nil {
			names[dir] = map[string]bool{}
		}
		addNames(names[dir], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for file, f := range files {
		for _, group := range f.Comments {
			for _, m := range docLink.FindAllStringSubmatch(group.Text(), -1) {
				dir := path.Join("simrun", filepath.ToSlash(filepath.Dir(file)))
				if m[1] != "" {
					dir = imported(f, strings.TrimSuffix(m[1], "."))
				}
				if m[1] != "" && dir != "simrun" && !strings.HasPrefix(dir, "simrun/") {
					continue // elsewhere
				}
				if links++; !names[dir][m[2]+m[3]] {
					t.Errorf("%s: [%s%s%s]: there is no such name", positions.Position(group.Pos()), m[1], m[2], m[3])
				}
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links were found", links)
	}
}

// imported is the path of the package that a file calls so.
func imported(f *ast.File, name string) string {
	for _, spec := range f.Imports {
		if p := strings.Trim(spec.Path.Value, `"`); spec.Name == nil && path.Base(p) == name || spec.Name != nil && spec.Name.Name == name {
			return p
		}
	}
	if strings.Contains(name, "/") {
		return name
	}
	return "simrun/" + name // so it is missing, unless it is there
}

// addNames adds what a file declares: names, and those of methods and fields behind their type.
func addNames(names map[string]bool, f *ast.File) {
	for _, decl := range f.Decls {
		for _, id := range declares(decl) {
			names[id.Name] = true
		}
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv != nil {
				names[receiver(decl.Recv.List[0].Type)+"."+decl.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					for _, field := range fieldsOf(spec.Type) {
						names[spec.Name.Name+"."+field] = true
					}
				}
			}
		}
	}
}

// receiver is the name of the type of a method.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// fieldsOf are the fields of a struct, or the methods of an interface.
func fieldsOf(t ast.Expr) (names []string) {
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return nil
	}
	for _, field := range list.List {
		for _, id := range field.Names {
			names = append(names, id.Name)
		}
	}
	return names
}
