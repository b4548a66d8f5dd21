package properties_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// kinds are those of the findings of a program, as far as they are of interest, and whether the search saw everything.
func (p *proof) kinds(t *testing.T, bug, checked bool) (list []string, exhausted bool) {
	t.Helper()
	o := scheduler.Options{Config: sim.Config{Clock: sim.Anytime}, Strategy: "dpor", NoShrink: true}
	if p.endless {
		o.Strategy, o.Executions, o.Seed = "random", 20, 1
		o.Config.MaxSteps, o.Config.Livelock = 2000, 200
	}
	switch {
	case checked && p.property != nil:
		o.Properties = []sim.Property{p.property}
	case !checked && p.kind == sim.LivelockKind:
		o.Config.Livelock = -1
	}
	r, err := scheduler.Explore(context.Background(), sim.Program{Main: func(w *sim.World) { p.program(w, bug, checked) }}, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		list = append(list, f.Kind)
	}
	return list, r.Exhausted
}

// TestEachPropertyMatters: of its two programs a property passes one and fails the other; and without the property the
// other does not fail in that way. So whoever breaks the property breaks this test.
func TestEachPropertyMatters(t *testing.T) {
	for _, p := range proofs {
		name := p.kind
		if p.names != nil {
			name = p.names[0] + " " + p.kind
		}
		t.Run(name, func(t *testing.T) {
			if kinds, exhausted := p.kinds(t, false, true); len(kinds) > 0 || exhausted == p.endless {
				t.Errorf("without the bug: %q, exhausted %v", kinds, exhausted)
			}
			if kinds, _ := p.kinds(t, true, true); !slices.Contains(kinds, p.kind) {
				t.Errorf("with the bug: %q", kinds)
			}
			if kinds, exhausted := p.kinds(t, true, false); slices.Contains(kinds, p.kind) || exhausted == p.endless {
				t.Errorf("with the bug, when the property is not checked: %q, exhausted %v", kinds, exhausted)
			}
		})
	}
}

// noProperties are the exported names that say nothing about a program: all others are in the table of proofs.
var noProperties = []string{
	"Default",               // a list of properties that are in the table
	"Unchecked", "LooksFor", // what is not looked at, and that something is
	"Watchable", "Watchable.WatchedBy", // what a monitor watches
	"Placed", "Placed.Accessed", // where a race is
	"Who",                                         // what a thread is called
	"Monitor", "Section", "WaitingLine", "Ledger", // made by functions that are in the table
	"Ledger.State", "Section.State", "WaitingLine.State", // for traces
}

// TestEachPropertyHasAProof compares the exported names of the package with the table, and its kinds with the package
// comment.
func TestEachPropertyHasAProof(t *testing.T) {
	var proved []string
	_, kinds, _ := strings.Cut(packageComment(t), "# Kinds")
	for _, p := range proofs {
		proved = append(proved, p.names...)
		if !strings.Contains(kinds, p.kind) {
			t.Errorf("the package comment does not speak of the kind %s", p.kind)
		}
	}
	names := exported(t)
	for _, name := range names {
		if slices.Contains(proved, name) == slices.Contains(noProperties, name) {
			t.Errorf("%s is exported: it needs a proof in proofs_test.go, or a place among noProperties", name)
		}
	}
	for _, name := range slices.Concat(proved, noProperties) {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not exported any more", name)
		}
	}
}

// parsed are the files of the package, tests left out.
func parsed(t *testing.T) []*ast.File {
	t.Helper()
	paths, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func packageComment(t *testing.T) string {
	for _, f := range parsed(t) {
		if f.Doc != nil {
			return f.Doc.Text()
		}
	}
	t.Fatal("there is no package comment")
	return ""
}

// exported are the names that the package exports: "NoDeadlock", "Section.Enter".
func exported(t *testing.T) []string {
	var names []string
	add := func(receiver string, id *ast.Ident) {
		if id.IsExported() && (receiver == "" || ast.IsExported(receiver)) {
			names = append(names, strings.TrimPrefix(receiver+"."+id.Name, "."))
		}
	}
	for _, f := range parsed(t) {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				add(receiver(d), d.Name)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						add("", s.Name)
						if i, ok := s.Type.(*ast.InterfaceType); ok {
							for _, m := range i.Methods.List {
								add(s.Name.Name, m.Names[0])
							}
						}
					case *ast.ValueSpec:
						for _, id := range s.Names {
							add("", id)
						}
					}
				}
			}
		}
	}
	return names
}

// receiver is the type that a method belongs to, empty for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	expr := d.Recv.List[0].Type
	if p, ok := expr.(*ast.StarExpr); ok {
		expr = p.X
	}
	return expr.(*ast.Ident).Name
}
